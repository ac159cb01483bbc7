package org.mmscope.win32.loader;

import java.util.ArrayList;
import java.util.List;

import org.mmscope.kernel.Kernel;
import org.mmscope.kernel.process.EProcess;
import org.mmscope.win32.Win32Constants;
import org.mmscope.win32.heap.UserHeap;
import org.mmscope.win32.heap.UserMemory;

/**
 * The static thread-local storage of the program and of the libraries that it is linked with (LdrpInitializeTls,
 * LdrpAllocateTls, LdrpFreeTls). A library that is loaded later has none, as before Windows Vista; SizeOfZeroFill is
 * not heeded, as there. Sources: Microsoft PE/COFF specification, the .tls section; Johnson, Thread Local Storage,
 * nynaeve.net, 2007.
 */
public final class ThreadLocalStorage {

    /** TEB.ThreadLocalStoragePointer. */
    private static final int TEB_POINTER = 0x2C;
    private static final int DIRECTORY = 24;
    private static final int START = 0;
    private static final int END = 4;
    private static final int ADDRESS_OF_INDEX = 8;

    private final UserMemory memory;
    private final UserHeap heap;
    private final ModuleList modules;

    /**
     * @param memory the memory of the process, which is the current one
     * @param heap its heap, where the storage is
     */
    public ThreadLocalStorage(Kernel kernel, EProcess process, UserMemory memory, UserHeap heap)
            throws LoaderException {
        this.memory = memory;
        this.heap = heap;
        modules = new ModuleList(memory, heap, kernel.configuration().profile().layouts(), process.peb());
    }

    /** Gives each loaded image with a TLS directory its index, the program first, and writes it where it wants it. */
    public void initialize() throws LoaderException {
        int index = 0;
        for (int entry : modules.all()) {
            Module module = new Module(memory, modules.base(entry));
            if (module.directory(Module.TLS) != 0 && module.directorySize(Module.TLS) != 0) {
                memory.store32(memory.load32(directory(module) + ADDRESS_OF_INDEX), index++);
                modules.keepForTls(entry);
            }
        }
    }

    private static int directory(Module module) throws LoaderException {
        return module.address(module.directory(Module.TLS), DIRECTORY);
    }

    /** Makes the blocks of a thread from the images' templates and has its TEB point to them. */
    public void allocate(int teb) throws LoaderException {
        List<Integer> directories = new ArrayList<>();
        for (int entry : modules.all()) {
            if (modules.hasTls(entry)) {
                directories.add(directory(new Module(memory, modules.base(entry))));
            }
        }
        if (directories.isEmpty()) {
            return;
        }
        int blocks = block(directories.size() * 4);
        memory.store32(teb + TEB_POINTER, blocks);
        for (int i = 0; i < directories.size(); i++) {
            int template = memory.load32(directories.get(i) + START);
            int size = memory.load32(directories.get(i) + END) - template;
            int block = block(size);
            memory.copy(block, template, size);
            memory.store32(blocks + i * 4, block);
        }
    }

    /** Gives the blocks of a thread that is ending back (LdrpFreeTls). */
    public void free(int teb) {
        int blocks = memory.load32(teb + TEB_POINTER);
        if (blocks == 0) {
            return;
        }
        int at = blocks;
        for (int entry : modules.all()) {
            if (modules.hasTls(entry)) {
                freeBlock(memory.load32(at));
                at += 4;
            }
        }
        freeBlock(blocks);
        memory.store32(teb + TEB_POINTER, 0);
    }

    /** The program may have overwritten what pointed to the block. */
    private void freeBlock(int block) {
        if (heap.owns(block)) {
            heap.free(block);
        }
    }

    private int block(int size) throws LoaderException {
        int block = size < 0 ? 0 : heap.allocate(size);
        if (block == 0) {
            throw new LoaderException(Win32Constants.ERROR_NOT_ENOUGH_MEMORY,
                    "there is no memory for the thread's local storage");
        }
        return block;
    }
}
