package org.mmscope.session.snapshot;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;

import org.mmscope.kernel.view.ControlAreaView;
import org.mmscope.kernel.view.FileObjectView;
import org.mmscope.kernel.view.MachineView;
import org.mmscope.kernel.view.PageFileView;
import org.mmscope.kernel.view.PfnTable;
import org.mmscope.kernel.view.ProcessView;
import org.mmscope.kernel.view.PrototypePteView;
import org.mmscope.kernel.view.SectionView;
import org.mmscope.kernel.view.SegmentView;
import org.mmscope.kernel.view.SubsectionView;
import org.mmscope.kernel.view.VadView;

/**
 * Compares two views field by field, as far as a JSON snapshot tells them, and names each difference: what appeared,
 * what went, and each value that changed.
 */
public final class ViewComparison {

    /** What the JSON snapshot calls the kind of a VAD. */
    private static final String VAD_KIND = "type";
    /** Fields of the views that a JSON snapshot does not tell. */
    private static final List<String> UNTOLD = List.of("ProcessView.address", "VadView.lastContiguousPte");

    private final Consumer<Difference> sink;

    private ViewComparison(Consumer<Difference> sink) {
        this.sink = sink;
    }

    /**
     * A difference.
     *
     * @param path what differs, such as {@code processes[4].vads[0x81a0b1c8].end}
     * @param before its value in the first view, null if it is not there
     * @param after its value in the second view, null if it is not there
     */
    public record Difference(String path, Object before, Object after) {

        @Override
        public String toString() {
            return path + ": " + text(before) + " and " + text(after);
        }

        private static String text(Object value) {
            if (value instanceof Long number && number > 9) {
                return number + " (0x" + Long.toHexString(number) + ")";
            }
            return value == null ? "nothing" : value.toString();
        }
    }

    /** Tells each difference between two views, in the order of the snapshot. */
    public static void compare(MachineView before, MachineView after, Consumer<Difference> sink) {
        new ViewComparison(sink).compare(before, after);
    }

    private void compare(MachineView before, MachineView after) {
        record("machine", before.machine(), after.machine());
        list("processes", before.processes(), after.processes(), process -> (long) process.pid());
        list("sections", before.sections(), after.sections(), SectionView::address);
        list("segments", before.segments(), after.segments(), SegmentView::address);
        list("controlAreas", before.controlAreas(), after.controlAreas(), ControlAreaView::address);
        list("fileObjects", before.fileObjects(), after.fileObjects(), FileObjectView::address);
        pageFiles(before.pageFiles(), after.pageFiles());
        record("pageLists", before.pageLists(), after.pageLists());
        record("memory", before.counters(), after.counters());
        pfns(before.pfns(), after.pfns());
    }

    private <T extends Record> void list(String path, List<T> before, List<T> after, Function<T, Long> key) {
        int i = 0;
        int j = 0;
        while (i < before.size() || j < after.size()) {
            long first = i < before.size() ? key.apply(before.get(i)) : Long.MAX_VALUE;
            long second = j < after.size() ? key.apply(after.get(j)) : Long.MAX_VALUE;
            String element = path + "[" + label(Math.min(first, second)) + "]";
            if (first < second) {
                sink.accept(new Difference(element, before.get(i++), null));
            } else if (second < first) {
                sink.accept(new Difference(element, null, after.get(j++)));
            } else {
                record(element, before.get(i++), after.get(j++));
            }
        }
    }

    private static String label(long key) {
        return key < 0x10000 ? Long.toString(key) : "0x" + Long.toHexString(key);
    }

    private void record(String path, Record before, Record after) {
        for (RecordComponent component : before.getClass().getRecordComponents()) {
            String type = before.getClass().getSimpleName();
            if (!UNTOLD.contains(type + "." + component.getName())) {
                String field = type.equals("VadView") && component.getName().equals("kind") ? VAD_KIND
                        : component.getName();
                value(path + "." + field, get(component, before), get(component, after));
            }
        }
    }

    @SuppressWarnings("unchecked")
    private void value(String path, Object before, Object after) {
        if (before instanceof List<?> list) {
            children(path, (List<Record>) list, (List<Record>) after);
        } else if (before instanceof Record record) {
            record(path, record, (Record) after);
        } else if (!Objects.equals(before, after)) {
            sink.accept(new Difference(path, before, after));
        }
    }

    private void children(String path, List<Record> before, List<Record> after) {
        list(path, before, after, ViewComparison::key);
    }

    private static Long key(Record element) {
        return switch (element) {
            case VadView vad -> vad.start();
            case PrototypePteView pte -> pte.address();
            case SubsectionView subsection -> subsection.address();
            case ProcessView process -> (long) process.pid();
            default -> throw new IllegalArgumentException(element.getClass().getName());
        };
    }

    /** Page files have no address: they are told by their place. */
    private void pageFiles(List<PageFileView> before, List<PageFileView> after) {
        for (int i = 0; i < Math.max(before.size(), after.size()); i++) {
            String path = "pageFiles[" + i + "]";
            if (i < before.size() && i < after.size()) {
                record(path, before.get(i), after.get(i));
            } else {
                sink.accept(new Difference(path, i < before.size() ? before.get(i) : null,
                        i < after.size() ? after.get(i) : null));
            }
        }
    }

    private void pfns(PfnTable before, PfnTable after) {
        for (int pfn = 0; pfn < Math.min(before.frames(), after.frames()); pfn++) {
            boolean first = PfnJson.listed(before.location(pfn));
            boolean second = PfnJson.listed(after.location(pfn));
            if (first && second) {
                pfn(before, after, pfn);
            } else if (first || second) {
                value("pfns[" + pfn + "].location", first ? before.location(pfn) : null,
                        second ? after.location(pfn) : null);
            }
        }
    }

    private void pfn(PfnTable before, PfnTable after, int pfn) {
        String path = "pfns[" + pfn + "].";
        value(path + "location", before.location(pfn), after.location(pfn));
        value(path + "pteAddress", before.pteAddress(pfn), after.pteAddress(pfn));
        value(path + "shareCount", before.shares(pfn), after.shares(pfn));
        value(path + "referenceCount", before.referenceCount(pfn), after.referenceCount(pfn));
        value(path + "modified", before.modified(pfn), after.modified(pfn));
        value(path + "prototypePte", before.prototypePte(pfn), after.prototypePte(pfn));
        value(path + "originalPte", before.originalPte(pfn), after.originalPte(pfn));
        value(path + "pteFrame", before.pteFrame(pfn), after.pteFrame(pfn));
    }

    private static Object get(RecordComponent component, Record record) {
        try {
            return component.getAccessor().invoke(record);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(e);
        }
    }
}
