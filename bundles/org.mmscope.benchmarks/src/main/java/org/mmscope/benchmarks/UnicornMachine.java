package org.mmscope.benchmarks;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** A 32-bit x86 machine in Unicorn. Closed by its owner; one thread. */
final class UnicornMachine implements AutoCloseable {

    private static final int ARCHITECTURE_X86 = 4;
    private static final int MODE_32 = 4;
    private static final int ALL_RIGHTS = 7;
    private static final int EAX = 19;
    private static final int CR0 = 50;
    private static final int CR3 = 53;
    private static final int CR4 = 54;

    private final UnicornLibrary library;
    private final Arena arena = Arena.ofConfined();
    private final MemorySegment word = arena.allocate(JAVA_LONG);
    private final MemorySegment engine;

    UnicornMachine(UnicornLibrary library, long bytes) {
        this.library = library;
        MemorySegment result = arena.allocate(ADDRESS);
        call(library.open, ARCHITECTURE_X86, MODE_32, result);
        engine = result.get(ADDRESS, 0);
        call(library.mapMemory, engine, 0L, bytes, ALL_RIGHTS);
    }

    void write32(long address, int value) {
        word.set(JAVA_INT, 0, value);
        call(library.writeMemory, engine, address, word, 4L);
    }

    void write(long address, byte[] bytes) {
        try (Arena copy = Arena.ofConfined()) {
            MemorySegment segment = copy.allocate(bytes.length);
            segment.copyFrom(MemorySegment.ofArray(bytes));
            call(library.writeMemory, engine, address, segment, (long) bytes.length);
        }
    }

    /** Turns paging on, with 4 MB pages allowed. */
    void page(long directory) {
        writeRegister(CR3, directory);
        writeRegister(CR4, 0x10);
        writeRegister(CR0, 0x8001_0011L);
    }

    private void writeRegister(int register, long value) {
        word.set(JAVA_LONG, 0, value);
        call(library.writeRegister, engine, register, word);
    }

    /** Runs from an address until another is reached, and gives EAX. */
    int run(long from, long until) {
        call(library.start, engine, from, until, 0L, 0L);
        word.set(JAVA_LONG, 0, 0);
        call(library.readRegister, engine, EAX, word);
        return word.get(JAVA_INT, 0);
    }

    private static void call(MethodHandle function, Object... arguments) {
        int error;
        try {
            error = (int) function.invokeWithArguments(arguments);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
        if (error != 0) {
            throw new IllegalStateException("Unicorn error " + error);
        }
    }

    @Override
    public void close() {
        call(library.close, engine);
        arena.close();
    }
}
