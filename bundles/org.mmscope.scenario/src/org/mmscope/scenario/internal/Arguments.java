package org.mmscope.scenario.internal;

import java.util.List;

import org.mmscope.kernel.process.EProcess;

/**
 * The arguments of a call: Integer, String or EProcess by the parameters' kinds. One that was left out is 0 or null.
 *
 * @param values what was given
 */
record Arguments(List<Object> values) {

    boolean has(int index) {
        return index < values.size();
    }

    int number(int index) {
        return index < values.size() ? (Integer) values.get(index) : 0;
    }

    String text(int index) {
        return index < values.size() ? (String) values.get(index) : null;
    }

    EProcess process(int index) {
        return (EProcess) values.get(index);
    }
}
