package org.mmscope.session.inspect;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.mmscope.kernel.FileRequest;
import org.mmscope.kernel.IntHolder;
import org.mmscope.kernel.Kernel;
import org.mmscope.kernel.KernelConfiguration;
import org.mmscope.kernel.MemoryConstants;
import org.mmscope.kernel.MemoryRange;
import org.mmscope.kernel.NtStatus;
import org.mmscope.kernel.ProcessOptions;
import org.mmscope.kernel.SectionRequest;
import org.mmscope.kernel.ViewRequest;
import org.mmscope.kernel.io.FileSource;
import org.mmscope.kernel.process.EProcess;
import org.mmscope.kernel.view.MachineView;
import org.mmscope.kernel.view.ProcessView;
import org.mmscope.kernel.view.VadView;

/** A booted and used machine, and questions to it: private, shared, mapped and copied pages, on every list. */
final class InspectedMachine {

    static final int PAGE = 4096;
    static final int PRIVATE = 0x10000000;
    static final int SHARED_A = 0x18000000;
    static final int SHARED_B = 0x22340000;
    static final int FILE_A = 0x30000000;
    static final int FILE_B = 0x31000000;
    /** A window of B on two of its three physical pages. */
    static final int WINDOW = 0x32000000;
    static final int MANY = 0x40000000;

    final Kernel kernel;
    final EProcess a;
    final EProcess b;
    final EProcess d;
    final MachineView view;
    final Inspections inspections = new Inspections();

    InspectedMachine(KernelConfiguration configuration) {
        kernel = Kernel.boot(configuration.withMemoryBytes(8 << 20).withPageFile(16 << 20));
        a = process("A");
        b = process("B");
        d = process("D");
        use();
        view = kernel.view();
    }

    /** Every kind of machine: both paging modes, binary and balanced VAD trees. */
    static List<InspectedMachine> all() {
        KernelConfiguration plain = KernelConfiguration.defaults();
        return List.of(new InspectedMachine(plain),
                new InspectedMachine(plain.withPaging(org.mmscope.machine.PagingMode.PAE)),
                new InspectedMachine(plain.withUserSpaceBytes(3L << 30)),
                new InspectedMachine(plain.withProfile(org.mmscope.kernel.Profile.of("ws2003"))));
    }

    private EProcess process(String name) {
        EProcess[] process = new EProcess[1];
        ok(kernel.processes().create(ProcessOptions.named(name), process));
        return process[0];
    }

    private void use() {
        allocate(a, PRIVATE, 64, MemoryConstants.MEM_RESERVE | MemoryConstants.MEM_COMMIT);
        allocate(a, PRIVATE + (1 << 20), 256, MemoryConstants.MEM_RESERVE);
        allocate(a, PRIVATE + (1 << 20) + 5 * PAGE, 3, MemoryConstants.MEM_COMMIT);
        for (int i = 0; i < 40; i++) {
            store(a, PRIVATE + i * PAGE, i);
        }
        protect(PRIVATE + PAGE, MemoryConstants.PAGE_READONLY);
        protect(PRIVATE + 2 * PAGE, MemoryConstants.PAGE_NOACCESS);
        protect(PRIVATE + 50 * PAGE, MemoryConstants.PAGE_READWRITE | MemoryConstants.PAGE_GUARD);
        ok(kernel.virtualMemory().free(a, new MemoryRange(PRIVATE + 8 * PAGE, 2 * PAGE),
                MemoryConstants.MEM_DECOMMIT));
        IntHolder handle = new IntHolder();
        ok(kernel.sections().create(a, new SectionRequest("shared", MemoryConstants.SECTION_ALL_ACCESS, 16 * PAGE,
                MemoryConstants.PAGE_READWRITE, MemoryConstants.SEC_COMMIT, 0), handle));
        map(a, handle.value, SHARED_A, MemoryConstants.PAGE_READWRITE);
        ok(kernel.sections().open(b, "shared", MemoryConstants.SECTION_ALL_ACCESS, handle));
        map(b, handle.value, SHARED_B, MemoryConstants.PAGE_READWRITE);
        kernel.volume().addFile("C:\\data.bin", 200_000, FileSource.PATTERN);
        view(a, FILE_A, MemoryConstants.GENERIC_READ | MemoryConstants.GENERIC_WRITE,
                MemoryConstants.PAGE_READWRITE);
        view(b, FILE_B, MemoryConstants.GENERIC_READ, MemoryConstants.PAGE_WRITECOPY);
        window();
        allocate(d, MANY, 2500, MemoryConstants.MEM_RESERVE | MemoryConstants.MEM_COMMIT);
        for (int i = 0; i < 2500; i++) {
            store(d, MANY + i * PAGE, i);
        }
        kernel.writeModifiedPages();
        for (int i = 0; i < 6; i++) {
            store(a, SHARED_A + i * PAGE, i);
            load(b, SHARED_B + (i + 3) * PAGE);
        }
        for (int i = 0; i < 8; i++) {
            load(a, FILE_A + i * PAGE);
            store(a, PRIVATE + (i + 10) * PAGE, i);
        }
        store(a, FILE_A + 4 * PAGE, 99);
        load(b, FILE_B + 4 * PAGE);
        store(b, FILE_B + 5 * PAGE, 5);
        cachedFile();
    }

    /** Two views in the system cache; a page of the first has been written to. */
    private void cachedFile() {
        kernel.volume().addFile("C:\\cached.bin", 300_000, FileSource.PATTERN);
        IntHolder file = new IntHolder();
        IntHolder done = new IntHolder();
        ok(kernel.files().create(a, new FileRequest("C:\\cached.bin",
                MemoryConstants.GENERIC_READ | MemoryConstants.GENERIC_WRITE, 0, MemoryConstants.FILE_OPEN), file,
                done));
        ok(kernel.files().read(a, file.value, PAGE, new byte[3 * PAGE], 3 * PAGE, done));
        ok(kernel.files().write(a, file.value, 3 * PAGE, new byte[] {1, 2, 3, 4}, 4, done));
        ok(kernel.files().read(a, file.value, 299_000, new byte[1000], 1000, done));
    }

    private void window() {
        allocate(b, WINDOW, 16, MemoryConstants.MEM_RESERVE | MemoryConstants.MEM_PHYSICAL);
        IntHolder count = new IntHolder();
        count.value = 3;
        ok(kernel.userPhysicalPages().allocate(b, count, new IntHolder()));
        ok(kernel.userPhysicalPages().map(b, WINDOW + 4 * PAGE, 2, kernel.userPhysicalPages().frames(b, 0, 2)));
        store(b, WINDOW + 4 * PAGE, 21);
    }

    private void map(EProcess process, int section, int at, int protection) {
        ok(kernel.sections().mapView(process, section, new ViewRequest(at, 0, 0, protection)));
    }

    private void view(EProcess process, int at, int access, int protection) {
        IntHolder file = new IntHolder();
        IntHolder section = new IntHolder();
        ok(kernel.files().create(process, new FileRequest("C:\\data.bin", access,
                MemoryConstants.FILE_SHARE_READ | MemoryConstants.FILE_SHARE_WRITE, MemoryConstants.FILE_OPEN), file,
                new IntHolder()));
        ok(kernel.sections().create(process, new SectionRequest(null, MemoryConstants.SECTION_ALL_ACCESS, 0,
                protection, MemoryConstants.SEC_COMMIT, file.value), section));
        map(process, section.value, at, protection);
    }

    private void allocate(EProcess process, int base, int pages, int type) {
        ok(kernel.virtualMemory().allocate(process, new MemoryRange(base, (long) pages * PAGE), type,
                MemoryConstants.PAGE_READWRITE));
    }

    private void protect(int base, int protection) {
        ok(kernel.virtualMemory().protect(a, new MemoryRange(base, PAGE), protection, new IntHolder()));
    }

    private void store(EProcess process, int va, int value) {
        kernel.processes().attach(process);
        kernel.processor().store32(va, value);
        assertFalse(kernel.processor().aborted(), "store to 0x" + Integer.toHexString(va));
    }

    private void load(EProcess process, int va) {
        kernel.processes().attach(process);
        kernel.processor().load32(va);
        assertFalse(kernel.processor().aborted(), "load from 0x" + Integer.toHexString(va));
    }

    private static void ok(int status) {
        assertTrue(NtStatus.success(status), "status 0x" + Integer.toHexString(status));
    }

    ProcessView process(EProcess process) {
        String name = process == a ? "A" : process == b ? "B" : "D";
        return view.processes().stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
    }

    /** First address behind those that programs may use. */
    long userEnd() {
        return Integer.toUnsignedLong(kernel.layout().highestUserAddress()) + 1;
    }

    List<EProcess> processes() {
        return List.of(a, b, d);
    }

    Answer ask(String query, Object... arguments) {
        return inspections.ask(String.format(query, arguments), view);
    }

    /** The rows of the first table of an answer. */
    static List<List<Value>> rows(Answer answer) {
        return rows(answer, 0);
    }

    static List<List<Value>> rows(Answer answer, int table) {
        return answer.parts().stream().filter(Table.class::isInstance).map(Table.class::cast).toList().get(table)
                .rows();
    }

    /** A field by its key, wherever in the answer it is first. */
    static Value field(Answer answer, String key) {
        return answer.parts().stream().filter(Fields.class::isInstance)
                .flatMap(part -> ((Fields) part).lines().stream()).flatMap(List::stream)
                .filter(field -> field.key().equals(key)).findFirst()
                .orElseThrow(() -> new AssertionError("no field " + key + " in " + answer.toText())).value();
    }

    /** Page addresses worth asking about: the first pages of every VAD, and the pages around them. */
    long[] pages(EProcess process) {
        return process(process).vads().stream().mapMultiToLong((VadView vad, java.util.function.LongConsumer to) -> {
            for (long va = Math.max(0, vad.start() - PAGE); va <= Math.min(vad.end() + 1, vad.start() + 70L * PAGE);
                    va += PAGE) {
                to.accept(va);
            }
        }).toArray();
    }
}
