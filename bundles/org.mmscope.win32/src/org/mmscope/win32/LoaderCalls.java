package org.mmscope.win32;

import org.mmscope.kernel.ExceptionRecord;
import org.mmscope.kernel.Kernel;
import org.mmscope.kernel.NtStatus;
import org.mmscope.kernel.ProcessOptions;
import org.mmscope.kernel.ThreadOptions;
import org.mmscope.kernel.process.EProcess;
import org.mmscope.kernel.process.EThread;
import org.mmscope.win32.heap.ProcessHeap;
import org.mmscope.win32.heap.ProcessMemory;
import org.mmscope.win32.heap.UserException;
import org.mmscope.win32.heap.UserHeap;
import org.mmscope.win32.loader.ExecutionCompatibility;
import org.mmscope.win32.loader.Loader;
import org.mmscope.win32.loader.LoaderException;
import org.mmscope.win32.loader.Module;
import org.mmscope.win32.loader.ThreadLocalStorage;

/**
 * Loads libraries and programs. They are mapped, moved and bound to what they import; no code is executed, so DllMain
 * is not called. Imports are searched for in the folder of the program, in that of the importing image, in the folders of
 * Windows and in C:\; stand-ins for the libraries of Windows are there without a scenario's doing. Engine thread only.
 */
public final class LoaderCalls extends CallGroup {

    private static final int PEB_IMAGE_BASE = 8;
    private static final int PEB_LDR = 12;

    private String reason = "";

    LoaderCalls(Kernel kernel) {
        super(kernel);
    }

    /** Why the last image could not be loaded, in words; empty when it could. */
    public String reason() {
        return reason;
    }

    /** Loads a library with what it imports. Gives its base, or 0. */
    public CallResult loadLibrary(EProcess caller, String path) {
        enter(caller);
        boolean full = path.indexOf('\\') >= 0 || path.indexOf('/') >= 0 || path.indexOf(':') >= 0;
        String name = full ? DosPath.full(path) : path.stripTrailing();
        return name.isEmpty() ? CallResult.failed(0, Win32Constants.ERROR_MOD_NOT_FOUND) : load(caller, name);
    }

    private CallResult load(EProcess process, String name) {
        return inside(process, (memory, heap) -> new Loader(kernel, process, memory, heap).load(name));
    }

    /** Gives the first thread of a program the storage that it has of its own. */
    private CallResult initializeTls(EProcess process, EThread thread) {
        return inside(process, (memory, heap) -> {
            ThreadLocalStorage storage = new ThreadLocalStorage(kernel, process, memory, heap);
            storage.initialize();
            storage.allocate(thread.teb());
            return thread.teb();
        });
    }

    /**
     * What the loader does in a further thread before it begins (LdrpInitializeThread): gives it its storage. Gives its
     * TEB, or 0 without memory.
     */
    public CallResult threadBegins(EProcess process, EThread thread) {
        enter(process);
        return !hasModules(process) ? CallResult.of(thread.teb()) : inside(process, (memory, heap) -> {
            new ThreadLocalStorage(kernel, process, memory, heap).allocate(thread.teb());
            return thread.teb();
        });
    }

    /**
     * What the loader does in a thread that is ending (LdrShutdownThread): takes its storage back. What raises an
     * exception meanwhile ends it early.
     */
    public void threadEnds(EProcess process, EThread thread) {
        enter(process);
        if (hasModules(process)) {
            inside(process, (memory, heap) -> {
                new ThreadLocalStorage(kernel, process, memory, heap).free(thread.teb());
                return thread.teb();
            });
        }
    }

    /** Whether the loader has ever loaded something there. */
    private boolean hasModules(EProcess process) {
        return kernel.processor().load32(process.peb() + PEB_LDR) != 0;
    }

    /** Something that code of the loader does in a process. */
    @FunctionalInterface
    private interface Work {
        int run(ProcessMemory memory, UserHeap heap) throws LoaderException;
    }

    private CallResult inside(EProcess process, Work work) {
        reason = "";
        ProcessMemory memory = new ProcessMemory(kernel, process);
        try {
            UserHeap heap = UserHeap.at(memory, ProcessHeap.of(memory, process.peb()));
            if (heap == null) {
                return refused(Win32Constants.ERROR_NOT_ENOUGH_MEMORY, "there is no process heap");
            }
            return CallResult.of(work.run(memory, heap));
        } catch (LoaderException e) {
            return refused(e.error(), e.getMessage());
        } catch (UserException e) {
            ExceptionRecord exception = e.exception();
            return refused(NtStatusToDosError.of(exception.code()), String.format(
                    "reading the image raised 0x%08X at 0x%08X", exception.code(), exception.address()));
        }
    }

    private CallResult refused(int error, String why) {
        reason = why;
        return CallResult.failed(0, error).because(why);
    }

    /** Makes the first thread of a program, with the stack that the image asks for and its local storage. */
    private CallResult startThread(EProcess process, int base) {
        Module module = new Module(new ProcessMemory(kernel, process), base);
        ThreadOptions options = ThreadOptions.withStack(Integer.toUnsignedLong(module.stackReserve()),
                Integer.toUnsignedLong(module.stackCommit()));
        EThread[] thread = new EThread[1];
        return NtStatus.success(kernel.threads().create(process, options, thread)) ? initializeTls(process, thread[0])
                : refused(Win32Constants.ERROR_NOT_ENOUGH_MEMORY, "there is no memory for its first thread");
    }

    /**
     * Creates a process with the image of a program and what that imports.
     *
     * @param process out: the process, in {@code process[0]}
     * @return its image base, or 0 with the error; {@link #reason} says more
     */
    public CallResult createProcess(ProcessOptions options, String path, EProcess[] process) {
        String full = DosPath.full(path);
        int status = kernel.processes().create(options.withImage(full, full).withoutProgram(), process);
        if (!NtStatus.success(status)) {
            return refused(NtStatusToDosError.of(status), String.format("status 0x%08X", status));
        }
        enter(process[0]);
        CallResult loaded = load(process[0], full);
        if (loaded.result() != 0) {
            CallResult started = startThread(process[0], loaded.result());
            loaded = started.result() == 0 ? started : loaded;
        }
        if (loaded.result() == 0) {
            kernel.processes().exit(process[0]);
            process[0] = null;
        } else {
            kernel.processor().store32(process[0].peb() + PEB_IMAGE_BASE, loaded.result());
            ExecutionCompatibility.apply(kernel, process[0], new ProcessMemory(kernel, process[0]), loaded.result());
        }
        return loaded;
    }
}
