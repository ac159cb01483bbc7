package org.mmscope.win32;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.mmscope.kernel.NtStatus;
import org.mmscope.kernel.ProcessOptions;
import org.mmscope.kernel.ThreadOptions;
import org.mmscope.kernel.check.Checkers;
import org.mmscope.kernel.process.EProcess;
import org.mmscope.kernel.process.EThread;
import org.mmscope.kernel.view.MachineView;
import org.mmscope.kernel.view.ProcessView;
import org.mmscope.win32.loader.DllWriter;

/** Programs with TLS directories. */
class ThreadLocalStorageTest {
    private static final int PROGRAM = 0x400000;
    private static final int LIBRARY = 0x10000000;
    private static final int LATE = 0x11000000;
    private static final int POINTER = 0x2C;
    private static final int UNTOUCHED = 0x7777;

    private final Machine machine = new Machine();
    private final Win32 win32 = machine.win32;

    private void file(String path, byte[] bytes) {
        machine.kernel.volume().addFile(path, bytes.length, (offset, to, at, length) -> System.arraycopy(bytes,
                (int) offset, to, at, (int) Math.max(0, Math.min(length, bytes.length - offset))));
    }

    private void files() {
        file("C:\\p.exe", new DllWriter(PROGRAM, false).tls(12).imports("lib.dll", "alpha").write());
        file("C:\\lib.dll", new DllWriter(LIBRARY, true).tls(8).export("alpha", DllWriter.CODE).write());
        file("C:\\late.dll", new DllWriter(LATE, true).tls(8).write());
    }

    private EProcess start(String name) {
        EProcess[] process = new EProcess[1];
        CallResult made = win32.loader().createProcess(ProcessOptions.named(name), "C:\\p.exe", process);
        assertEquals(PROGRAM, made.result(), win32.loader()::reason);
        return process[0];
    }

    private int word(EProcess process, int va) {
        CallResult result = win32.references().load32(process, va);
        assertEquals(null, result.exception());
        return result.result();
    }

    private int frame(EProcess process, int va) {
        MachineView view = machine.kernel.view();
        ProcessView found = view.processes().stream().filter(p -> p.name().equals(process.name())).findFirst()
                .orElseThrow();
        return view.ptes(found).stream().filter(pte -> pte.page() == va).findFirst().orElseThrow().pfn();
    }

    @Test
    void theFirstThreadHasACopyOfEachTemplate() {
        files();
        EProcess process = start("P");
        int teb = machine.kernel.threads().first(process).teb();
        int blocks = word(process, teb + POINTER);
        assertNotEquals(0, blocks);
        assertEquals(0, word(process, PROGRAM + DllWriter.TLS_INDEX));
        assertEquals(1, word(process, LIBRARY + DllWriter.TLS_INDEX));
        assertEquals(PROGRAM + DllWriter.DATA + 4, word(process, word(process, blocks)));
        assertEquals(0x5555, word(process, word(process, blocks) + 4));
        assertEquals(LIBRARY + DllWriter.DATA + 4, word(process, word(process, blocks + 4)));
        win32.references().store32(process, word(process, blocks), 9);
        assertEquals(PROGRAM + DllWriter.DATA + 4, word(process, PROGRAM + DllWriter.DATA));
        assertEquals(List.of(), Checkers.check(machine.kernel.view()));
    }

    private EThread thread(EProcess process) {
        EThread[] thread = new EThread[1];
        assertEquals(NtStatus.SUCCESS,
                machine.kernel.threads().create(process, ThreadOptions.defaults(), thread));
        assertEquals(thread[0].teb(), win32.loader().threadBegins(process, thread[0]).result());
        return thread[0];
    }

    private void end(EProcess process, EThread thread) {
        win32.loader().threadEnds(process, thread);
        machine.kernel.threads().exit(thread);
    }

    @Test
    void eachThreadHasCopiesOfItsOwn() {
        files();
        EProcess process = start("P");
        int first = word(process, machine.kernel.threads().first(process).teb() + POINTER);
        win32.references().store32(process, word(process, first), 9);
        EThread second = thread(process);
        EThread third = thread(process);
        int blocks = word(process, second.teb() + POINTER);
        assertEquals(PROGRAM + DllWriter.DATA + 4, word(process, word(process, blocks)));
        assertEquals(LIBRARY + DllWriter.DATA + 4, word(process, word(process, blocks + 4)));
        win32.references().store32(process, word(process, blocks), 10);
        assertEquals(9, word(process, word(process, first)));
        assertEquals(PROGRAM + DllWriter.DATA + 4,
                word(process, word(process, word(process, third.teb() + POINTER))));
        end(process, second);
        EThread fourth = thread(process);
        assertEquals(blocks, word(process, fourth.teb() + POINTER), "the blocks have been given back");
        end(process, third);
        end(process, fourth);
        assertEquals(9, word(process, word(process, first)));
        assertEquals(List.of(), Checkers.check(machine.kernel.view()));
    }

    @Test
    void aThreadEndsWhateverItsPointersAre() {
        files();
        EProcess process = start("P");
        EThread second = thread(process);
        win32.references().store32(process, word(process, second.teb() + POINTER), 0x12345678);
        end(process, second);
        EThread third = thread(process);
        win32.references().store32(process, third.teb() + POINTER, 0x12345678);
        end(process, third);
        assertEquals(PROGRAM + DllWriter.DATA + 4,
                word(process, word(process, word(process, thread(process).teb() + POINTER))));
        assertEquals(List.of(), Checkers.check(machine.kernel.view()));
    }

    @Test
    void aProcessWithoutAProgramFileHasNone() {
        EThread second = thread(machine.a);
        assertEquals(0, word(machine.a, second.teb() + POINTER));
        assertEquals(0, word(machine.a, machine.a.peb() + 0x18), "no heap is made for it");
        end(machine.a, second);
    }

    @Test
    void thePageOfTheIndexIsCopied() {
        files();
        EProcess p = start("P");
        EProcess q = start("Q");
        for (int page : List.of(PROGRAM + DllWriter.DATA, PROGRAM + DllWriter.CODE)) {
            word(p, page);
            word(q, page);
        }
        assertNotEquals(frame(p, PROGRAM + DllWriter.DATA), frame(q, PROGRAM + DllWriter.DATA));
        assertEquals(frame(p, PROGRAM + DllWriter.CODE), frame(q, PROGRAM + DllWriter.CODE));
    }

    @Test
    void aLibraryThatIsLoadedLaterHasNone() {
        files();
        EProcess process = start("P");
        assertEquals(LATE, win32.loader().loadLibrary(process, "C:\\late.dll").result());
        assertEquals(UNTOUCHED, word(process, LATE + DllWriter.TLS_INDEX));
    }

    @Test
    void aTemplateThatIsTooLargeRefusesTheProgram() {
        file("C:\\p.exe", new DllWriter(PROGRAM, false).tls(-4).write());
        EProcess[] process = new EProcess[1];
        MachineView before = machine.kernel.view();
        CallResult made = win32.loader().createProcess(ProcessOptions.named("P"), "C:\\p.exe", process);
        assertEquals(0, made.result());
        assertEquals(Win32Constants.ERROR_NOT_ENOUGH_MEMORY, made.error());
        assertTrue(win32.loader().reason().contains("local storage"), win32.loader().reason());
        machine.kernel.dereferenceSegments();
        assertEquals(before.counters().commitTotal(), machine.kernel.view().counters().commitTotal());
        assertEquals(List.of(), Checkers.check(machine.kernel.view()));
    }
}
