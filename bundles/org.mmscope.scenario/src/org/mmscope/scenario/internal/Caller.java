package org.mmscope.scenario.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.mmscope.kernel.ExceptionRecord;
import org.mmscope.kernel.FaultRecord;
import org.mmscope.kernel.ThreadManager;
import org.mmscope.kernel.process.EProcess;
import org.mmscope.kernel.process.EThread;
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
    private final Map<String, ScenarioThread> threads;

    /** A caller for processes and threads by their names, of which it sees later changes. */
    public Caller(Win32 win32, Evaluator evaluator, Map<String, EProcess> processes,
            Map<String, ScenarioThread> threads) {
        this.win32 = win32;
        this.calls = new CallTable(win32);
        this.evaluator = evaluator;
        this.processes = processes;
        this.threads = threads;
    }

    /** Makes a call, with a value of {@code $i}. */
    public CallResult call(Statement.Call call, int counter) {
        List<Parameter> parameters = ScenarioLanguage.call(call.call()).orElseThrow().parameters();
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < call.arguments().size(); i++) {
            values.add(value(call.arguments().get(i), parameters.get(i), counter));
        }
        EProcess process = processes.get(process(call));
        ThreadManager manager = win32.kernel().threads();
        EThread thread = threads.containsKey(call.process()) ? threads.get(call.process()).thread()
                : manager.first(process);
        if (thread != null) {
            manager.attach(thread);
        }
        return calls.invoke(call.call(), process, new Arguments(values));
    }

    /** The name of the process that makes a call, itself by its first thread or by another one. */
    private String process(Statement.Call call) {
        ScenarioThread thread = threads.get(call.process());
        return thread == null ? call.process() : thread.process();
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
        return new TranscriptRow(call.line(), process(call), call.call(), Integer.toUnsignedLong(result.result()),
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
