package org.mmscope.scenario.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.mmscope.kernel.ExceptionRecord;
import org.mmscope.kernel.FaultRecord;
import org.mmscope.kernel.process.EProcess;
import org.mmscope.scenario.Expression;
import org.mmscope.scenario.ScenarioLanguage;
import org.mmscope.scenario.ScenarioLanguage.Parameter;
import org.mmscope.scenario.Statement;
import org.mmscope.scenario.TranscriptRow;
import org.mmscope.scenario.TranscriptRow.ExceptionRow;
import org.mmscope.scenario.TranscriptRow.FaultRow;
import org.mmscope.win32.CallResult;
import org.mmscope.win32.Win32;

/** Makes the calls of a run and tells what they gave. */
public final class Caller {

    private final Win32 win32;
    private final CallTable calls;
    private final Evaluator evaluator;
    private final Map<String, EProcess> processes;

    /** A caller for processes by their names, of which it sees later changes. */
    public Caller(Win32 win32, Evaluator evaluator, Map<String, EProcess> processes) {
        this.win32 = win32;
        this.calls = new CallTable(win32);
        this.evaluator = evaluator;
        this.processes = processes;
    }

    /** Makes a call, with a value of {@code $i}. */
    public CallResult call(Statement.Call call, int counter) {
        List<Parameter> parameters = ScenarioLanguage.call(call.call()).orElseThrow().parameters();
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < call.arguments().size(); i++) {
            values.add(value(call.arguments().get(i), parameters.get(i), counter));
        }
        return calls.invoke(call.call(), processes.get(call.process()), new Arguments(values));
    }

    private Object value(Expression argument, Parameter parameter, int counter) {
        return switch (parameter.kind()) {
            case NUMBER -> evaluator.value(argument, counter);
            case TEXT -> ((Expression.Text) argument).value();
            case PROCESS -> processes.get(((Expression.Name) argument).name());
        };
    }

    /** The transcript's row of the call just made. */
    public TranscriptRow row(Statement.Call call, CallResult result) {
        return new TranscriptRow(call.line(), call.process(), call.call(), Integer.toUnsignedLong(result.result()),
                result.error(), result.out(), exception(result.exception()),
                faults(win32.kernel().faults()), result.reason());
    }

    private static ExceptionRow exception(ExceptionRecord exception) {
        return exception == null ? null : new ExceptionRow(Integer.toUnsignedLong(exception.code()),
                exception.operation(), Integer.toUnsignedLong(exception.address()));
    }

    /** Rows of faults. */
    public static List<FaultRow> faults(List<FaultRecord> faults) {
        return faults.stream().map(Caller::fault).toList();
    }

    private static FaultRow fault(FaultRecord fault) {
        return new FaultRow(Integer.toUnsignedLong(fault.va()), fault.kind().label(), fault.pfn(), fault.hard());
    }
}
