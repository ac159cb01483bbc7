package org.mmscope.win32;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mmscope.kernel.MemoryConstants;

class ValuesTest {

    @Test
    void constantsAgreeWithTheKernels() throws ReflectiveOperationException {
        int shared = 0;
        for (Field field : MemoryConstants.class.getFields()) {
            try {
                Field own = Win32Constants.class.getField(field.getName());
                assertEquals(field.getInt(null), own.getInt(null), field.getName());
                shared++;
            } catch (NoSuchFieldException e) {
                // a constant of the kernel's alone
                continue;
            }
        }
        assertEquals(true, shared > 20);
    }

    /** Test vectors of the FNV authors. */
    @ParameterizedTest
    @CsvSource({ "'', 811c9dc5", "a, e40c292c", "foobar, bf9cf968" })
    void hashesAsFnv1aDoes(String text, String hash) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        Fnv1a fnv = new Fnv1a();
        fnv.add(bytes, bytes.length);
        assertEquals(Integer.parseUnsignedInt(hash, 16), fnv.value());
    }

    @ParameterizedTest
    @CsvSource({ "C:\\x, C:\\x", "x, C:\\x", "\\x, C:\\x", "c:x\\y, c:\\x\\y", "/a/b, C:\\a\\b", "'', ''",
            "'C:\\x  ', C:\\x" })
    void completesPaths(String path, String full) {
        assertEquals(full, DosPath.full(path));
    }
}
