package org.mmscope.kernel.object;

import java.nio.charset.StandardCharsets;

import org.mmscope.kernel.memory.SystemMemory;
import org.mmscope.kernel.pool.Pool;

/** UNICODE_STRINGs in system memory, their characters in a block of pool. */
public final class Strings {

    private static final int MAXIMUM_LENGTH = 2;
    private static final int BUFFER = 4;

    private Strings() {
    }

    /** Makes a UNICODE_STRING's buffer and describes it at an address; false without memory. */
    public static boolean create(SystemMemory system, Pool pool, int unicodeString, String text, String tag) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_16LE);
        int buffer = pool.allocate(bytes.length + 2, tag);
        if (buffer == 0) {
            return false;
        }
        system.write(buffer, bytes);
        system.write16(unicodeString, bytes.length);
        system.write16(unicodeString + MAXIMUM_LENGTH, bytes.length + 2);
        system.write32(unicodeString + BUFFER, buffer);
        return true;
    }

    /** Frees the buffer of a UNICODE_STRING, if it has one. */
    public static void free(SystemMemory system, Pool pool, int unicodeString) {
        int buffer = system.read32(unicodeString + BUFFER);
        if (buffer != 0) {
            pool.free(buffer);
            system.write32(unicodeString, 0);
            system.write32(unicodeString + BUFFER, 0);
        }
    }

    /** The text of a UNICODE_STRING. */
    public static String read(SystemMemory system, int unicodeString) {
        int length = system.read16(unicodeString);
        int buffer = system.read32(unicodeString + BUFFER);
        StringBuilder text = new StringBuilder(length / 2);
        for (int i = 0; i < length; i += 2) {
            text.append((char) system.read16(buffer + i));
        }
        return text.toString();
    }
}
