package org.mmscope.scenario.internal;

import java.util.List;
import java.util.function.Consumer;

import org.mmscope.scenario.Expression;
import org.mmscope.scenario.ScenarioLanguage;
import org.mmscope.scenario.Statement;

/** Checks a call against the catalogue: its name, the number of its arguments and their kinds. */
final class CallCheck {

    private final Diagnostics diagnostics;
    private final Names processes;
    private final Consumer<Expression> valueCheck;

    CallCheck(Diagnostics diagnostics, Names processes, Consumer<Expression> valueCheck) {
        this.diagnostics = diagnostics;
        this.processes = processes;
        this.valueCheck = valueCheck;
    }

    void check(Statement.Call call) {
        processes.require(call.process(), call.processSpan());
        ScenarioLanguage.Call described = ScenarioLanguage.call(call.call()).orElse(null);
        if (described == null) {
            diagnostics.add(call.callSpan(), "'" + call.call() + "' is no call of the language" + nearest(call.call()));
            return;
        }
        checkArity(call, described);
        int count = Math.min(call.arguments().size(), described.parameters().size());
        for (int i = 0; i < count; i++) {
            checkArgument(call.arguments().get(i), described.parameters().get(i));
        }
    }

    private static String nearest(String name) {
        return ScenarioLanguage.calls().stream().filter(call -> call.name().equalsIgnoreCase(name)).findFirst()
                .map(call -> "; " + call.name() + " was expected").orElse("");
    }

    private void checkArity(Statement.Call call, ScenarioLanguage.Call described) {
        int count = call.arguments().size();
        int most = described.parameters().size();
        int least = described.minimum();
        if (count < least || count > most) {
            String expected = least == most ? "" + most : least + " to " + most;
            diagnostics.add(call.callSpan(), described.signature() + " takes " + expected
                    + (most == 1 ? " argument" : " arguments") + ", not " + count);
        }
    }

    private void checkArgument(Expression argument, ScenarioLanguage.Parameter parameter) {
        switch (parameter.kind()) {
            case NUMBER -> valueCheck.accept(argument);
            case TEXT -> {
                if (!(argument instanceof Expression.Text)) {
                    diagnostics.add(argument.span(),
                            "a string in double quotes was expected for " + parameter.name());
                }
            }
            case PROCESS -> {
                if (argument instanceof Expression.Name name) {
                    processes.requireProcess(name.name(), name.span());
                } else {
                    diagnostics.add(argument.span(), "the name of a process was expected for " + parameter.name());
                }
            }
        }
    }

    void checkVariableName(Statement.Call call) {
        if (ScenarioLanguage.constant(call.variable()).isPresent()) {
            diagnostics.add(call.variableSpan(), "'" + call.variable() + "' is a constant; a variable was expected");
        }
    }
}
