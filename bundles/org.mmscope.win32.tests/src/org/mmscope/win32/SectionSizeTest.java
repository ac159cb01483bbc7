package org.mmscope.win32;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.mmscope.win32.Machine.failed;
import static org.mmscope.win32.Win32Constants.*;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mmscope.kernel.io.FileSource;

/** How long the sections are that programs make, and the views of them. */
class SectionSizeTest {

    private static final int PLACE = 0x10000000;
    private static final int PAGE = 4096;

    private final Machine machine = new Machine();
    private final SectionCalls sections = machine.win32.sections();

    private CallResult view(int section, int size) {
        return sections.mapViewOfFile(machine.a, section, FILE_MAP_READ, 0, 0, size, PLACE);
    }

    private int length() {
        return machine.win32.virtualMemory().virtualQuery(machine.a, PLACE).out().get("RegionSize").intValue();
    }

    @ParameterizedTest
    @ValueSource(ints = { 1, PAGE - 1, PAGE + 1, 5 * PAGE, 100000 })
    void sectionWithoutFileIsWholePagesLong(int size) {
        int pages = size + PAGE - 1 & -PAGE;
        int section = sections
                .createFileMapping(machine.a, INVALID_HANDLE_VALUE, PAGE_READWRITE, 0, size, null).result();
        failed(ERROR_ACCESS_DENIED, view(section, pages + 1));
        assertEquals(PLACE, view(section, pages).result());
        assertEquals(pages, length());
        sections.unmapViewOfFile(machine.a, PLACE);
        assertEquals(PLACE, view(section, 0).result());
        assertEquals(pages, length());
    }

    @Test
    void sectionOfFileIsAsLongAsWasAskedFor() {
        machine.kernel.volume().addFile("C:\\x", 5000, FileSource.ZERO);
        int file = machine.win32.files().createFile(machine.a, "C:\\x", GENERIC_READ, 0, OPEN_EXISTING).result();
        assertNotEquals(INVALID_HANDLE_VALUE, file);
        int whole = sections.createFileMapping(machine.a, file, PAGE_READONLY, 0, 0, null).result();
        int part = sections.createFileMapping(machine.a, file, PAGE_READONLY, 0, 100, null).result();
        failed(ERROR_ACCESS_DENIED, view(whole, 5001));
        failed(ERROR_ACCESS_DENIED, view(part, 101));
        assertEquals(PLACE, view(part, 100).result());
        sections.unmapViewOfFile(machine.a, PLACE);
        assertEquals(PLACE, view(whole, 5000).result());
        assertEquals(2 * PAGE, length());
    }
}
