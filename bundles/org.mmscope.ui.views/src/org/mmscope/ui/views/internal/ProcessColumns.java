package org.mmscope.ui.views.internal;

import java.util.List;
import java.util.function.ToLongFunction;

import org.eclipse.osgi.util.NLS;
import org.mmscope.model.ControlArea;
import org.mmscope.model.ControlAreaKind;
import org.mmscope.model.Process;
import org.mmscope.model.Vad;
import org.mmscope.ui.Addresses;
import org.mmscope.ui.Sizes;
import org.mmscope.ui.views.internal.table.Column;

/** The columns of the Processes view: of a process its counters, of a range what it is and what is behind it. */
public final class ProcessColumns {

    private ProcessColumns() {
    }

    /** The columns from the left. */
    public static List<Column> all() {
        return List.of(
                name(),
                processNumber(Messages.Processes_pid, 46, Process::getPid),
                pages(Messages.Processes_workingSet, 104, process -> process.getWorkingSet().getSize()),
                pages(Messages.Processes_private, 72, Process::getPrivatePages),
                commit(),
                processNumber(Messages.Processes_faults, 68, Process::getPageFaults),
                processNumber(Messages.Processes_hardFaults, 100, Process::getHardFaults),
                Column.number(Messages.Processes_size, 76, ProcessColumns::size, e -> Sizes.bytes(size(e))),
                Column.text(Messages.Processes_type, 64, e -> e instanceof Vad vad ? vad.getKind().getLiteral() : ""),
                Column.text(Messages.Processes_protection, 150, e -> e instanceof Vad vad ? vad.getProtection() : ""),
                Column.text(Messages.Processes_backing, 160, e -> e instanceof Vad vad ? backing(vad) : ""));
    }

    private static Column name() {
        return Column.text(Messages.Processes_name, 232, e -> e instanceof Process process ? process.getName()
                : Addresses.range(((Vad) e).getStart(), ((Vad) e).getEnd()));
    }

    private static Column commit() {
        ToLongFunction<Object> value = e -> e instanceof Process process ? process.getCommitCharge()
                : ((Vad) e).getCommitCharge();
        return inPages(Column.number(Messages.Processes_commit, 76, value, e -> Sizes.count(value.applyAsLong(e))));
    }

    private static Column pages(String title, int width, ToLongFunction<Process> value) {
        return inPages(processNumber(title, width, value));
    }

    private static Column inPages(Column column) {
        return column.withTooltip(NLS.bind(Messages.Processes_pages, column.title()));
    }

    private static Column processNumber(String title, int width, ToLongFunction<Process> value) {
        return Column.number(title, width, e -> e instanceof Process process ? value.applyAsLong(process) : -1,
                e -> e instanceof Process process ? Sizes.count(value.applyAsLong(process)) : "");
    }

    private static long size(Object element) {
        return element instanceof Process process ? process.getVirtualSize()
                : ((Vad) element).getEnd() - ((Vad) element).getStart() + 1;
    }

    private static String backing(Vad vad) {
        ControlArea area = vad.getControlArea();
        if (area == null) {
            return "";
        }
        return area.getKind() == ControlAreaKind.PAGEFILE || area.getFileObject() == null ? Messages.Processes_pageFile
                : area.getFileObject().getPath();
    }
}
