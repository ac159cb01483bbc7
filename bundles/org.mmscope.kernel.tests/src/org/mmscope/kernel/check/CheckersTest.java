package org.mmscope.kernel.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mmscope.kernel.view.ControlAreaView.Kind.DATA;
import static org.mmscope.kernel.view.ControlAreaView.Kind.PAGEFILE;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mmscope.kernel.Kernel;
import org.mmscope.kernel.KernelConfiguration;
import org.mmscope.kernel.Machines;
import org.mmscope.kernel.MemoryConstants;
import org.mmscope.kernel.MemoryRange;
import org.mmscope.kernel.NtStatus;
import org.mmscope.kernel.Profile;
import org.mmscope.kernel.process.EProcess;
import org.mmscope.kernel.view.CacheView;
import org.mmscope.kernel.view.ControlAreaView;
import org.mmscope.kernel.view.FileObjectView;
import org.mmscope.kernel.view.MachineView;
import org.mmscope.kernel.view.PageLocation;
import org.mmscope.kernel.view.ProcessView;
import org.mmscope.kernel.view.PrototypePteView;
import org.mmscope.kernel.view.PteKind;
import org.mmscope.kernel.view.PteView;
import org.mmscope.kernel.view.SharedCacheMapView;
import org.mmscope.kernel.view.ThreadView;
import org.mmscope.kernel.view.VadView;
import org.mmscope.machine.PagingMode;

/** Every rule holds on machines of every kind, and each is broken, by name of the entry, by damage of its kind. */
class CheckersTest {

    /** A range of large pages. */
    private static final int LARGE = 0x28000000;
    /** Where the System process's directory says what is at 0x80400000. */
    private static final long KERNEL_DIRECTORY_ENTRY = 0x39000L + (0x80400000 >>> 22) * 4;
    private static final Map<Mode, MachineView> USED = new EnumMap<>(Mode.class);

    private enum Mode {
        XP(Profile.XP, PagingMode.X86),
        XP_PAE(Profile.XP, PagingMode.PAE),
        NT4(Profile.NT4, PagingMode.X86),
        WS2003(Profile.WS2003, PagingMode.X86),
        WS2003_PAE(Profile.WS2003, PagingMode.PAE);

        private final Profile profile;
        private final PagingMode paging;

        Mode(Profile profile, PagingMode paging) {
            this.profile = profile;
            this.paging = paging;
        }

        MachineView used() {
            return USED.computeIfAbsent(this, mode -> UsedMachine.of(
                    UsedMachine.configuration().withProfile(profile).withPaging(paging)).kernel.view());
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void hold(Mode mode) {
        Kernel booted = Kernel.boot(UsedMachine.configuration().withProfile(mode.profile).withPaging(mode.paging));
        assertEquals(List.of(), Checkers.check(booted.view()));
        assertEquals(List.of(), Checkers.check(mode.used()));
    }

    /** The machine of the tests has something of everything that the rules are about. */
    @ParameterizedTest
    @EnumSource(Mode.class)
    void theMachineIsUsed(Mode mode) {
        Damage damage = new Damage(mode.used());
        for (PteKind kind : List.of(PteKind.VALID, PteKind.TRANSITION, PteKind.PAGE_FILE, PteKind.DEMAND_ZERO)) {
            damage.pte(kind);
        }
        for (PteKind kind : List.of(PteKind.VALID, PteKind.TRANSITION, PteKind.SUBSECTION)) {
            damage.prototypePte(kind, DATA);
        }
        damage.frame(PageLocation.ZEROED);
        damage.frame(PageLocation.FREE);
        damage.frame(PageLocation.STANDBY);
        assertTrue(damage.process("D").hardFaults() > 0);
    }

    @TestFactory
    Stream<DynamicTest> areBroken() {
        return Stream.of(Mode.XP, Mode.WS2003_PAE).flatMap(mode -> damages().entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(mode + ": " + entry.getKey(), () -> {
                    Case damageCase = entry.getValue();
                    Damage damage = new Damage(mode.used());
                    String entryName = damageCase.damage.apply(damage);
                    List<Violation> found = damage.violations();
                    assertTrue(found.stream().anyMatch(violation -> violation.rule().equals(damageCase.rule)
                            && violation.message().contains(entryName)),
                            () -> "not named " + entryName + " by " + damageCase.rule + ": " + found);
                })));
    }

    @TestFactory
    Stream<DynamicTest> largePagesAreBroken() {
        MachineView sound = largePages();
        assertEquals(List.of(), Checkers.check(sound));
        return largePageDamages().entrySet().stream().map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> {
            Damage damage = new Damage(sound);
            String entryName = entry.getValue().damage.apply(damage);
            List<Violation> found = damage.violations();
            assertTrue(found.stream().anyMatch(violation -> violation.rule().equals(entry.getValue().rule)
                    && violation.message().contains(entryName)),
                    () -> "not named " + entryName + " by " + entry.getValue().rule + ": " + found);
        }));
    }

    /** A machine whose kernel is mapped by large pages, with a program that has three. */
    private static MachineView largePages() {
        Kernel kernel = Kernel.boot(KernelConfiguration.defaults().withProfile(Profile.WS2003)
                .withLargePages(KernelConfiguration.LargePageUse.ON));
        EProcess process = Machines.process(kernel, "A");
        assertEquals(NtStatus.SUCCESS, kernel.virtualMemory().allocate(process, new MemoryRange(LARGE, 3 * (4L << 20)),
                MemoryConstants.MEM_RESERVE | MemoryConstants.MEM_COMMIT | MemoryConstants.MEM_LARGE_PAGES,
                MemoryConstants.PAGE_READWRITE));
        Machines.commit(kernel, process, UsedMachine.PRIVATE, 4096, MemoryConstants.PAGE_READWRITE);
        Machines.store(kernel, process, UsedMachine.PRIVATE, 1);
        return kernel.view();
    }

    private static Map<String, Case> largePageDamages() {
        Map<String, Case> cases = new LinkedHashMap<>();
        Cases add = (name, rule, damage) -> cases.put(name, new Case(rule, damage));
        String rule = "3 large-pages";
        largePageFrames(add, rule);
        add.add("a large page that programs may not touch", rule, d -> {
            d.flip(d.pte("A", LARGE).physicalAddress(), 1 << 2);
            return "PDE " + hex(d.pte("A", LARGE).address());
        });
        add.add("a large page of the kernel that programs may touch", rule, d -> {
            d.flip(KERNEL_DIRECTORY_ENTRY, 1 << 2);
            return "of System for 0x80400000";
        });
        add.add("a large page that cannot be written to", rule, d -> {
            d.flip(d.pte("A", LARGE).physicalAddress(), 1 << 1);
            return "PDE " + hex(d.pte("A", LARGE).address());
        });
        add.add("a range that does not say so", rule, d -> {
            d.flip(d.field("MMVAD", "u", vad(d.process("A"), LARGE).address()), 5 << 20);
            return "lies in no range of large pages";
        });
        add.add("a range without a large page", rule, d -> {
            d.write(d.pte("A", LARGE + (4 << 20)).physicalAddress(), 0);
            return "has no large page at " + hex(LARGE + (4 << 20));
        });
        add.add("pages in large pages are counted wrongly", "3 user-physical-pages", d -> {
            d.add(d.symbol("MmVadPhysicalPages"), 1);
            return "3072 in large pages";
        });
        add.add("a large page on the free list", "9 free-pages", d -> {
            int pfn = d.pte("A", LARGE).pfn() + 77;
            d.flip(d.pfnField("u3.e1", pfn), 7 << 8);
            return "frame " + hex(pfn);
        });
        return cases;
    }

    private static void largePageFrames(Cases to, String rule) {
        to.add("a large page that does not begin at its border", rule, d -> {
            d.add(d.pte("A", LARGE).physicalAddress(), 1 << 12);
            return "PDE " + hex(d.pte("A", LARGE).address());
        });
        to.add("a frame of a large page names another entry", rule, d -> {
            int pfn = d.pte("A", LARGE).pfn() + 5;
            d.add(d.pfnField("PteAddress", pfn), 4);
            return "maps frame " + hex(pfn);
        });
        to.add("a frame of a large page is in a working set", rule, d -> {
            int pfn = d.pte("A", LARGE).pfn() + 5;
            d.add(d.pfnField("u1", pfn), 3);
            return "maps frame " + hex(pfn);
        });
        to.add("a frame of a large page of the kernel has another share", "3 share-count", d -> {
            d.add(d.pfnField("u2", 0x501), 1);
            return "frame 0x501";
        });
        to.add("a frame names a large page that does not hold it", "3 frame-pte", d -> {
            PteView pte = d.pte("A", LARGE);
            d.add(d.pfnField("PteAddress", pte.pfn() + 5), 4);
            return "frame " + hex(pte.pfn() + 5);
        });
    }

    private record Case(String rule, Function<Damage, String> damage) {
    }

    private static String hex(long value) {
        return "0x" + Long.toHexString(value);
    }

    private static Map<String, Case> damages() {
        Map<String, Case> cases = new LinkedHashMap<>();
        Cases add = (name, rule, damage) -> cases.put(name, new Case(rule, damage));
        pageLists(add);
        shares(add);
        transitions(add);
        prototypes(add);
        workingSets(add);
        sessions(add);
        vads(add);
        sections(add);
        segments(add);
        commit(add);
        cache(add);
        freePages(add);
        threads(add);
        userPhysicalPages(add);
        return cases;
    }

    private interface Cases {
        void add(String name, String rule, Function<Damage, String> damage);
    }

    private static void pageLists(Cases to) {
        to.add("a list counts one more", "1 page-list-sums", d -> {
            d.add(d.field("MMPFNLIST", "Total", d.sound.machine().symbols().get("MmStandbyPageListHead")), 1);
            return "standby";
        });
        to.add("available pages differ", "1 page-list-sums", d -> {
            d.add(d.symbol("MmAvailablePages"), -1);
            return "available pages are " + (d.sound.counters().availablePages() - 1);
        });
        to.add("a zeroed page says it is free", "2 page-list-links", d -> {
            int pfn = d.frame(PageLocation.ZEROED);
            d.flip(d.pfnField("u3.e1.PageLocation", pfn), 1 << 8);
            return "frame " + hex(pfn);
        });
        to.add("a list leads nowhere", "2 page-list-links", d -> {
            int pfn = d.frame(p -> d.sound.pfns().location(p) == PageLocation.STANDBY
                    && d.sound.pfns().u1(p) != 0xFFFF_FFFFL);
            d.write(d.pfnField("u1", pfn), 0x123456);
            return "frame 0x123456";
        });
        to.add("a list leads back to itself", "2 page-list-links", d -> {
            int pfn = d.frame(PageLocation.ZEROED);
            d.write(d.pfnField("u1", pfn), pfn);
            return "frame " + hex(pfn);
        });
        to.add("a back link is wrong", "2 page-list-links", d -> {
            int pfn = d.frame(PageLocation.STANDBY);
            d.add(d.pfnField("u2", pfn), 1);
            return "frame " + hex(pfn);
        });
        to.add("a list ends elsewhere", "2 page-list-links", d -> {
            d.add(d.field("MMPFNLIST", "Blink", d.sound.machine().symbols().get("MmFreePageListHead")), 1);
            return "MmFreePageListHead";
        });
    }

    private static void shares(Cases to) {
        to.add("a share count is one more", "3 share-count", d -> {
            int pfn = d.frame(PageLocation.ACTIVE);
            d.add(d.pfnField("u2", pfn), 1);
            return "frame " + hex(pfn);
        });
        to.add("a page of prototype PTEs is not active", "3 share-count", d -> {
            int holder = d.sound.pfns().pteFrame(d.prototypePte(PteKind.VALID, DATA).pfn());
            d.flip(d.pfnField("u3.e1.PageLocation", holder), 1 << 8);
            return "frame " + hex(holder) + " is transition";
        });
        to.add("a PTE names another frame", "3 share-count", d -> {
            PteView pte = d.pte("A", UsedMachine.PRIVATE);
            PteView other = d.pte("A", UsedMachine.PRIVATE + 0x3000);
            d.write(pte.physicalAddress(), (int) other.raw());
            return "frame " + hex(other.pfn());
        });
        to.add("a PTE is not valid any more", "3 frame-pte", d -> {
            PteView pte = d.pte("A", UsedMachine.PRIVATE);
            d.flip(pte.physicalAddress(), 1);
            return "frame " + hex(pte.pfn());
        });
        to.add("a frame names another PTE", "3 frame-pte", d -> {
            int pfn = d.pte("A", UsedMachine.PRIVATE).pfn();
            d.add(d.pfnField("PteAddress", pfn), 8);
            return "frame " + hex(pfn);
        });
        to.add("a frame names another page table", "3 frame-pte", d -> {
            int pfn = d.pte("A", UsedMachine.PRIVATE).pfn();
            d.add(d.pfnField("u4.PteFrame", pfn), 1);
            return "frame " + hex(pfn);
        });
        to.add("a user's page is closed to the user", "3 pte-bits", d -> flipped(d, 1 << 2));
        to.add("a user's page is global", "3 pte-bits", d -> flipped(d, 1 << 8));
        to.add("a user's page has a reserved bit", "3 pte-bits", d -> flipped(d, 1 << 10));
        to.add("a user's page is writable behind the system's back", "3 pte-bits", d -> flipped(d, 1 << 11));
        to.add("a user's page is copy-on-write and writable", "3 pte-bits", d -> flipped(d, 1 << 9));
    }

    /** But for Accessed, which the processor sets whenever it likes. */
    @ParameterizedTest
    @EnumSource(value = Mode.class, names = {"XP", "WS2003_PAE"})
    void everyBitOfAValidPteIsGuarded(Mode mode) {
        Damage damage = new Damage(mode.used());
        for (PteView pte : damage.sound.ptes(damage.process("B"))) {
            for (int bit = 0; pte.kind() == PteKind.VALID && bit < 23; bit++) {
                damage.flip(pte.physicalAddress(), 1 << bit);
                assertTrue(bit == 5 || !damage.violations().isEmpty(), "bit " + bit + " of " + pte);
                damage.flip(pte.physicalAddress(), 1 << bit);
            }
        }
    }

    private static String flipped(Damage damage, int bits) {
        PteView pte = damage.pte("A", UsedMachine.PRIVATE);
        damage.flip(pte.physicalAddress(), bits);
        return "PTE " + hex(pte.address());
    }

    private static void transitions(Cases to) {
        to.add("a transition PTE names an active page", "4 transition-pte", d -> {
            PteView pte = d.pte(PteKind.TRANSITION);
            int active = d.frame(PageLocation.ACTIVE);
            d.write(pte.physicalAddress(), (int) pte.raw() & 0xFFF | active << 12);
            return "PTE " + hex(pte.address());
        });
        to.add("a standby page names another PTE", "4 transition-pte", d -> {
            PteView pte = d.pte(PteKind.TRANSITION);
            d.add(d.pfnField("PteAddress", pte.pfn()), 8);
            return "PTE " + hex(pte.address());
        });
        to.add("a free page is under a write", "4 transition-pte", d -> {
            int pfn = d.frame(PageLocation.FREE);
            d.flip(d.pfnField("u3.e1", pfn), d.mask("MMPFN", "u3.e1.WriteInProgress"));
            return "frame " + hex(pfn);
        });
        to.add("an active page is under a read", "4 transition-pte", d -> {
            int pfn = d.frame(PageLocation.ACTIVE);
            d.flip(d.pfnField("u3.e1", pfn), d.mask("MMPFN", "u3.e1.ReadInProgress"));
            return "frame " + hex(pfn);
        });
        to.add("a transition PTE names no frame", "4 transition-pte", d -> {
            PteView pte = d.pte(PteKind.TRANSITION);
            d.write(pte.physicalAddress(), (int) pte.raw() & 0xFFF | 0xABCDE << 12);
            return "PTE " + hex(pte.address());
        });
        to.add("a prototype PTE in transition names a free page", "4 transition-pte", d -> {
            PrototypePteView pte = d.prototypePte(PteKind.TRANSITION, DATA);
            d.write(d.at(pte.address()), (int) pte.raw() & 0xFFF | d.frame(PageLocation.FREE) << 12);
            return "prototype PTE " + hex(pte.address());
        });
    }

    private static void prototypes(Cases to) {
        to.add("a prototype PTE names another frame", "5 prototype-pte", d -> {
            PrototypePteView pte = d.prototypePte(PteKind.VALID, PAGEFILE);
            d.add(d.at(pte.address()), 0x1000);
            return "prototype PTE " + hex(pte.address());
        });
        to.add("a shared page is not marked so", "5 prototype-pte", d -> {
            PrototypePteView pte = d.prototypePte(PteKind.VALID, DATA);
            d.flip(d.pfnField("u3.e1.PrototypePte", pte.pfn()), 1 << 3);
            return "prototype PTE " + hex(pte.address());
        });
        to.add("a prototype PTE has gone", "5 prototype-pte", d -> {
            PrototypePteView pte = d.prototypePte(PteKind.VALID, DATA);
            d.write(d.at(pte.address()), 0);
            return "frame " + hex(pte.pfn());
        });
    }

    private static void sessions(Cases to) {
        to.add("a session counts one more process", "10 sessions", d -> {
            d.add(d.field("MM_SESSION_SPACE", "ReferenceCount", d.sound.sessions().getFirst().address()), 1);
            return "session 0 counts";
        });
        to.add("a process names no session", "10 sessions", d -> {
            d.write(d.field("EPROCESS", "Session", d.process("A").address()), 0);
            return "A is on the list of session 0";
        });
        to.add("a directory has no session space", "10 sessions", d -> {
            d.write(d.directoryEntry("A", d.read(d.symbol("MmSessionBase")) + (36 << 20)), 0);
            return "A has directory entry 0x0";
        });
        to.add("a session is charged for one more page", "10 sessions", d -> {
            d.add(d.sessionField("CommittedPages"), 1);
            return "session 0 is charged for";
        });
        to.add("a session's working set is not one of session space", "10 sessions", d -> {
            d.flip(d.sessionField("Vm.Flags"), d.mask("MM_SESSION_SPACE", "Vm.Flags.SessionSpace"));
            return "says it is none of a session";
        });
        to.add("a session's list lies outside session space", "10 sessions", d -> {
            d.write(d.sessionField("Vm.VmWorkingSetList"), 0xC0C0_0000);
            return "working set of session 0 has its list at 0xc0c00000";
        });
    }

    private static void workingSets(Cases to) {
        to.add("a working set counts one more", "6 working-set", d -> {
            d.add(d.field("EPROCESS", "Vm.WorkingSetSize", d.process("A").address()), 1);
            return "working set of A";
        });
        to.add("a working-set entry names another page", "6 working-set", d -> {
            d.add(d.workingSetEntry("A", 10), 0x00A0_0000);
            return "working set of A has entry 10";
        });
        to.add("a working-set entry has gone", "6 working-set", d -> {
            d.write(d.workingSetEntry("B", 10), 0);
            return "working set of B counts";
        });
        to.add("a page names another working-set entry", "6 working-set", d -> {
            PteView pte = d.pte("A", UsedMachine.PRIVATE);
            d.add(d.pfnField("u1", pte.pfn()), 1);
            return "whose frame " + hex(pte.pfn());
        });
        to.add("the system's working set counts one more", "6 working-set", d -> {
            d.add(d.systemField("MMSUPPORT", "WorkingSetSize", "MmSystemCacheWs"), 1);
            return "working set of the system counts";
        });
        to.add("a session's working set counts one more", "6 working-set", d -> {
            d.add(d.sessionField("Vm.WorkingSetSize"), 1);
            d.add(d.sessionField("Vm.PeakWorkingSetSize"), 1);
            return "working set of session 0 counts";
        });
        to.add("a session's working set is above its peak", "6 working-set", d -> {
            d.write(d.sessionField("Vm.PeakWorkingSetSize"), 0);
            return "working set of session 0 has 1 pages, its peak is 0";
        });
        to.add("a session's working set has another page", "6 working-set", d -> {
            d.add(d.sessionWorkingSetEntry(0), 0x0010_0000);
            return "working set of session 0 has entry 0";
        });
        to.add("a page of paged pool is in no working set", "6 working-set", d -> {
            d.write(d.systemWorkingSetEntry(3), 0);
            return "working set of the system has no entry for page";
        });
        to.add("a page of the system cache is in no working set", "6 working-set", d -> {
            long page = view(d).base();
            int index = 0;
            while (((d.read(d.systemWorkingSetEntry(index)) ^ page) & 0xFFFF_F000L) != 0) {
                index++;
            }
            d.write(d.systemWorkingSetEntry(index), 0);
            return "working set of the system has no entry for page " + hex(page) + " of the system cache";
        });
    }

    private static VadView vad(Damage damage, int start) {
        return damage.process("A").vads().stream().filter(vad -> vad.start() == start).findFirst().orElseThrow();
    }

    private static void vads(Cases to) {
        to.add("a VAD overlaps the next", "7 vad-tree", d -> {
            VadView vad = vad(d, UsedMachine.PRIVATE);
            d.add(d.field("MMVAD", "EndingVpn", vad.address()), 0x200);
            return "overlaps VAD " + hex(vad.address());
        });
        to.add("a VAD is out of order", "7 vad-tree", d -> {
            VadView vad = vad(d, UsedMachine.PRIVATE);
            d.add(d.field("MMVAD", "StartingVpn", vad.address()), 0x20000);
            d.add(d.field("MMVAD", "EndingVpn", vad.address()), 0x20000);
            return "wrong side";
        });
        to.add("a VAD has another parent", "7 vad-tree", d -> {
            VadView vad = d.process("A").vads().stream().filter(v -> v.parent() != 0).findFirst().orElseThrow();
            String field = d.sound.machine().profile().equals("ws2003") ? "u1.Parent" : "Parent";
            d.add(d.field("MMVAD", field, vad.address()), 32);
            return "VAD " + hex(vad.address());
        });
        to.add("a VAD's prototype PTEs are another segment's", "7 vad-tree", d -> {
            VadView vad = vad(d, UsedMachine.FILE_A);
            d.write(d.field("MMVAD", "FirstPrototypePte", vad.address()),
                    (int) d.prototypePte(PteKind.VALID, PAGEFILE).address());
            return "VAD " + hex(vad.address());
        });
        to.add("a VAD's control area is none", "7 vad-tree", d -> {
            VadView vad = vad(d, UsedMachine.FILE_A);
            d.add(d.field("MMVAD", "ControlArea", vad.address()), 8);
            return "VAD " + hex(vad.address());
        });
        to.add("a VAD is its own child", "7 vad-tree", d -> {
            VadView vad = vad(d, UsedMachine.PRIVATE);
            d.write(d.field("MMVAD", "LeftChild", vad.address()), (int) vad.address());
            return "at " + hex(vad.address());
        });
    }

    private static void sections(Cases to) {
        count(to, "NumberOfMappedViews", "mapped views");
        count(to, "NumberOfSectionReferences", "section references");
        count(to, "NumberOfPfnReferences", "PFN references");
        to.add("a section names another segment", "7 section-references", d -> {
            long address = d.sound.sections().get(0).address();
            d.add(d.field("SECTION_OBJECT", "Segment", address), 8);
            return "section " + hex(address);
        });
        to.add("a segment names another control area", "7 section-references", d -> {
            ControlAreaView area = d.area(DATA);
            d.write(d.field("SEGMENT", "ControlArea", area.segment()), (int) d.area(PAGEFILE).address());
            return "segment " + hex(area.segment());
        });
        to.add("a file names another control area", "7 section-references", d -> {
            long file = d.area(DATA).fileObject();
            long pointers = d.read(d.field("FILE_OBJECT", "SectionObjectPointer", file)) & 0xFFFF_FFFFL;
            d.write(d.at(pointers), (int) d.area(PAGEFILE).address());
            return "file object " + hex(file);
        });
    }

    private static void segments(Cases to) {
        to.add("a segment is longer than its subsections", "7 segments", d -> {
            d.add(d.field("SEGMENT", "TotalNumberOfPtes", d.area(DATA).segment()), 1);
            return "segment " + hex(d.area(DATA).segment());
        });
        to.add("a control area counts one more user", "7 segments", d -> {
            d.add(d.field("CONTROL_AREA", "NumberOfUserReferences", d.area(PAGEFILE).address()), 1);
            return "control area " + hex(d.area(PAGEFILE).address());
        });
        to.add("a section is no longer a program's", "7 segments", d -> {
            ControlAreaView area = used(d);
            long section = d.sound.sections().stream().filter(s -> s.segment() == area.segment()).findFirst()
                    .orElseThrow().address();
            d.flip(d.at(section + 0x20), d.mask("MMSECTION_FLAGS", "UserReference"));
            return "control area " + hex(area.address());
        });
        to.add("unused segments are miscounted", "7 segments", d -> {
            d.add(d.symbol("MmUnusedSegmentCount"), 1);
            return "listed are 1";
        });
        to.add("an unused segment is not listed", "7 segments", d -> {
            long head = d.address("MmUnusedSegmentList");
            d.write(d.at(head), (int) head);
            d.write(d.at(head + 4), (int) head);
            d.write(d.symbol("MmUnusedSegmentCount"), 0);
            return "is not used and not on the list";
        });
        to.add("a segment in use is listed as unused", "7 segments", d -> {
            long head = d.address("MmUnusedSegmentList");
            ControlAreaView area = used(d);
            long link = area.address() + d.offset("CONTROL_AREA", "DereferenceList");
            d.write(d.at(link), d.read(d.at(head)));
            d.write(d.at(head), (int) link);
            d.add(d.symbol("MmUnusedSegmentCount"), 1);
            return "control area " + hex(area.address()) + " is in use";
        });
        to.add("a based section is not in the tree", "7 based-sections", d -> {
            d.write(d.symbol("MmSectionBasedRoot"), 0);
            return "section " + hex(based(d));
        });
        to.add("a section in the tree is not based", "7 based-sections", d -> {
            long section = d.read(d.symbol("MmSectionBasedRoot")) & 0xFFFF_FFFFL;
            d.flip(d.at(section + 0x20), d.mask("MMSECTION_FLAGS", "Based"));
            return "section " + hex(section);
        });
        to.add("a based section overlaps the next", "7 based-sections", d -> {
            long root = d.read(d.symbol("MmSectionBasedRoot")) & 0xFFFF_FFFFL;
            d.add(d.field("SECTION_OBJECT", "StartingVa", root), -4096);
            return "section " + hex(root);
        });
        to.add("a cached page is not cached", "3 pte-bits", d -> {
            PteView pte = d.pte("A", UsedMachine.PRIVATE);
            d.flip(d.pfnField("u3.e1.CacheAttribute", pte.pfn()), d.mask("MMPFN", "u3.e1.CacheAttribute") & 0x1000);
            return "PTE " + hex(pte.address());
        });
    }

    private static ControlAreaView used(Damage d) {
        return d.sound.controlAreas().stream().filter(area -> area.kind() == DATA && area.sectionReferences() > 0)
                .findFirst().orElseThrow();
    }

    private static long based(Damage d) {
        return d.sound.sections().stream().filter(section -> section.based()).findFirst().orElseThrow().address();
    }

    private static void count(Cases to, String field, String name) {
        to.add("a control area counts one more: " + name, "7 section-references", d -> {
            ControlAreaView area = d.area(DATA);
            d.add(d.field("CONTROL_AREA", field, area.address()), 1);
            return "control area " + hex(area.address());
        });
    }

    private static void cache(Cases to) {
        String rule = "7 cache-views";
        to.add("a VACB names another shared cache map", rule, d -> {
            CacheView one = view(d);
            d.add(d.field("VACB", "SharedCacheMap", one.vacb()), 8);
            return "VACB " + hex(one.vacb());
        });
        to.add("a shared cache map does not name its view", rule, d -> {
            d.write(d.field("SHARED_CACHE_MAP", "InitialVacbs", map(d).address()), 0);
            return "VACB " + hex(view(d).vacb());
        });
        to.add("a shared cache map names a view for two places", rule, d -> {
            d.write(d.field("SHARED_CACHE_MAP", "InitialVacbs", map(d).address()) + 4, (int) view(d).vacb());
            return "shared cache map " + hex(map(d).address());
        });
        cacheCount(to, "DirtyPages", "dirty pages");
        cacheCount(to, "VacbActiveCount", "active views");
        to.add("all dirty pages are one more", rule, d -> {
            d.add(d.symbol("CcTotalDirtyPages"), 1);
            return "2 dirty pages are counted in all";
        });
        to.add("a page of a view is another of its file", rule, d -> {
            d.write(d.systemPte(view(d).base()), d.read(d.systemPte(view(d).base() + 4096)));
            return "VACB " + hex(view(d).vacb());
        });
        to.add("a page of a view will be another of its file", rule, d -> {
            boolean wide = d.ptes().bytes() == Long.BYTES;
            d.add(d.systemPte(view(d).base() + 20 * 4096) + (wide ? 4 : 0), wide ? 8 : 1 << 12);
            return "VACB " + hex(view(d).vacb());
        });
        to.add("the cache maps a page in no view", rule, d -> {
            long va = view(d).base() + (40 << 18);
            d.write(d.systemPte(va), d.read(d.systemPte(view(d).base() + 20 * 4096)));
            return "address " + hex(va);
        });
        to.add("a file object uses a cache that is none", rule, d -> {
            FileObjectView file = d.sound.fileObjects().stream().filter(FileObjectView::cached).findFirst()
                    .orElseThrow();
            long pointers = d.read(d.field("FILE_OBJECT", "SectionObjectPointer", file.address())) & 0xFFFF_FFFFL;
            d.add(d.field("SECTION_OBJECT_POINTERS", "SharedCacheMap", pointers), 8);
            return "file object " + hex(file.address());
        });
        to.add("a control area counts one more view in the system cache", "7 section-references", d -> {
            long area = map(d).controlArea();
            d.add(d.field("CONTROL_AREA", "NumberOfSystemCacheViews", area), 1);
            return "control area " + hex(area);
        });
        to.add("a control area does not count a view in the system cache", "7 section-references", d -> {
            long area = map(d).controlArea();
            d.add(d.field("CONTROL_AREA", "NumberOfMappedViews", area), -1);
            return "control area " + hex(area);
        });
    }

    private static void cacheCount(Cases to, String field, String what) {
        to.add("a shared cache map counts one more: " + what, "7 cache-views", d -> {
            d.add(d.field("SHARED_CACHE_MAP", field, map(d).address()), 1);
            return "shared cache map " + hex(map(d).address());
        });
    }

    private static SharedCacheMapView map(Damage damage) {
        return damage.sound.sharedCacheMaps().getFirst();
    }

    private static CacheView view(Damage damage) {
        return damage.sound.cacheViews().getFirst();
    }

    private static void commit(Cases to) {
        to.add("commitment is one more", "8 commit", d -> {
            d.add(d.symbol("MmTotalCommittedPages"), 1);
            return "commit total is " + (d.sound.counters().commitTotal() + 1);
        });
        to.add("commitment is above its limit", "8 commit", d -> {
            d.write(d.symbol("MmTotalCommitLimit"), 10);
            return "above the limit 10";
        });
        to.add("commitment is above its peak", "8 commit", d -> {
            d.write(d.symbol("MmPeakCommitment"), 10);
            return "above the peak 10";
        });
        to.add("a page is committed and not charged", "8 vad-commit", d -> {
            PteView pte = d.pte(PteKind.DECOMMITTED);
            d.write(pte.physicalAddress(), 0x80);
            return "pages, ";
        });
        to.add("a process has more virtual memory than its VADs", "8 vad-commit", d -> {
            d.add(d.field("EPROCESS", "VirtualSize", d.process("B").address()), 4096);
            return "B has virtual size";
        });
        to.add("a process is charged one more", "8 commit", d -> {
            d.add(d.field("EPROCESS", "CommitCharge", d.process("A").address()), 1);
            return "charged are";
        });
    }

    private static void freePages(Cases to) {
        to.add("a PTE names a free page", "9 free-pages", d -> {
            PteView pte = d.pte("A", UsedMachine.PRIVATE);
            int free = d.frame(PageLocation.FREE);
            d.write(pte.physicalAddress(), (int) pte.raw() & 0xFFF | free << 12);
            return "PTE " + hex(pte.address());
        });
        to.add("a zeroed page holds something", "9 free-pages", d -> {
            int pfn = d.frame(PageLocation.ZEROED);
            d.write8(pfn * 4096L + 77, 1);
            return "zeroed frame " + hex(pfn) + " holds another byte at 0x4d";
        });
        to.add("a page-file slot is used twice", "9 page-file-slots", d -> {
            List<PteView> slots = d.sound.ptes(d.process("D")).stream()
                    .filter(pte -> pte.kind() == PteKind.PAGE_FILE).limit(2).toList();
            int word = d.ptes().bytes() - 4;
            d.write(slots.get(0).physicalAddress() + word, d.read(slots.get(1).physicalAddress() + word));
            return "PTE " + hex(slots.get(1).address());
        });
        to.add("a page-file slot is behind the end", "9 page-file-slots", d -> {
            PteView pte = d.pte(PteKind.PAGE_FILE);
            d.write(pte.physicalAddress() + d.ptes().bytes() - 4, 0x7FFFF000 | (int) pte.raw() & 0xFFF);
            return "PTE " + hex(pte.address());
        });
        to.add("a page-file slot is taken for nothing", "9 page-file-slots", d -> {
            long file = d.read(d.symbol("MmPagingFile")) & 0xFFFF_FFFFL;
            long bitmap = d.read(d.field("MMPAGING_FILE", "Bitmap", file)) & 0xFFFF_FFFFL;
            long bits = d.read(d.at(bitmap + 4)) & 0xFFFF_FFFFL;
            d.flip(d.at(bits + 2044 / 8), 1 << 2040 % 8);
            return "slot 0x7f8 of page file 0 is taken";
        });
        to.add("a page file counts one more", "9 page-file-slots", d -> {
            long file = d.read(d.symbol("MmPagingFile")) & 0xFFFF_FFFFL;
            d.add(d.field("MMPAGING_FILE", "CurrentUsage", file), 1);
            return "pagefile.sys counts";
        });
    }

    private static void threads(Cases to) {
        to.add("a process counts one more thread", "3 threads", d -> {
            d.add(d.field("EPROCESS", "ActiveThreads", d.process("A").address()), 1);
            return "A counts 2 threads and has 1";
        });
        to.add("a process counts one more kernel stack", "3 threads", d -> {
            d.add(d.field("EPROCESS", "Pcb.StackCount", d.process("A").address()), 1);
            return "A counts 2 kernel stacks in memory and has 1";
        });
        to.add("a thread names another process", "3 threads", d -> {
            d.write(d.field("ETHREAD", "ThreadsProcess", thread(d).address()), (int) d.process("B").address());
            return name(d) + " of A names another process";
        });
        to.add("a kernel stack has no guard page", "3 threads", d -> {
            d.write(d.systemPte(thread(d).kernelStackLimit() - 4096), 0);
            return name(d) + " has no guard page";
        });
        to.add("a page of a kernel stack has gone", "3 threads", d -> {
            d.write(d.systemPte(thread(d).kernelStackLimit()), 0);
            return "its page " + hex(thread(d).kernelStackLimit());
        });
    }

    private static void userPhysicalPages(Cases to) {
        String rule = "3 user-physical-pages";
        to.add("a page of a program's own is not marked so", rule, d -> {
            int pfn = d.frame(p -> d.sound.pfns().awe(p));
            d.flip(d.pfnField("u4", pfn), d.mask("MMPFN", "u4.AweAllocation"));
            return "B has frame " + hex(pfn) + ", which is not marked";
        });
        to.add("a page of nobody's is marked as a program's own", rule, d -> {
            int pfn = d.pte("A", UsedMachine.PRIVATE).pfn();
            d.flip(d.pfnField("u4", pfn), d.mask("MMPFN", "u4.AweAllocation"));
            return "frame " + hex(pfn) + " is a program's own, and no process has it";
        });
        to.add("a program has lost a page of its own", rule, d -> {
            int pfn = d.frame(p -> d.sound.pfns().awe(p));
            long bitmap = d.read(d.at(aweInfo(d))) & 0xFFFF_FFFFL;
            d.flip(d.at(bitmap + 8 + pfn / 32 * 4), 1 << pfn);
            return "B counts " + UsedMachine.OWN_PAGES + " pages of its own and has " + (UsedMachine.OWN_PAGES - 1);
        });
        to.add("pages of programs' own are one more", rule, d -> {
            d.add(d.symbol("MmVadPhysicalPages"), 1);
            return "pages of programs' own are " + UsedMachine.OWN_PAGES;
        });
        to.add("a window is none any more", rule, d -> {
            VadView window = vad(d.process("B"), UsedMachine.WINDOW);
            boolean typed = d.sound.machine().profile().equals("ws2003");
            d.flip(d.field("MMVAD", "u", window.address()),
                    typed ? 3 << 20 : d.mask("MMVAD", "u.VadFlags.UserPhysicalPages"));
            return "B has noted window " + hex(window.address());
        });
        to.add("memory is a window that nobody has noted", rule, d -> {
            VadView vad = vad(d, UsedMachine.PRIVATE);
            boolean typed = d.sound.machine().profile().equals("ws2003");
            d.flip(d.field("MMVAD", "u", vad.address()),
                    typed ? 3 << 20 : d.mask("MMVAD", "u.VadFlags.UserPhysicalPages"));
            return "A has not noted its window " + hex(vad.address());
        });
        to.add("a window maps a page of another", rule, d -> {
            PteView pte = d.pte("B", UsedMachine.WINDOW + 4 * 4096);
            d.write(pte.physicalAddress(), (int) d.pte("A", UsedMachine.PRIVATE).raw());
            return "B has PTE " + hex(pte.address());
        });
        to.add("a page of a program's own is mapped outside its windows", rule, d -> {
            PteView pte = d.pte("A", UsedMachine.PRIVATE);
            d.write(pte.physicalAddress(), (int) d.pte("B", UsedMachine.WINDOW + 4 * 4096).raw());
            return "A has PTE " + hex(pte.address());
        });
        to.add("a page of a window is in the working set", rule, d -> {
            int index = (int) d.sound.pfns().u1(d.pte("B", UsedMachine.FILE_B + 5 * 4096).pfn());
            long at = d.workingSetEntry("B", index);
            d.write(at, d.read(at) & 0xFFF | UsedMachine.WINDOW + 4 * 4096);
            return "B has page " + hex(UsedMachine.WINDOW + 4 * 4096) + " of a window";
        });
        to.add("a page of a program's own is held by two shares", "3 share-count", d -> {
            int pfn = d.frame(p -> d.sound.pfns().awe(p) && d.sound.pfns().pteAddress(p) == 0);
            d.add(d.pfnField("u2", pfn), 1);
            return "frame " + hex(pfn);
        });
    }

    private static long aweInfo(Damage damage) {
        return damage.read(damage.field("EPROCESS", "AweInfo", damage.process("B").address())) & 0xFFFF_FFFFL;
    }

    private static VadView vad(ProcessView process, int start) {
        return process.vads().stream().filter(vad -> vad.start() == start).findFirst().orElseThrow();
    }

    private static ThreadView thread(Damage damage) {
        return damage.sound.threads(damage.process("A")).getFirst();
    }

    private static String name(Damage damage) {
        return "thread " + hex(thread(damage).threadId());
    }

    /** No rule is there that nothing can break. */
    @Test
    void everyRuleIsBrokenByDamageOfManyKinds() {
        Collection<Case> cases = new ArrayList<>(damages().values());
        cases.addAll(largePageDamages().values());
        assertEquals(Checkers.all().stream().map(Checker::rule).collect(Collectors.toSet()),
                cases.stream().map(Case::rule).collect(Collectors.toSet()));
        assertTrue(cases.size() >= 30, () -> cases.size() + " kinds");
    }

    @Test
    void rulesAreNumberedAsDocumented() {
        List<String> rules = Checkers.all().stream().map(Checker::rule).toList();
        for (int rule = 1; rule <= 9; rule++) {
            int number = rule;
            assertTrue(rules.stream().anyMatch(name -> name.startsWith(number + " ")), "rule " + rule);
        }
        assertEquals(rules.size(), rules.stream().distinct().count());
    }
}
