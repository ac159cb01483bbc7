package org.mmscope.win32;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.mmscope.kernel.Kernel;
import org.mmscope.kernel.KernelConfiguration;
import org.mmscope.kernel.NtStatus;
import org.mmscope.kernel.ProcessOptions;
import org.mmscope.kernel.process.EProcess;

/** A booted machine with two processes, for tests of the calls. */
final class Machine {

    final Kernel kernel = Kernel.boot(KernelConfiguration.defaults().withPageFile(32 << 20));
    final Win32 win32 = new Win32(kernel);
    final EProcess a = process("A");
    final EProcess b = process("B");

    private EProcess process(String name) {
        EProcess[] process = new EProcess[1];
        assertEquals(NtStatus.SUCCESS, kernel.processes().create(ProcessOptions.named(name), process));
        return process[0];
    }

    static void failed(int error, CallResult result) {
        assertEquals(error, result.error(), result::toString);
        assertEquals(0, result.out().size());
    }
}
