package org.mmscope.model.live.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

import org.mmscope.kernel.view.ControlAreaView;
import org.mmscope.kernel.view.FileObjectView;
import org.mmscope.kernel.view.MachineView;
import org.mmscope.kernel.view.ProcessView;
import org.mmscope.kernel.view.PrototypePteView;
import org.mmscope.kernel.view.PteKind;
import org.mmscope.kernel.view.PteView;
import org.mmscope.kernel.view.SectionView;
import org.mmscope.kernel.view.SegmentView;
import org.mmscope.kernel.view.SubsectionView;
import org.mmscope.kernel.view.VadView;
import org.mmscope.kernel.view.WorkingSetView;

/**
 * A made-up machine whose objects come and go, with views that are consistent: every address that one object names is
 * another one's.
 */
final class RandomMachines {

    private final SplittableRandom random;
    private final Map<Long, ControlAreaView> areas = new TreeMap<>();
    private final Map<Integer, ProcessView> processes = new TreeMap<>();
    private int pids;

    RandomMachines(long seed) {
        random = new SplittableRandom(seed);
    }

    /** Changes a few things and gives the view of what is there then. */
    MachineView next() {
        for (int i = random.nextInt(4); i >= 0; i--) {
            change();
        }
        return view();
    }

    private void change() {
        switch (random.nextInt(6)) {
            case 0 -> addArea();
            case 1 -> removeArea();
            case 2 -> addProcess();
            case 3 -> removeProcess();
            default -> changeVads();
        }
    }

    private void addArea() {
        long address = 0x81000000L + random.nextInt(8) * 0x1000L;
        boolean file = random.nextBoolean();
        List<SubsectionView> subsections = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(3); i++) {
            subsections.add(new SubsectionView(address + 0x40 + i * 0x20, i * 8L, 8, 1 + random.nextInt(4), 0, 0,
                    "PAGE_READWRITE"));
        }
        areas.put(address, new ControlAreaView(address,
                file ? ControlAreaView.Kind.DATA : ControlAreaView.Kind.PAGEFILE, segmentOf(address),
                file ? fileOf(address) : 0, random.nextInt(3), 1, 1, random.nextInt(5), subsections));
    }

    private void removeArea() {
        if (!areas.isEmpty()) {
            long address = pick(new ArrayList<>(areas.keySet()));
            areas.remove(address);
            processes.replaceAll((pid, process) -> withVads(process,
                    process.vads().stream().filter(vad -> vad.controlArea() != address).toList()));
        }
    }

    private void addProcess() {
        int pid = ++pids * 4;
        long address = 0x82000000L + random.nextInt(6) * 0x1000L;
        if (processes.values().stream().noneMatch(process -> process.address() == address)) {
            processes.put(pid, new ProcessView(address, pid, "P" + pid, pid * 0x1000L, 0,
                    new WorkingSetView(1, 2, 3, 4), 0, 0, 0, 0, 0, List.of()));
        }
    }

    private void removeProcess() {
        if (!processes.isEmpty()) {
            processes.remove(pick(new ArrayList<>(processes.keySet())));
        }
    }

    private void changeVads() {
        if (!processes.isEmpty()) {
            int pid = pick(new ArrayList<>(processes.keySet()));
            List<Long> slots = new ArrayList<>();
            for (long slot = 0; slot < 6; slot++) {
                if (random.nextBoolean()) {
                    slots.add(slot);
                }
            }
            processes.computeIfPresent(pid,
                    (p, process) -> withVads(process, slots.stream().map(slot -> vad(pid, slot, slots)).toList()));
        }
    }

    private VadView vad(int pid, long slot, List<Long> slots) {
        int place = slots.indexOf(slot);
        long area = areas.isEmpty() || random.nextBoolean() ? 0 : pick(new ArrayList<>(areas.keySet()));
        long start = 0x10000000L + slot * 0x10000;
        return new VadView(vadAt(pid, slot), start, start + 0xFFF,
                area == 0 ? VadView.Kind.PRIVATE : VadView.Kind.MAPPED, "PAGE_READWRITE", random.nextInt(3), area,
                area == 0 ? 0 : segmentOf(area) + 0x40, 0, place == 0 ? 0 : vadAt(pid, slots.get(place - 1)), 0,
                place + 1 == slots.size() ? 0 : vadAt(pid, slots.get(place + 1)));
    }

    private ProcessView withVads(ProcessView old, List<VadView> vads) {
        return new ProcessView(old.address(), old.pid(), old.name(), old.directoryTableBase(),
                vads.isEmpty() ? 0 : vads.get(0).address(),
                new WorkingSetView(random.nextInt(9), 2, 3, 9), old.pageFaults() + 1, 0, vads.size(), 0,
                vads.size() * 0x1000L, vads);
    }

    private MachineView view() {
        List<SegmentView> segments = new ArrayList<>();
        List<SectionView> sections = new ArrayList<>();
        List<FileObjectView> files = new ArrayList<>();
        for (ControlAreaView area : areas.values()) {
            segments.add(segment(area.address()));
            for (int i = 0; i < random.nextInt(3); i++) {
                sections.add(new SectionView(0xE1000000L + (area.address() & 0xFFFFF) + i * 0x40, i == 0 ? "S" : null,
                        0x4000, "PAGE_READWRITE", false, segmentOf(area.address()), i));
            }
            for (int i = 0; area.fileObject() != 0 && i <= random.nextInt(2); i++) {
                files.add(new FileObjectView(area.fileObject() + i * 0x80, "C:\\f" + (area.address() & 0xFFFFF), 0x4000,
                        area.address(), 0, false));
            }
        }
        sections.sort((a, b) -> Long.compare(a.address(), b.address()));
        files.sort((a, b) -> Long.compare(a.address(), b.address()));
        Map<Integer, List<PteView>> ptes = new TreeMap<>();
        processes.forEach((pid, process) -> ptes.put(pid, process.vads().stream().map(this::pte).toList()));
        return new FakeMachineView(random.nextInt(1000), List.copyOf(processes.values()), sections, segments,
                List.copyOf(areas.values()), files, ptes);
    }

    private SegmentView segment(long area) {
        List<PrototypePteView> prototypes = new ArrayList<>();
        for (int i = 0; i < random.nextInt(5); i++) {
            prototypes.add(new PrototypePteView(segmentOf(area) + 0x40 + i * 4, random.nextInt(100),
                    random.nextBoolean() ? PteKind.VALID : PteKind.SUBSECTION, random.nextInt(64)));
        }
        return new SegmentView(segmentOf(area), area, 8, prototypes);
    }

    private PteView pte(VadView vad) {
        return new PteView(0xC0000000L + (vad.start() >> 12) * 4, 0x3000 + (vad.start() >> 12) % 1024 * 4, vad.start(),
                random.nextInt(100), PteKind.VALID, random.nextInt(64), vad.firstPrototypePte());
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private static long segmentOf(long area) {
        return area + 0x60000000L;
    }

    private static long fileOf(long area) {
        return area + 0x800;
    }

    private static long vadAt(int pid, long slot) {
        return 0x83000000L + pid * 0x1000L + slot * 0x40;
    }
}
