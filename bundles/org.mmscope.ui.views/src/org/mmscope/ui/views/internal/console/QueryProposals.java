package org.mmscope.ui.views.internal.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.eclipse.jface.fieldassist.ContentProposal;
import org.eclipse.jface.fieldassist.IContentProposal;
import org.eclipse.jface.fieldassist.IContentProposalProvider;
import org.mmscope.kernel.view.MachineView;
import org.mmscope.kernel.view.ProcessView;
import org.mmscope.session.inspect.Argument;
import org.mmscope.session.inspect.Inspections;
import org.mmscope.session.inspect.RegisteredInspection;

/** Completes a question: inspections by their names, then what each argument may be. */
final class QueryProposals implements IContentProposalProvider {

    private final Inspections inspections;
    private final Supplier<MachineView> machine;

    /**
     * Proposals.
     *
     * @param machine the machine that will be asked, null when there is none
     */
    QueryProposals(Inspections inspections, Supplier<MachineView> machine) {
        this.inspections = inspections;
        this.machine = machine;
    }

    @Override
    public IContentProposal[] getProposals(String contents, int position) {
        String before = contents.substring(0, position);
        int start = Math.max(before.lastIndexOf(' '), before.lastIndexOf('\t')) + 1;
        String[] words = before.substring(0, start).strip().split("\\s+");
        Edit edit = new Edit(contents, start, position);
        List<IContentProposal> proposals = words[0].isEmpty() ? names(edit)
                : inspections.find(words[0]).map(found -> argument(found, words.length - 1, edit)).orElse(List.of());
        return proposals.toArray(IContentProposal[]::new);
    }

    private List<IContentProposal> names(Edit edit) {
        List<IContentProposal> proposals = new ArrayList<>();
        for (RegisteredInspection inspection : inspections.all()) {
            if (edit.mayBecome(inspection.title()) || edit.mayBecome(inspection.description().name())) {
                boolean takesMore = inspection.description().arguments().length > 0;
                proposals.add(edit.replaced(inspection.title() + (takesMore ? " " : ""), inspection.usage(),
                        inspection.description().help()));
            }
        }
        return proposals;
    }

    private List<IContentProposal> argument(RegisteredInspection inspection, int index, Edit edit) {
        Argument[] arguments = inspection.description().arguments();
        if (index >= arguments.length) {
            return List.of();
        }
        String blank = index + 1 < arguments.length ? " " : "";
        return values(arguments[index]).filter(edit::mayBecome)
                .map(value -> edit.replaced(value + blank, value, null)).toList();
    }

    private Stream<String> values(Argument argument) {
        MachineView view = machine.get();
        return switch (argument.kind()) {
            case WORD -> argument.words().length > 0 ? Stream.of(argument.words())
                    : inspections.all().stream().map(RegisteredInspection::title);
            case PROCESS -> view == null ? Stream.empty()
                    : view.processes().stream().map(ProcessView::name).map(QueryProposals::quoted);
            case ADDRESS -> view == null ? Stream.empty() : view.machine().symbols().keySet().stream();
            case FRAME, NUMBER -> Stream.empty();
        };
    }

    private static String quoted(String name) {
        return name.indexOf(' ') < 0 ? name : '"' + name + '"';
    }

    /** The word that is being written, inside the line. */
    private record Edit(String line, int start, int end) {

        boolean mayBecome(String word) {
            return word.toLowerCase(Locale.ROOT).startsWith(line.substring(start, end).toLowerCase(Locale.ROOT));
        }

        /** The whole line with another word in the place of this one. */
        IContentProposal replaced(String word, String label, String description) {
            String result = line.substring(0, start) + word + line.substring(end);
            return new ContentProposal(result, label, description, start + word.length());
        }
    }
}
