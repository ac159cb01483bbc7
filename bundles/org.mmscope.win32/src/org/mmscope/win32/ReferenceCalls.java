package org.mmscope.win32;

import org.mmscope.kernel.Kernel;
import org.mmscope.kernel.process.EProcess;
import org.mmscope.machine.Processor;

/**
 * Memory references of a program, made through the simulated processor. One that the system cannot satisfy raises an
 * exception, which is given as a value. Engine thread only.
 */
public final class ReferenceCalls extends CallGroup {

    private static final int PAGE = 4096;

    ReferenceCalls(Kernel kernel) {
        super(kernel);
    }

    /** Reads 8 bits. */
    public CallResult load8(EProcess caller, int address) {
        return given(begin(caller).load8(address) & 0xFF);
    }

    /** Reads 16 bits, low byte first. */
    public CallResult load16(EProcess caller, int address) {
        return given(begin(caller).load16(address) & 0xFFFF);
    }

    /** Reads 32 bits, low byte first. */
    public CallResult load32(EProcess caller, int address) {
        return given(begin(caller).load32(address));
    }

    /** Writes 8 bits. */
    public CallResult store8(EProcess caller, int address, int value) {
        begin(caller).store8(address, value);
        return given(0);
    }

    /** Writes 16 bits, low byte first. */
    public CallResult store16(EProcess caller, int address, int value) {
        begin(caller).store16(address, value);
        return given(0);
    }

    /** Writes 32 bits, low byte first. */
    public CallResult store32(EProcess caller, int address, int value) {
        begin(caller).store32(address, value);
        return given(0);
    }

    /** Fetches an instruction. */
    public CallResult execute(EProcess caller, int address) {
        begin(caller).execute(address);
        return given(0);
    }

    /** Writes equal bytes, from the first on, up to the first that cannot be written. */
    public CallResult fill(EProcess caller, int address, int length, int value) {
        Processor processor = begin(caller);
        int word = (value & 0xFF) * 0x01010101;
        long left = Integer.toUnsignedLong(length);
        int at = address;
        while (left > 0) {
            interruptionPoint(at);
            boolean whole = left >= 4 && (at & 3) == 0;
            if (whole) {
                processor.store32(at, word);
            } else {
                processor.store8(at, value);
            }
            if (processor.aborted()) {
                return raised();
            }
            at += whole ? 4 : 1;
            left -= whole ? 4 : 1;
        }
        return CallResult.of(0);
    }

    /** Reads bytes and gives their FNV-1a. */
    public CallResult sum(EProcess caller, int address, int length) {
        Processor processor = begin(caller);
        Fnv1a hash = new Fnv1a();
        long left = Integer.toUnsignedLong(length);
        int at = address;
        while (left > 0) {
            interruptionPoint(at);
            int count = left >= 4 && (at & 3) == 0 ? 4 : 1;
            int value = count == 4 ? processor.load32(at) : processor.load8(at);
            if (processor.aborted()) {
                return raised();
            }
            for (int i = 0; i < count; i++) {
                hash.add(value >>> 8 * i);
            }
            at += count;
            left -= count;
        }
        return CallResult.of(hash.value());
    }

    /** Reads one byte of each page of a range. */
    public CallResult touch(EProcess caller, int address, int length) {
        Processor processor = begin(caller);
        long left = Integer.toUnsignedLong(length);
        int at = address;
        while (left > 0) {
            kernel.interruptionPoint();
            processor.load8(at);
            if (processor.aborted()) {
                return raised();
            }
            int step = PAGE - (at & PAGE - 1);
            at += step;
            left -= step;
        }
        return CallResult.of(0);
    }

    private void interruptionPoint(int at) {
        if ((at & PAGE - 1) == 0) {
            kernel.interruptionPoint();
        }
    }

    private Processor begin(EProcess caller) {
        enter(caller);
        return kernel.processor();
    }

    private CallResult given(int value) {
        return kernel.processor().aborted() ? raised() : CallResult.of(value);
    }

    private CallResult raised() {
        return CallResult.raised(kernel.pendingException());
    }
}
