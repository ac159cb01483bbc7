package org.mmscope.benchmarks;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The IA-32 instructions of the loops in {@link MachineBenchmark}. */
final class GuestCode {

    private GuestCode() {
    }

    /** Adds up {@code count} 32-bit words, {@code stride} bytes apart, from {@code first} on, in EAX. */
    static byte[] sum(int first, int count, int stride) {
        ByteBuffer code = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
        code.put((byte) 0xBE).putInt(first); // mov esi, first
        code.put((byte) 0xB9).putInt(count); // mov ecx, count
        code.put((byte) 0x31).put((byte) 0xC0); // xor eax, eax
        int loop = code.position();
        code.put((byte) 0x03).put((byte) 0x06); // add eax, [esi]
        code.put((byte) 0x81).put((byte) 0xC6).putInt(stride); // add esi, stride
        code.put((byte) 0x49); // dec ecx
        code.put((byte) 0x75);
        code.put((byte) (loop - code.position() - 1)); // jnz loop
        byte[] bytes = new byte[code.position()];
        code.flip().get(bytes);
        return bytes;
    }
}
