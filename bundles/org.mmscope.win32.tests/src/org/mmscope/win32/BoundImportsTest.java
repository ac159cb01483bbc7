package org.mmscope.win32;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.mmscope.kernel.check.Checkers;
import org.mmscope.kernel.process.EProcess;
import org.mmscope.kernel.view.ProcessView;
import org.mmscope.win32.loader.DllWriter;

/** Libraries that are bound to what they import in their files. */
class BoundImportsTest {
    private static final int LIBRARY = 0x10000000;
    private static final int OTHER = 0x11000000;
    private static final int USER = 0x12000000;
    private static final int STAMP = 0x41107BD6;
    /** What the file has in its import table: not what alpha is, so that it shows whether the loader has written. */
    private static final int IN_FILE = LIBRARY + DllWriter.CODE + 0x40;
    private static final int ALPHA = LIBRARY + DllWriter.CODE + 4;

    private final Machine machine = new Machine();
    private final Win32 win32 = machine.win32;

    private void file(String path, DllWriter writer) {
        byte[] bytes = writer.write();
        machine.kernel.volume().addFile(path, bytes.length, (offset, to, at, length) -> System.arraycopy(bytes,
                (int) offset, to, at, (int) Math.max(0, Math.min(length, bytes.length - offset))));
    }

    private static DllWriter library() {
        return new DllWriter(LIBRARY, true).stamp(STAMP).export("alpha", DllWriter.CODE + 4)
                .forward("gamma", "other.delta");
    }

    private static DllWriter other() {
        return new DllWriter(OTHER, true).stamp(STAMP + 1).export("delta", DllWriter.CODE + 8);
    }

    private static DllWriter user() {
        return new DllWriter(USER, true).imports("LIB.dll", "alpha", "gamma");
    }

    /** Loads the library that imports into both processes; gives the import of alpha in the first. */
    private int alpha() {
        for (EProcess process : List.of(machine.a, machine.b)) {
            CallResult result = win32.loader().loadLibrary(process, "C:\\user.dll");
            assertEquals(USER, result.result(), () -> win32.loader().reason());
            win32.references().touch(process, USER, DllWriter.SIZE);
        }
        assertEquals(List.of(), Checkers.check(machine.kernel.view()));
        return win32.references().load32(machine.a, USER + DllWriter.TABLES).result();
    }

    private int frame(EProcess process) {
        ProcessView found = machine.kernel.view().processes().stream()
                .filter(p -> p.name().equals(process.name())).findFirst().orElseThrow();
        return machine.kernel.view().ptes(found).stream().filter(pte -> pte.page() == USER + DllWriter.TABLES)
                .findFirst().orElseThrow().pfn();
    }

    private void assertKept() {
        assertEquals(IN_FILE, alpha());
        assertEquals(frame(machine.a), frame(machine.b));
    }

    private void assertBoundAnew() {
        assertEquals(ALPHA, alpha());
        assertNotEquals(frame(machine.a), frame(machine.b));
    }

    @Test
    void theTableIsLeftWhenTheStampsAgree() {
        file("C:\\lib.dll", library());
        file("C:\\other.dll", other());
        file("C:\\user.dll", user().bind("lib.dll", STAMP, IN_FILE, OTHER).bindForwarder("other.dll", STAMP + 1));
        assertKept();
        assertNotEquals(0, win32.loader().loadLibrary(machine.a, "other.dll").result());
        assertEquals(OTHER + DllWriter.DATA + 4, win32.references().load32(machine.a, OTHER + DllWriter.DATA).result());
    }

    @Test
    void anotherStampBindsAnew() {
        file("C:\\lib.dll", library().stamp(STAMP + 5));
        file("C:\\other.dll", other());
        file("C:\\user.dll", user().bind("lib.dll", STAMP, IN_FILE, OTHER));
        assertBoundAnew();
    }

    @Test
    void anotherStampOfAForwarderBindsAnew() {
        file("C:\\lib.dll", library());
        file("C:\\other.dll", other());
        file("C:\\user.dll", user().bind("lib.dll", STAMP, IN_FILE, OTHER).bindForwarder("other.dll", STAMP));
        assertBoundAnew();
        assertEquals(OTHER + DllWriter.CODE + 8,
                win32.references().load32(machine.a, USER + DllWriter.TABLES + 4).result());
    }

    @Test
    void aForwarderThatIsGoneBindsAnew() {
        file("C:\\lib.dll", library().forward("gamma", "new.delta"));
        file("C:\\new.dll", other());
        file("C:\\other.dll", new DllWriter(0x13000000, true).imports("lost.dll", "x"));
        file("C:\\user.dll", user().bind("lib.dll", STAMP, IN_FILE, OTHER).bindForwarder("other.dll", STAMP + 1));
        assertBoundAnew();
        assertEquals(Win32Constants.ERROR_MOD_NOT_FOUND, win32.loader().loadLibrary(machine.a, "other.dll").error());
    }

    @Test
    void aLibraryThatHasMovedBindsAnew() {
        file("C:\\lib.dll", library());
        file("C:\\other.dll", other());
        file("C:\\user.dll", user().bind("lib.dll", STAMP, IN_FILE, OTHER));
        win32.virtualMemory().virtualAlloc(machine.a, LIBRARY, 0x1000, Win32Constants.MEM_RESERVE,
                Win32Constants.PAGE_READWRITE);
        int moved = win32.loader().loadLibrary(machine.a, "C:\\lib.dll").result();
        assertNotEquals(LIBRARY, moved);
        assertEquals(moved + DllWriter.CODE + 4, alpha());
        assertEquals(IN_FILE, win32.references().load32(machine.b, USER + DllWriter.TABLES).result());
    }

    @Test
    void theTableOfTheOldFormatIsLeftWhenTheStampAgrees() {
        file("C:\\lib.dll", library());
        file("C:\\other.dll", other());
        file("C:\\user.dll", user().bindOld("lib.dll", STAMP, -1, IN_FILE, OTHER));
        assertKept();
        assertEquals(OTHER, imported(1));
        assertEquals(Win32Constants.PAGE_READONLY, (int) (long) win32.virtualMemory()
                .virtualQuery(machine.a, USER + DllWriter.TABLES).out().get("Protect"));
    }

    /** The chain goes through the table itself: gamma, then delta, which is not next to it. */
    @Test
    void forwardersOfTheOldFormatAreBoundAlongTheirChain() {
        file("C:\\lib.dll", library().forward("delta", "other.#5"));
        file("C:\\other.dll", other());
        file("C:\\user.dll", new DllWriter(USER, true).imports("lib.dll", "delta", "alpha", "gamma", "alpha")
                .bindOld("lib.dll", STAMP, 2, -1, IN_FILE, 0, IN_FILE + 4));
        int delta = OTHER + DllWriter.CODE + 8;
        assertEquals(delta, alpha());
        assertEquals(List.of(IN_FILE, delta, IN_FILE + 4), List.of(imported(1), imported(2), imported(3)));
        assertEquals(Win32Constants.PAGE_READONLY, (int) (long) win32.virtualMemory()
                .virtualQuery(machine.a, USER + DllWriter.TABLES).out().get("Protect"));
    }

    private int imported(int index) {
        return win32.references().load32(machine.a, USER + DllWriter.TABLES + index * 4).result();
    }

    @Test
    void anotherStampInTheOldFormatBindsAnew() {
        file("C:\\lib.dll", library().stamp(STAMP + 5));
        file("C:\\other.dll", other());
        file("C:\\user.dll", user().bindOld("lib.dll", STAMP, 1, IN_FILE, -1));
        assertBoundAnew();
        assertEquals(OTHER + DllWriter.CODE + 8, imported(1));
    }

    @Test
    void aLibraryThatHasMovedBindsTheOldFormatAnew() {
        file("C:\\lib.dll", library());
        file("C:\\other.dll", other());
        file("C:\\user.dll", user().bindOld("lib.dll", STAMP, 1, IN_FILE, -1));
        win32.virtualMemory().virtualAlloc(machine.a, LIBRARY, 0x1000, Win32Constants.MEM_RESERVE,
                Win32Constants.PAGE_READWRITE);
        int moved = win32.loader().loadLibrary(machine.a, "C:\\lib.dll").result();
        assertNotEquals(LIBRARY, moved);
        assertEquals(moved + DllWriter.CODE + 4, alpha());
        assertEquals(IN_FILE, win32.references().load32(machine.b, USER + DllWriter.TABLES).result());
    }

    @Test
    void aChainThatLeavesItsTableIsRefused() {
        file("C:\\lib.dll", library());
        file("C:\\other.dll", other());
        file("C:\\user.dll", user().bindOld("lib.dll", STAMP, 2, IN_FILE, -1));
        file("C:\\loop.dll", new DllWriter(USER, true).imports("lib.dll", "gamma", "gamma")
                .bindOld("lib.dll", STAMP, 0, 1, 5));
        for (String name : List.of("C:\\user.dll", "C:\\loop.dll")) {
            assertEquals(Win32Constants.ERROR_BAD_EXE_FORMAT,
                    win32.loader().loadLibrary(machine.a, name).error());
            assertEquals("the chain of forwarded imports does not end in its table", win32.loader().reason());
        }
        assertEquals(List.of(), Checkers.check(machine.kernel.view()));
    }

    @Test
    void whatIsBoundMustBeImported() {
        file("C:\\lib.dll", library());
        file("C:\\other.dll", other());
        file("C:\\user.dll", user().bind("other.dll", STAMP));
        CallResult result = win32.loader().loadLibrary(machine.a, "C:\\user.dll");
        assertEquals(Win32Constants.ERROR_INVALID_NAME, result.error());
        assertEquals("other.dll is in the list of bound imports but not in that of imports", win32.loader().reason());
    }
}
