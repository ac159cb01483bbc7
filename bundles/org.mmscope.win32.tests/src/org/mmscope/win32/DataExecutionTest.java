package org.mmscope.win32;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mmscope.kernel.BugCheck;
import org.mmscope.kernel.BugCheckException;
import org.mmscope.kernel.ExceptionRecord;
import org.mmscope.kernel.Kernel;
import org.mmscope.kernel.KernelConfiguration;
import org.mmscope.kernel.KernelConfiguration.DepPolicy;
import org.mmscope.kernel.NtStatus;
import org.mmscope.kernel.ProcessOptions;
import org.mmscope.kernel.Profile;
import org.mmscope.kernel.check.Checkers;
import org.mmscope.kernel.process.EProcess;
import org.mmscope.machine.PagingMode;
import org.mmscope.win32.loader.DllWriter;

/** Data execution prevention: who is protected under which policy, and what an attempt gives. */
class DataExecutionTest {

    private static final int DATA = 0x10000000;
    private static final int BASE = 0x400000;
    private static final int NT = 0x80;
    private static final int DLL_CHARACTERISTICS = NT + 24 + 70;
    private static final int SECTIONS = NT + 24 + 0xE0;

    private Kernel kernel;
    private Win32 win32;

    private void boot(Profile profile, PagingMode paging, DepPolicy dep) {
        kernel = Kernel.boot(KernelConfiguration.defaults().withProfile(profile).withPaging(paging).withDep(dep)
                .withMemoryBytes(16 << 20).withPageFile(16 << 20));
        win32 = new Win32(kernel);
    }

    /** A program that says nothing, one linked with /NXCOMPAT, one that a packer made. */
    enum Program {
        PLAIN, COMPATIBLE, PACKED
    }

    private EProcess process(Program program) {
        ByteBuffer file = ByteBuffer.wrap(new DllWriter(BASE, false).write()).order(ByteOrder.LITTLE_ENDIAN);
        if (program == Program.COMPATIBLE) {
            file.putShort(DLL_CHARACTERISTICS, (short) 0x100);
        } else if (program == Program.PACKED) {
            file.put(SECTIONS, ".aspack\0".getBytes(StandardCharsets.ISO_8859_1));
        }
        kernel.volume().addFile("C:\\p.exe", file.capacity(), (offset, to, at, length) -> System.arraycopy(
                file.array(), (int) offset, to, at, (int) Math.max(0, Math.min(length, file.capacity() - offset))));
        EProcess[] made = new EProcess[1];
        assertEquals(BASE, win32.loader().createProcess(ProcessOptions.named("P"), "C:\\p.exe", made).result());
        return made[0];
    }

    private ExceptionRecord execute(EProcess process, int protect) {
        assertEquals(DATA, win32.virtualMemory().virtualAlloc(process, DATA, 0x3000, 0x3000, protect).result());
        ExceptionRecord untouched = win32.references().execute(process, DATA + 0x10).exception();
        assertNull(win32.references().load32(process, DATA + 0x1000).exception());
        ExceptionRecord touched = win32.references().execute(process, DATA + 0x1010).exception();
        assertEquals(untouched == null, touched == null);
        assertEquals(List.of(), Checkers.check(kernel.view()));
        return touched;
    }

    @ParameterizedTest
    @CsvSource({
        "OPT_IN, PLAIN, false", "OPT_IN, COMPATIBLE, true", "OPT_IN, PACKED, false",
        "OPT_OUT, PLAIN, true", "OPT_OUT, COMPATIBLE, true", "OPT_OUT, PACKED, false",
        "ALWAYS_ON, PLAIN, true", "ALWAYS_ON, COMPATIBLE, true", "ALWAYS_ON, PACKED, true",
        "ALWAYS_OFF, PLAIN, false", "ALWAYS_OFF, COMPATIBLE, false", "ALWAYS_OFF, PACKED, false"})
    void policiesProtectTheirPrograms(DepPolicy dep, Program program, boolean isProtected) {
        for (Profile profile : List.of(Profile.XP, Profile.WS2003)) {
            boot(profile, PagingMode.PAE, dep);
            ExceptionRecord raised = execute(process(program), 4);
            assertEquals(isProtected ? new ExceptionRecord(NtStatus.ACCESS_VIOLATION, ExceptionRecord.EXECUTE,
                    DATA + 0x1010) : null, raised);
        }
    }

    @Test
    void executableMemoryIsExecuted() {
        boot(Profile.XP, PagingMode.PAE, DepPolicy.ALWAYS_ON);
        for (int protect : new int[] {0x10, 0x20, 0x40}) {
            assertNull(execute(process(Program.PLAIN), protect), () -> "protection " + protect);
            boot(Profile.XP, PagingMode.PAE, DepPolicy.ALWAYS_ON);
        }
    }

    @Test
    void protectionThatChangesIsEnforced() {
        boot(Profile.XP, PagingMode.PAE, DepPolicy.ALWAYS_ON);
        EProcess process = process(Program.PLAIN);
        assertNull(execute(process, 0x40));
        assertEquals(1, win32.virtualMemory().virtualProtect(process, DATA, 0x3000, 4).result());
        assertEquals(8, win32.references().execute(process, DATA + 0x1010).exception().operation());
        assertEquals(1, win32.virtualMemory().virtualProtect(process, DATA, 0x3000, 0x40).result());
        assertNull(win32.references().execute(process, DATA + 0x1010).exception());
        assertEquals(List.of(), Checkers.check(kernel.view()));
    }

    @Test
    void codeOfTheImageRunsAndItsDataDoesNot() {
        boot(Profile.XP, PagingMode.PAE, DepPolicy.ALWAYS_ON);
        EProcess process = process(Program.PLAIN);
        assertNull(win32.references().execute(process, BASE + DllWriter.CODE).exception());
        assertEquals(8, win32.references().execute(process, BASE + DllWriter.DATA).exception().operation());
        assertEquals(8, win32.references().execute(process, 0x7FFE0000).exception().operation());
    }

    @Test
    void withoutPaeThereIsNoBit() {
        for (DepPolicy dep : DepPolicy.values()) {
            boot(Profile.XP, PagingMode.X86, dep);
            assertNull(execute(process(Program.COMPATIBLE), 4));
        }
    }

    @Test
    void windows2000HasNone() {
        boot(Profile.W2K, PagingMode.PAE, DepPolicy.ALWAYS_ON);
        assertNull(execute(process(Program.COMPATIBLE), 4));
    }

    @Test
    void aForkedProcessIsProtectedAsItsParent() {
        boot(Profile.XP, PagingMode.PAE, DepPolicy.OPT_IN);
        EProcess[] child = new EProcess[1];
        EProcess parent = process(Program.COMPATIBLE);
        assertEquals(NtStatus.ACCESS_VIOLATION, execute(parent, 4).code());
        assertEquals(NtStatus.SUCCESS, kernel.processes().fork(parent, ProcessOptions.named("C"), child));
        assertEquals(8, win32.references().execute(child[0], DATA + 0x1010).exception().operation());
        assertEquals(8, win32.references().execute(parent, DATA + 0x1010).exception().operation());
        assertEquals(List.of(), Checkers.check(kernel.view()));
    }

    @Test
    void kernelStacksAreNotExecuted() {
        boot(Profile.XP, PagingMode.PAE, DepPolicy.OPT_IN);
        EProcess process = process(Program.PLAIN);
        kernel.processes().attach(process);
        kernel.processor().userMode(false);
        kernel.processor().execute(kernel.layout().pagedPoolStart());
        assertNull(kernel.bugCheck());
        int stack = kernel.threads().first(process).initialStack() - 4;
        assertEquals(stack, assertThrows(BugCheckException.class, () -> kernel.processor().execute(stack)).bugCheck()
                .parameter1());
    }

    @Test
    void codeOfTheKernelThatRunsIntoDataStopsTheMachine() {
        boot(Profile.XP, PagingMode.PAE, DepPolicy.OPT_IN);
        EProcess process = process(Program.COMPATIBLE);
        execute(process, 4);
        kernel.processor().userMode(false);
        BugCheckException stopped = assertThrows(BugCheckException.class,
                () -> kernel.processor().execute(DATA + 0x1010));
        assertEquals(BugCheck.ATTEMPTED_EXECUTE_OF_NOEXECUTE_MEMORY, stopped.bugCheck().code());
        assertEquals(DATA + 0x1010, stopped.bugCheck().parameter1());
        assertNotEquals(0, stopped.bugCheck().parameter2() & 1);
        assertEquals(stopped.bugCheck(), kernel.bugCheck());
        assertTrue(Checkers.check(kernel.view()).isEmpty());
    }
}
