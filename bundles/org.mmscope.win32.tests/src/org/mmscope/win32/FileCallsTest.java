package org.mmscope.win32;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.mmscope.win32.Machine.failed;
import static org.mmscope.win32.Win32Constants.*;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mmscope.kernel.io.FileSource;

/** Results and last-error codes as the documentation of Windows XP gives them. */
class FileCallsTest {

    private static final int READ_WRITE = GENERIC_READ | GENERIC_WRITE;
    private static final int SHARE_ALL = FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE;

    private final Machine machine = new Machine();
    private final FileCalls files = machine.win32.files();

    private int open(String path, int disposition) {
        CallResult result = files.createFile(machine.a, path, READ_WRITE, 0, disposition);
        assertNotEquals(INVALID_HANDLE_VALUE, result.result());
        return result.result();
    }

    @ParameterizedTest
    @CsvSource({ "C:\\there, 1, 80", "C:\\there, 2, 0", "C:\\there, 3, 0", "C:\\there, 4, 0", "C:\\there, 5, 0",
            "C:\\new, 1, 0", "C:\\new, 2, 0", "C:\\new, 3, 2", "C:\\new, 4, 0", "C:\\new, 5, 2", "C:\\there, 0, 87",
            "C:\\there, 6, 87", "C:\\folder\\new, 2, 0", "C:\\nowhere\\new, 2, 3", "C:\\nowhere\\new, 3, 3",
            "D:\\new, 2, 3", "C:\\folder, 3, 5", "C:\\a?b, 2, 123", "'', 3, 3", "there, 3, 0", "c:/FOLDER/x, 3, 0" })
    void opensAndMakesByDisposition(String path, int disposition, int error) {
        machine.kernel.volume().addFile("C:\\there", 100, FileSource.ZERO);
        machine.kernel.volume().addFile("C:\\folder\\x", 100, FileSource.ZERO);
        CallResult result = files.createFile(machine.a, path, READ_WRITE, 0, disposition);
        assertEquals(error, result.error());
        assertEquals(error != 0, result.result() == INVALID_HANDLE_VALUE);
    }

    @Test
    void truncatingWantsTheRightToWrite() {
        machine.kernel.volume().addFile("C:\\there", 100, FileSource.ZERO);
        failed(ERROR_INVALID_PARAMETER,
                files.createFile(machine.a, "C:\\there", GENERIC_READ, 0, TRUNCATE_EXISTING));
        int file = open("C:\\there", TRUNCATE_EXISTING);
        assertEquals(0, files.getFileSize(machine.a, file).result());
    }

    @Test
    void honoursShareModes() {
        open("C:\\x", CREATE_ALWAYS);
        failed(ERROR_SHARING_VIOLATION, files.createFile(machine.b, "C:\\x", GENERIC_READ, SHARE_ALL, OPEN_EXISTING));
        failed(ERROR_SHARING_VIOLATION, files.deleteFile(machine.b, "C:\\x"));
    }

    /** A disk's STATUS_DEVICE_DATA_ERROR is ERROR_CRC, whoever meets it. */
    @Test
    void aDiskThatFailsIsADataError() {
        machine.kernel.volume().addFile("C:\\x", 0x10000, FileSource.PATTERN);
        int file = open("C:\\x", OPEN_EXISTING);
        SectionCalls sections = machine.win32.sections();
        int mapping = sections.createFileMapping(machine.a, file, PAGE_READWRITE, 0, 0, null).result();
        int view = sections.mapViewOfFile(machine.a, mapping, FILE_MAP_WRITE, 0, 0, 0, 0).result();
        machine.win32.references().store8(machine.a, view + 0x5000, 1);
        machine.kernel.badSectors("C:\\x", 0x5000, 1, true);
        machine.kernel.badSectors("C:\\x", 0xF000, 1, true);
        failed(23, sections.flushViewOfFile(machine.a, view, 0));
        failed(23, files.flushFileBuffers(machine.a, file));
        files.setFilePointer(machine.a, file, 0xF100, FILE_BEGIN);
        failed(23, files.readFile(machine.a, file, 16));
        failed(23, files.writeFile(machine.a, file, 16, 1));
        machine.kernel.badSectors("C:\\x", 0, 0x10000, false);
        assertEquals(0, sections.flushViewOfFile(machine.a, view, 0).error());
        assertEquals(0, files.writeFile(machine.a, file, 16, 1).error());
    }

    @Test
    void writesAndReadsAcrossChunks() {
        int file = open("C:\\x", CREATE_NEW);
        assertEquals(Map.of("BytesWritten", 200_000L), files.writeFile(machine.a, file, 200_000, 65).out());
        assertEquals(200_000, files.getFileSize(machine.a, file).result());
        assertEquals(0L, files.readFile(machine.a, file, 10).out().get("BytesRead"));
        assertEquals(150_000, files.setFilePointer(machine.a, file, -50_000, FILE_END).result());
        CallResult read = files.readFile(machine.a, file, 100_000);
        assertEquals(50_000L, read.out().get("BytesRead"));
        Fnv1a hash = new Fnv1a();
        for (int i = 0; i < 50_000; i++) {
            hash.add(65);
        }
        assertEquals(Integer.toUnsignedLong(hash.value()), read.out().get("Fnv1a"));
    }

    @Test
    void movesTheFilePointer() {
        int file = open("C:\\x", CREATE_NEW);
        assertEquals(100, files.setFilePointer(machine.a, file, 100, FILE_BEGIN).result());
        assertEquals(70, files.setFilePointer(machine.a, file, -30, FILE_CURRENT).result());
        failed(ERROR_NEGATIVE_SEEK, files.setFilePointer(machine.a, file, -71, FILE_CURRENT));
        failed(ERROR_INVALID_PARAMETER, files.setFilePointer(machine.a, file, 0, 3));
        failed(ERROR_INVALID_HANDLE, files.setFilePointer(machine.a, 0x7000, 0, FILE_BEGIN));
        assertEquals(INVALID_SET_FILE_POINTER, files.setFilePointer(machine.a, 0, 0, FILE_BEGIN).result());
        assertEquals(1, files.setEndOfFile(machine.a, file).result());
        assertEquals(70, files.getFileSize(machine.a, file).result());
    }

    @Test
    void handlesGrantOnlyWhatWasAskedFor() {
        machine.kernel.volume().addFile("C:\\there", 100, FileSource.ZERO);
        int reader = files.createFile(machine.a, "C:\\there", GENERIC_READ, SHARE_ALL, OPEN_EXISTING).result();
        int writer = files.createFile(machine.a, "C:\\there", GENERIC_WRITE, SHARE_ALL, OPEN_EXISTING).result();
        failed(ERROR_ACCESS_DENIED, files.writeFile(machine.a, reader, 1, 1));
        failed(ERROR_ACCESS_DENIED, files.readFile(machine.a, writer, 1));
        failed(ERROR_ACCESS_DENIED, files.setEndOfFile(machine.a, reader));
        failed(ERROR_ACCESS_DENIED, machine.win32.sections().createFileMapping(machine.a, writer, PAGE_READONLY, 0, 0,
                null));
        failed(ERROR_INVALID_HANDLE, files.readFile(machine.b, reader, 1));
    }

    @Test
    void aSectionIsNoFile() {
        int section = machine.win32.sections().createFileMapping(machine.a, INVALID_HANDLE_VALUE, PAGE_READWRITE, 0,
                4096, null).result();
        failed(ERROR_INVALID_HANDLE, files.readFile(machine.a, section, 1));
        assertEquals(INVALID_FILE_SIZE, files.getFileSize(machine.a, section).result());
    }

    @Test
    void aMappedFileKeepsItsLength() {
        int file = open("C:\\x", CREATE_NEW);
        SectionCalls sections = machine.win32.sections();
        int section = sections.createFileMapping(machine.a, file, PAGE_READWRITE, 0, 100_000, null).result();
        int view = sections.mapViewOfFile(machine.a, section, FILE_MAP_WRITE, 0, 0, 0, 0).result();
        assertNotEquals(0, view);
        assertEquals(100_000, files.getFileSize(machine.a, file).result());
        files.setFilePointer(machine.a, file, 10, FILE_BEGIN);
        failed(ERROR_USER_MAPPED_FILE, files.setEndOfFile(machine.a, file));
        assertEquals(1, sections.unmapViewOfFile(machine.a, view).result());
        assertEquals(1, sections.closeHandle(machine.a, section).result());
        assertEquals(1, files.setEndOfFile(machine.a, file).result());
        assertEquals(10, files.getFileSize(machine.a, file).result());
    }
}
