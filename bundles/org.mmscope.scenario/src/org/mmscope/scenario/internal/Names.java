package org.mmscope.scenario.internal;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import org.mmscope.scenario.SourceSpan;

/** The processes and threads that are alive where a line runs. */
final class Names {

    private final Diagnostics diagnostics;
    private final JournaledMap<SourceSpan> alive = new JournaledMap<>();
    /** The process of each thread; of a thread that has ended, too, until the name is given again. */
    private final Map<String, String> owners = new LinkedHashMap<>();
    private final Map<String, Integer> ended = new HashMap<>();
    private final Set<String> told = new HashSet<>();

    Names(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
    }

    private void declare(String name, SourceSpan where) {
        SourceSpan before = alive.get(name);
        if (before == null) {
            alive.put(name, where);
        } else {
            diagnostics.add(where, "'" + name + "' exists since line " + before.line() + "; another name was expected");
        }
    }

    /** Declares a process. */
    void declareProcess(String name, SourceSpan where) {
        owners.remove(name);
        declare(name, where);
    }

    /** Declares a thread of a process. */
    void declareThread(String name, SourceSpan where, String process) {
        if (alive.get(name) == null) {
            owners.put(name, process);
        }
        declare(name, where);
    }

    /** Tells of a name that is not alive, once. */
    void require(String name, SourceSpan where) {
        if (alive.get(name) == null && told.add(name)) {
            diagnostics.add(where, missing(name));
        }
    }

    /** Tells of a name that is not that of a process. */
    void requireProcess(String name, SourceSpan where) {
        require(name, where);
        if (alive.get(name) != null && owners.containsKey(name)) {
            diagnostics.add(where, "'" + name + "' is a thread; the name of a process was expected");
        }
    }

    /** Ends a process with its threads, or a thread. */
    void end(String name, SourceSpan where) {
        require(name, where);
        if (alive.get(name) != null) {
            remove(name, where);
            if (!owners.containsKey(name)) {
                owners.forEach((thread, process) -> {
                    if (process.equals(name) && alive.get(thread) != null) {
                        remove(thread, where);
                    }
                });
            }
        }
    }

    private void remove(String name, SourceSpan where) {
        alive.put(name, null);
        ended.put(name, where.line());
    }

    private String missing(String name) {
        Integer line = ended.get(name);
        return line == null ? "there is no process '" + name + "'; a line 'process " + name
                + "' before this one was expected" : (owners.containsKey(name) ? "thread '" : "process '") + name + "' ended on line " + line;
    }

    int mark() {
        return alive.mark();
    }

    void rollBack(int mark) {
        alive.rollBack(mark);
    }

    /** Tells of what a repeat's body leaves other than it found it, so that it could not run twice. */
    void compare(int mark, SourceSpan end) {
        alive.changedSince(mark).forEach((name, before) -> {
            SourceSpan now = alive.get(name);
            if (now != null && !now.equals(before)) {
                diagnostics.add(now, "'" + name + "' would be created again by each repetition; 'exit " + name
                        + "' before line " + end.line() + " was expected");
            } else if (now == null && before != null) {
                diagnostics.add(end, "the repeat ends '" + name + "', which each repetition would end again");
            }
        });
    }
}
