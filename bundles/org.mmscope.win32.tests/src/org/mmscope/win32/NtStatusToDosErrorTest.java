package org.mmscope.win32;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.lang.reflect.Field;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mmscope.kernel.NtStatus;

class NtStatusToDosErrorTest {

    /** Status values of ntstatus.h with the codes that ntdll of Windows XP gives. */
    @ParameterizedTest
    @CsvSource({ "00000000, 0", "C0000018, 487", "C00000A0, 487", "C0000019, 487", "C000002D, 487", "C0000021, 5",
            "C0000022, 5", "C000001F, 5", "C0000045, 87", "C00000F2, 87", "C000000D, 87", "C000004E, 87",
            "C0000040, 8", "C0000017, 8", "C0000008, 6", "C0000024, 6", "C0000034, 2", "C000003A, 3", "C0000043, 32",
            "C0000220, 1132", "C000011E, 1006", "C000012D, 1455", "C0000243, 1224", "8000000D, 299", "C0000011, 38",
            "C0000020, 193", "C000007B, 193", "C0000005, 998", "C000002A, 158", "C0000035, 183" })
    void givesTheCodeOfAStatus(String status, int error) {
        assertEquals(error, NtStatusToDosError.of(Integer.parseUnsignedInt(status, 16)));
    }

    @Test
    void anUnknownStatusHasNoMessage() {
        assertEquals(NtStatusToDosError.ERROR_MR_MID_NOT_FOUND, NtStatusToDosError.of(0xC0DEC0DE));
    }

    @Test
    void everyErrorOfTheKernelHasACode() throws IllegalAccessException {
        for (Field field : NtStatus.class.getFields()) {
            int status = field.getInt(null);
            if (status >>> 30 == 3) {
                assertNotEquals(NtStatusToDosError.ERROR_MR_MID_NOT_FOUND, NtStatusToDosError.of(status),
                        field.getName());
            }
        }
    }
}
