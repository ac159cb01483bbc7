package org.mmscope.win32.loader;

import java.nio.charset.StandardCharsets;
import java.util.Set;

import org.mmscope.kernel.ExecuteOptions;
import org.mmscope.kernel.Kernel;
import org.mmscope.kernel.process.EProcess;
import org.mmscope.win32.heap.UserMemory;

/**
 * What a program says of data execution prevention (LdrpCheckNXCompatibility): one that is linked with
 * {@code /NXCOMPAT} opts in, one with a section that only packers and copy protections make is opted out. A policy that
 * leaves no choice is not changed. Sources: skape and Skywing, Bypassing Windows Hardware-enforced Data Execution
 * Prevention, Uninformed 2, 2005; Microsoft PE/COFF specification, IMAGE_DLLCHARACTERISTICS_NX_COMPAT.
 */
public final class ExecutionCompatibility {

    private static final int NX_COMPAT = 0x100;
    private static final Set<String> INCOMPATIBLE = Set.of(".aspack", ".pcle", ".sforce");
    private static final int LONGEST_NAME = 8;

    private ExecutionCompatibility() {
    }

    /** Sets the options of a process by its program, which is mapped at a base. */
    public static void apply(Kernel kernel, EProcess process, UserMemory memory, int base) {
        if (!kernel.configuration().noExecute()) {
            return;
        }
        Module program = new Module(memory, base);
        if ((program.dllCharacteristics() & NX_COMPAT) != 0) {
            kernel.processes().setExecuteOptions(process, ExecuteOptions.DISABLE);
        } else if (incompatible(program)) {
            kernel.processes().setExecuteOptions(process, ExecuteOptions.ENABLE);
        }
    }

    private static boolean incompatible(Module program) {
        for (int i = 0; i < program.sections(); i++) {
            if (INCOMPATIBLE.contains(name(program.memory(), program.section(i)))) {
                return true;
            }
        }
        return false;
    }

    private static String name(UserMemory memory, int section) {
        byte[] name = new byte[LONGEST_NAME];
        int length = 0;
        while (length < LONGEST_NAME && memory.load8(section + length) != 0) {
            name[length] = (byte) memory.load8(section + length);
            length++;
        }
        return new String(name, 0, length, StandardCharsets.ISO_8859_1);
    }
}
