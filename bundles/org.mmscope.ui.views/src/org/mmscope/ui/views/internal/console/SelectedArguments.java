package org.mmscope.ui.views.internal.console;

import org.mmscope.model.ControlArea;
import org.mmscope.model.FileObject;
import org.mmscope.model.PfnEntry;
import org.mmscope.model.Process;
import org.mmscope.model.PrototypePte;
import org.mmscope.model.Pte;
import org.mmscope.model.Section;
import org.mmscope.model.Segment;
import org.mmscope.model.Subsection;
import org.mmscope.model.Vad;
import org.mmscope.session.inspect.Argument;
import org.mmscope.session.inspect.ArgumentKind;
import org.mmscope.session.inspect.RegisteredInspection;

/** What a selected object gives for the arguments of inspections. */
final class SelectedArguments {

    private final String process;
    private final String address;
    private final String frame;

    SelectedArguments(Object selected) {
        process = switch (selected) {
            case Process chosen -> pid(chosen);
            case Vad vad -> pid(vad.getProcess());
            case Pte pte -> pid(pte.getProcess());
            case null, default -> null;
        };
        address = switch (selected) {
            case Vad vad -> hex(vad.getStart());
            case Pte pte -> hex(pte.getPage());
            case ControlArea area -> controlArea(area);
            case Subsection subsection -> controlArea(subsection.getControlArea());
            case Segment segment -> controlArea(segment.getControlArea());
            case Section section -> section.getSegment() == null ? null : controlArea(section.getSegment().getControlArea());
            case FileObject file -> controlArea(file.getDataControlArea() != null ? file.getDataControlArea()
                    : file.getImageControlArea());
            case null, default -> null;
        };
        frame = switch (selected) {
            case PfnEntry entry -> frame(entry.getPfn());
            case Pte pte -> frame(pte.getPfn());
            case PrototypePte pte -> frame(pte.getPfn());
            case null, default -> null;
        };
    }

    private static String controlArea(ControlArea area) {
        return area == null ? null : hex(area.getAddress());
    }

    private static String pid(Process process) {
        return process == null ? null : Integer.toString(process.getPid());
    }

    private static String frame(int pfn) {
        return pfn < 0 ? null : hex(pfn);
    }

    private static String hex(long number) {
        return "0x" + Long.toHexString(number);
    }

    /**
     * A question.
     *
     * @param text the question as far as the selection gives it
     * @param complete whether no argument is missing
     */
    record Question(String text, boolean complete) {
    }

    /** The question that an inspection is asked about what is selected: as many arguments as are known, in order. */
    Question question(RegisteredInspection inspection) {
        StringBuilder text = new StringBuilder(inspection.title());
        boolean processUsed = false;
        for (Argument argument : inspection.description().arguments()) {
            String value = argument.kind() == ArgumentKind.PROCESS && processUsed ? null : value(argument.kind());
            if (value == null) {
                return new Question(text.toString(), argument.optional());
            }
            processUsed |= argument.kind() == ArgumentKind.PROCESS;
            text.append(' ').append(value);
        }
        return new Question(text.toString(), true);
    }

    private String value(ArgumentKind kind) {
        return switch (kind) {
            case PROCESS -> process;
            case ADDRESS -> address;
            case FRAME -> frame;
            case NUMBER, WORD -> null;
        };
    }
}
