package org.mmscope.kernel.section;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mmscope.kernel.FileRequest;
import org.mmscope.kernel.IntHolder;
import org.mmscope.kernel.Kernel;
import org.mmscope.kernel.KernelConfiguration;
import org.mmscope.kernel.Machines;
import org.mmscope.kernel.MemoryConstants;
import org.mmscope.kernel.MemoryRange;
import org.mmscope.kernel.NtStatus;
import org.mmscope.kernel.ProcessOptions;
import org.mmscope.kernel.Profile;
import org.mmscope.kernel.SectionRequest;
import org.mmscope.kernel.ViewRequest;
import org.mmscope.kernel.io.FileSource;
import org.mmscope.kernel.process.EProcess;
import org.mmscope.kernel.view.MachineView;
import org.mmscope.kernel.view.PageFileView;
import org.mmscope.machine.PagingMode;

/**
 * Random operations on sections, views and files of processes that come, fork and go, in a machine that is too small
 * for them, beside a model of plain arrays. The system property {@code mmscope.soak} sets their number.
 */
class SectionSoakTest {

    private static final int OPERATIONS = Integer.getInteger("mmscope.soak", 6000);
    private static final int CHECK_EVERY = Math.max(250, OPERATIONS / 500);
    private static final int PAGE = 4096;
    private static final int BASE = 0x10000000;
    private static final int SLOT = 0x200000;
    private static final int SLOTS = 12;
    private static final int FILES = 3;
    private static final int MOST_PROCESSES = 5;
    private static final int LARGEST_FILE = 160 * PAGE;
    private static final int SECTION_BYTES = 40 * PAGE;
    private static final Set<Integer> SHORTAGES = Set.of(NtStatus.INSUFFICIENT_RESOURCES, NtStatus.NO_MEMORY,
            NtStatus.COMMITMENT_LIMIT);

    /** Bytes that views show: those of a file or of a named section. */
    private static final class Contents {
        private byte[] bytes;
        private int handles;

        Contents(int size) {
            bytes = new byte[size];
        }
    }

    /** A handle of a section. */
    private record Section(int handle, Contents contents, int size, boolean writable) {
    }

    /** A view, with the pages that it has copied. */
    private record View(int base, Contents contents, int offset, int size, boolean writable, Map<Integer, byte[]> copies) {
    }

    /** A process and what it has. */
    private static final class Member {
        private final EProcess process;
        private final List<Section> sections = new ArrayList<>();
        private final View[] views = new View[SLOTS];
        private final int[] files = new int[FILES];

        Member(EProcess process) {
            this.process = process;
        }
    }

    private final Contents[] files = new Contents[FILES];
    private final Map<String, Contents> names = new HashMap<>();
    private final List<Member> members = new ArrayList<>();
    private Random random;
    private Kernel kernel;

    @ParameterizedTest
    @CsvSource({"XP, X86, 1", "WS2003, X86, 2", "XP, PAE, 3"})
    void nothingBreaks(Profile profile, PagingMode paging, long seed) {
        random = new Random(seed);
        kernel = Kernel.boot(KernelConfiguration.defaults().withProfile(profile).withPaging(paging)
                .withMemoryBytes(7 << 20).withPageFile(4 << 20).withPageFile(16 << 20));
        for (int i = 0; i < FILES; i++) {
            int size = 50_000 + 70_001 * i;
            files[i] = new Contents(size);
            kernel.volume().addFile(path(i), size, FileSource.PATTERN);
            FileSource.PATTERN.read(0, files[i].bytes, 0, size);
        }
        MachineView before = kernel.view();
        for (int i = 0; i < OPERATIONS; i++) {
            operation();
            kernel.beginCall();
            if (i % CHECK_EVERY == 0) {
                Machines.checkInvariants(kernel);
            }
        }
        while (!members.isEmpty()) {
            leave(members.getLast());
        }
        kernel.writeModifiedPages();
        kernel.dereferenceSegments();
        Machines.checkInvariants(kernel);
        Machines.assertSame(before, kernel.view());
        assertTrue(kernel.view().systemFaults().hardFaults() > 0);
        assertEquals(Machines.trimmedPool(kernel.view()),
                kernel.view().pageFiles().stream().mapToLong(PageFileView::usedPages).sum());
        assertEquals(0, kernel.view().controlAreas().size());
        assertFiles();
    }

    private static String path(int file) {
        return "C:\\file" + file + ".bin";
    }

    private void assertFiles() {
        byte[] cluster = new byte[PAGE];
        for (int i = 0; i < FILES; i++) {
            byte[] model = files[i].bytes;
            assertEquals(model.length, kernel.volume().file(path(i)).size());
            for (int at = 0; at < model.length; at += PAGE) {
                kernel.volume().file(path(i)).readCluster(at / PAGE, cluster);
                int count = Math.min(PAGE, model.length - at);
                int difference = Arrays.mismatch(model, at, at + count, cluster, 0, count);
                assertEquals(-1, difference, path(i) + " from " + at);
            }
        }
    }

    private boolean isShort(int status) {
        assertTrue(NtStatus.success(status) || SHORTAGES.contains(status), () -> Integer.toHexString(status));
        return !NtStatus.success(status);
    }

    private void operation() {
        if (members.isEmpty() || members.size() < MOST_PROCESSES && random.nextInt(150) == 0) {
            join();
            return;
        }
        Member member = members.get(random.nextInt(members.size()));
        int action = random.nextInt(1000);
        if (action < 620) {
            touch(member);
        } else if (action < 720) {
            map(member);
        } else if (action < 780) {
            unmap(member, random.nextInt(SLOTS));
        } else if (action < 840) {
            transfer(member);
        } else if (action < 880) {
            section(member);
        } else if (action < 910) {
            closeSection(member);
        } else if (action < 930) {
            flush(member);
        } else if (action < 945) {
            resize(member);
        } else {
            system(member, action);
        }
    }

    private void system(Member member, int action) {
        if (action < 955) {
            kernel.processes().emptyWorkingSet(member.process);
        } else if (action < 965) {
            kernel.tick(1);
        } else if (action < 972) {
            kernel.zeroPages();
        } else if (action < 980) {
            kernel.writeModifiedPages();
        } else if (action < 985) {
            kernel.dereferenceSegments();
        } else if (action < 988) {
            leave(member);
        } else if (action < 991 && members.size() < MOST_PROCESSES) {
            fork(member);
        } else if (action >= 997) {
            Machines.pageOutPool(kernel);
        } else if (action >= 991) {
            kernel.emptySystemWorkingSet();
        }
    }

    private void join() {
        EProcess[] process = new EProcess[1];
        if (!isShort(kernel.processes().create(ProcessOptions.named("P" + random.nextInt(1000)), process))) {
            members.add(new Member(process[0]));
        }
    }

    private void fork(Member parent) {
        EProcess[] process = new EProcess[1];
        if (isShort(kernel.processes().fork(parent.process, ProcessOptions.named("F" + random.nextInt(1000)), process))) {
            return;
        }
        Member child = new Member(process[0]);
        for (int i = 0; i < SLOTS; i++) {
            View view = parent.views[i];
            if (view != null) {
                Map<Integer, byte[]> copies = null;
                if (view.copies != null) {
                    copies = new HashMap<>();
                    for (Map.Entry<Integer, byte[]> copy : view.copies.entrySet()) {
                        copies.put(copy.getKey(), copy.getValue().clone());
                    }
                }
                child.views[i] = new View(view.base, view.contents, view.offset, view.size, view.writable, copies);
            }
        }
        members.add(child);
    }

    private void leave(Member member) {
        for (Section section : member.sections) {
            section.contents.handles--;
        }
        kernel.processes().exit(member.process);
        members.remove(member);
    }

    private int open(Member member, int file) {
        if (member.files[file] == 0) {
            IntHolder handle = new IntHolder();
            int status = kernel.files().create(member.process, new FileRequest(path(file),
                    MemoryConstants.GENERIC_READ | MemoryConstants.GENERIC_WRITE, 7, MemoryConstants.FILE_OPEN), handle,
                    new IntHolder());
            member.files[file] = isShort(status) ? 0 : handle.value;
        }
        return member.files[file];
    }

    private void section(Member member) {
        boolean named = random.nextBoolean();
        int file = named ? 0 : random.nextInt(FILES);
        String name = named ? "section" + random.nextInt(3) : null;
        int handle = named ? 0 : open(member, file);
        if (!named && (handle == 0 || files[file].bytes.length == 0)) {
            return;
        }
        boolean writable = random.nextInt(3) > 0;
        IntHolder made = new IntHolder();
        int status = kernel.sections().create(member.process, new SectionRequest(name,
                MemoryConstants.SECTION_ALL_ACCESS, named ? SECTION_BYTES : 0,
                writable ? MemoryConstants.PAGE_READWRITE : MemoryConstants.PAGE_READONLY, MemoryConstants.SEC_COMMIT,
                handle), made);
        if (isShort(status)) {
            return;
        }
        Contents contents = named ? names.get(name) : files[file];
        if (named && (contents == null || contents.handles == 0)) {
            assertEquals(NtStatus.SUCCESS, status);
            contents = new Contents(SECTION_BYTES);
            names.put(name, contents);
        } else {
            assertEquals(named ? NtStatus.OBJECT_NAME_EXISTS : NtStatus.SUCCESS, status);
        }
        contents.handles++;
        member.sections.add(new Section(made.value, contents, contents.bytes.length, writable && !named));
    }

    private void closeSection(Member member) {
        if (!member.sections.isEmpty()) {
            Section section = member.sections.remove(random.nextInt(member.sections.size()));
            assertEquals(NtStatus.SUCCESS, kernel.objects().close(member.process, section.handle));
            section.contents.handles--;
        }
    }

    private void map(Member member) {
        int slot = random.nextInt(SLOTS);
        if (member.sections.isEmpty() || member.views[slot] != null) {
            return;
        }
        Section section = member.sections.get(random.nextInt(member.sections.size()));
        int offset = random.nextInt(section.size) & -0x10000;
        int size = random.nextBoolean() ? 0 : 1 + random.nextInt(section.size - offset);
        boolean copy = random.nextInt(3) == 0;
        boolean write = !copy && section.writable && random.nextBoolean();
        ViewRequest request = new ViewRequest(BASE + slot * SLOT, offset, size, copy ? MemoryConstants.PAGE_WRITECOPY
                : write ? MemoryConstants.PAGE_READWRITE : MemoryConstants.PAGE_READONLY);
        if (!isShort(kernel.sections().mapView(member.process, section.handle, request))) {
            int end = size == 0 ? section.size : offset + size;
            member.views[slot] = new View(request.base, section.contents, offset, end - offset, copy || write,
                    copy ? new HashMap<>() : null);
        }
    }

    private void unmap(Member member, int slot) {
        View view = member.views[slot];
        int status = kernel.sections().unmapView(member.process, BASE + slot * SLOT + random.nextInt(100));
        assertEquals(view == null ? NtStatus.NOT_MAPPED_VIEW : NtStatus.SUCCESS, status);
        member.views[slot] = null;
    }

    private void touch(Member member) {
        View view = member.views[random.nextInt(SLOTS)];
        if (view == null) {
            return;
        }
        int at = random.nextInt(view.size);
        byte[] copied = view.copies == null ? null : view.copies.get(at / PAGE);
        kernel.processes().attach(member.process);
        if (view.writable && random.nextBoolean()) {
            byte value = (byte) random.nextInt();
            kernel.processor().store8(view.base + at, value);
            store(view, copied, at, value);
        } else {
            int expected = copied == null ? view.contents.bytes[view.offset + at] : copied[at % PAGE];
            assertEquals(expected & 0xFF, kernel.processor().load8(view.base + at) & 0xFF, () -> "byte " + at);
        }
        assertEquals(false, kernel.processor().aborted(), () -> String.valueOf(kernel.pendingException()));
    }

    private static void store(View view, byte[] copied, int at, byte value) {
        if (view.copies == null) {
            view.contents.bytes[view.offset + at] = value;
            return;
        }
        byte[] page = copied;
        if (page == null) {
            int start = view.offset + at / PAGE * PAGE;
            page = Arrays.copyOf(Arrays.copyOfRange(view.contents.bytes, start,
                    Math.min(start + PAGE, view.contents.bytes.length)), PAGE);
            view.copies.put(at / PAGE, page);
        }
        page[at % PAGE] = value;
    }

    private void transfer(Member member) {
        int file = random.nextInt(FILES);
        int handle = open(member, file);
        if (handle == 0) {
            return;
        }
        byte[] model = files[file].bytes;
        int offset = random.nextInt(model.length + 100);
        byte[] bytes = new byte[random.nextInt(3 * PAGE)];
        IntHolder done = new IntHolder();
        if (random.nextBoolean()) {
            int status = kernel.files().read(member.process, handle, offset, bytes, bytes.length, done);
            int expected = Math.max(0, Math.min(bytes.length, model.length - offset));
            if (expected == 0 ? bytes.length == 0 : !isShort(status)) {
                assertEquals(expected, done.value);
                assertEquals(-1, Arrays.mismatch(model, Math.min(offset, model.length),
                        Math.min(offset, model.length) + expected, bytes, 0, expected));
            }
        } else if (offset + bytes.length < LARGEST_FILE) {
            write(member, file, offset, bytes);
        }
    }

    private void write(Member member, int file, int offset, byte[] bytes) {
        random.nextBytes(bytes);
        IntHolder done = new IntHolder();
        int status = kernel.files().write(member.process, member.files[file], offset, bytes, bytes.length, done);
        if (isShort(status) || bytes.length == 0) {
            // What was written before memory ran out is the file's; the model takes it over.
            reread(member, file);
            return;
        }
        assertEquals(bytes.length, done.value);
        Contents contents = files[file];
        contents.bytes = Arrays.copyOf(contents.bytes, Math.max(contents.bytes.length, offset + bytes.length));
        System.arraycopy(bytes, 0, contents.bytes, offset, bytes.length);
    }

    private void reread(Member member, int file) {
        int size = (int) kernel.volume().file(path(file)).size();
        byte[] now = new byte[size];
        int status = size == 0 ? NtStatus.SUCCESS
                : kernel.files().read(member.process, member.files[file], 0, now, size, new IntHolder());
        for (int i = 0; i < 100 && SHORTAGES.contains(status); i++) {
            kernel.tick(1);
            status = kernel.files().read(member.process, member.files[file], 0, now, size, new IntHolder());
        }
        assertEquals(NtStatus.SUCCESS, status);
        files[file].bytes = now;
    }

    private void flush(Member member) {
        View view = member.views[random.nextInt(SLOTS)];
        if (view != null) {
            assertEquals(NtStatus.SUCCESS, kernel.sections().flush(member.process,
                    new MemoryRange(view.base + random.nextInt(view.size), random.nextBoolean() ? 0 : 1)));
        }
        int file = random.nextInt(FILES);
        if (member.files[file] != 0) {
            assertEquals(NtStatus.SUCCESS, kernel.files().flush(member.process, member.files[file]));
        }
    }

    /** Cuts or lengthens a file; one that is mapped cannot be cut. */
    private void resize(Member member) {
        int file = random.nextInt(FILES);
        int handle = open(member, file);
        if (handle == 0) {
            return;
        }
        Contents contents = files[file];
        int size = 1 + random.nextInt(Math.min(LARGEST_FILE, contents.bytes.length * 2));
        int status = kernel.files().setEndOfFile(member.process, handle, size);
        if (status == NtStatus.USER_MAPPED_FILE) {
            assertTrue(size < contents.bytes.length && isUsed(contents));
        } else {
            assertEquals(NtStatus.SUCCESS, status);
            assertTrue(size >= contents.bytes.length || !isUsed(contents));
            contents.bytes = Arrays.copyOf(contents.bytes, size);
        }
    }

    private boolean isUsed(Contents contents) {
        return contents.handles > 0 || members.stream().flatMap(member -> Arrays.stream(member.views))
                .anyMatch(view -> view != null && view.contents == contents);
    }
}
