package org.mmscope.benchmarks;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/** The functions of libunicorn 2 that the benchmarks need. Source: unicorn/unicorn.h. */
final class UnicornLibrary {

    /** How to get it. */
    static final String HOW_TO_INSTALL = "apt-get install libunicorn-dev (or python3-unicorn)";

    private static final String[] NAMES = { "libunicorn.so.2", "libunicorn.so", "libunicorn.2.dylib" };

    final MethodHandle open;
    final MethodHandle close;
    final MethodHandle mapMemory;
    final MethodHandle writeMemory;
    final MethodHandle writeRegister;
    final MethodHandle readRegister;
    final MethodHandle start;
    private final MethodHandle version;

    private UnicornLibrary(SymbolLookup symbols) {
        open = function(symbols, "uc_open", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS));
        close = function(symbols, "uc_close", FunctionDescriptor.of(JAVA_INT, ADDRESS));
        mapMemory = function(symbols, "uc_mem_map",
                FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_LONG, JAVA_INT));
        writeMemory = function(symbols, "uc_mem_write",
                FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, ADDRESS, JAVA_LONG));
        writeRegister = function(symbols, "uc_reg_write", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, ADDRESS));
        readRegister = function(symbols, "uc_reg_read", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, ADDRESS));
        start = function(symbols, "uc_emu_start",
                FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG));
        version = function(symbols, "uc_version", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS));
    }

    private static MethodHandle function(SymbolLookup symbols, String name, FunctionDescriptor signature) {
        return Linker.nativeLinker().downcallHandle(symbols.findOrThrow(name), signature);
    }

    /** The library, where it is installed. */
    static Optional<UnicornLibrary> find() {
        for (String name : NAMES) {
            try {
                return Optional.of(new UnicornLibrary(SymbolLookup.libraryLookup(name, Arena.global())));
            } catch (IllegalArgumentException e) {
                // not under this name
            }
        }
        return Optional.empty();
    }

    /** Which version this is, and what it does with the tables of an x86 guest. */
    String note() {
        int number;
        try {
            number = (int) version.invokeExact(MemorySegment.NULL, MemorySegment.NULL);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
        String name = "Unicorn %d.%d.%d".formatted(number >>> 24, number >>> 16 & 0xFF, number >>> 8 & 0xFF);
        return number >>> 16 >= 0x201 ? name
                : name + " takes linear addresses for physical ones and walks no tables; 2.1 and later do";
    }
}
