package org.mmscope.session.inspect;

import java.util.ArrayList;
import java.util.List;

import org.mmscope.kernel.view.MachineView;

/** Lists the inspections. */
@Inspection(name = "help", help = "the inspections, or what one of them takes and tells",
        arguments = @Argument(name = "NAME", kind = ArgumentKind.WORD, optional = true))
final class Help implements Inspector {

    private final Inspections inspections;

    Help(Inspections inspections) {
        this.inspections = inspections;
    }

    @Override
    public Answer inspect(MachineView view, Arguments arguments) {
        return arguments.word("NAME").map(name -> one(name, arguments)).orElseGet(this::all);
    }

    private Answer all() {
        Table.Builder table = Table.titled(null).column("Usage").column("Help");
        for (RegisteredInspection inspection : inspections.all()) {
            table.row(Value.text(inspection.usage()), Value.text(inspection.description().help()));
        }
        return Answer.of(table.build());
    }

    private Answer one(String name, Arguments arguments) {
        RegisteredInspection inspection = inspections.find(name).orElseThrow(() -> arguments.refuse("NAME",
                "there is no inspection of that name", "the name of an inspection (help lists them)"));
        List<String> lines = new ArrayList<>();
        lines.add(inspection.usage());
        lines.add("    " + inspection.description().help());
        for (Argument argument : inspection.description().arguments()) {
            lines.add("    " + argument.name() + ": " + (argument.words().length == 0 ? argument.kind().expected()
                    : String.join(" or ", argument.words())) + (argument.optional() ? ", may be left out" : ""));
        }
        return Answer.of(new Lines(lines));
    }
}
