package org.mmscope.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What calls give for arguments at the edges, as Windows XP documents it. */
class EdgeArgumentsTest {

    private static final String SETUP = """
            file "C:\\data.bin" size=100000 fill=pattern
            file "C:\\other.bin" size=1
            process A
            process B
            A: f = CreateFile("C:\\data.bin", GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE, OPEN_EXISTING)
            A: d = CreateFileMapping(f, PAGE_READWRITE, 0, 0)
            A: s = CreateFileMapping(INVALID_HANDLE_VALUE, PAGE_READWRITE, 0, 256KB, "named")
            A: r = CreateFileMapping(INVALID_HANDLE_VALUE, PAGE_READWRITE | SEC_RESERVE, 0, 256KB)
            A: x = CreateFileMapping(INVALID_HANDLE_VALUE, PAGE_EXECUTE_READWRITE, 0, 64KB)
            A: MapViewOfFile(d, FILE_MAP_WRITE, 0, 0, 0, 0x10000000)
            A: MapViewOfFile(s, FILE_MAP_WRITE, 0, 0, 0, 0x11000000)
            A: MapViewOfFile(s, FILE_MAP_READ, 0, 0, 0, 0x12000000)
            A: MapViewOfFile(s, FILE_MAP_COPY, 0, 0, 0, 0x13000000)
            A: MapViewOfFile(r, FILE_MAP_WRITE, 0, 0, 0, 0x14000000)
            A: VirtualAlloc(0x15000000, 64KB, MEM_RESERVE, PAGE_READWRITE)
            A: g = CreateFile("C:\\other.bin", GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_DELETE, OPEN_EXISTING)
            """;

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = ';', value = {
        // A view can be committed with no more access than it was mapped with.
        "VirtualAlloc(0x11000000, 4KB, MEM_COMMIT, PAGE_READONLY); 0",
        "VirtualAlloc(0x11000000, 4KB, MEM_COMMIT, PAGE_READWRITE | PAGE_GUARD); 0",
        "VirtualAlloc(0x11000000, 4KB, MEM_COMMIT, PAGE_EXECUTE_READ); 87",
        "VirtualAlloc(0x12000000, 4KB, MEM_COMMIT, PAGE_READWRITE); 87",
        "VirtualAlloc(0x13000000, 4KB, MEM_COMMIT, PAGE_READWRITE); 87",
        "VirtualAlloc(0x14000000, 4KB, MEM_COMMIT, PAGE_READWRITE); 0",
        "VirtualAlloc(0x10000000, 4KB, MEM_COMMIT, PAGE_READWRITE); 5",
        "VirtualAlloc(0x15000000, 4KB, MEM_COMMIT, PAGE_WRITECOPY); 87",
        "VirtualAlloc(0x16000000, 4KB, MEM_COMMIT, PAGE_WRITECOPY); 487",
        "VirtualAlloc(0x16000000, 4KB, MEM_RESERVE, PAGE_WRITECOPY); 87",
        "VirtualAlloc(0x15000000, 128KB, MEM_COMMIT, PAGE_READWRITE); 487",
        "VirtualAlloc(0x16000000, 0xFFFFFFFF, MEM_RESERVE, PAGE_READWRITE); 87",
        "VirtualAlloc(0, 0x7FFF0000, MEM_RESERVE, PAGE_READWRITE); 87",
        "VirtualAlloc(0, 0x7FFE0000, MEM_RESERVE, PAGE_READWRITE); 8",
        "VirtualFree(0, 0, MEM_RELEASE); 487",
        "VirtualFree(0x80000000, 0, MEM_RELEASE); 87",
        "VirtualProtect(0, 4KB, PAGE_READONLY); 487",
        "VirtualProtect(0x7FFE0000, 4KB, PAGE_READWRITE); 487",
        "VirtualProtect(0x80000000, 4KB, PAGE_READONLY); 87",
        "VirtualProtect(0x11000000, 4KB, PAGE_EXECUTE_READ); 87",
        "VirtualProtect(0x11000000, 0, PAGE_READONLY); 87",
        "VirtualFree(0x11000000, 0, MEM_RELEASE); 87",
        "MapViewOfFile(s, FILE_MAP_READ, 0, 192KB, 128KB); 5",
        "MapViewOfFile(s, FILE_MAP_READ, 0, 256KB, 0); 5",
        "MapViewOfFile(s, FILE_MAP_READ, 0, 4KB, 0); 1132",
        "MapViewOfFile(s, FILE_MAP_READ | FILE_MAP_EXECUTE, 0, 0, 0); 5",
        "MapViewOfFile(x, FILE_MAP_READ | FILE_MAP_EXECUTE, 0, 0, 0); 0",
        "MapViewOfFile(x, FILE_MAP_WRITE | FILE_MAP_EXECUTE, 0, 0, 0); 0",
        "MapViewOfFile(f, FILE_MAP_READ, 0, 0, 0); 6",
        "MapViewOfFile(0, FILE_MAP_READ, 0, 0, 0); 6",
        "MapViewOfFile(s, FILE_MAP_READ, 0, 0, 4KB, 0x7FFE0000); 87",
        "MapViewOfFile(s, FILE_MAP_READ, 0, 0, 0x70000000, 0x15000000); 87",
        "MapViewOfFile(s, FILE_MAP_READ, 0, 0, 0x50000000, 0x15000000); 5",
        "UnmapViewOfFile(0x15000000); 487",
        "UnmapViewOfFile(0); 487",
        "FlushViewOfFile(0x15000000, 4KB); 487",
        "FlushViewOfFile(0x10001234, 1); 0",
        // A section is checked before its name is looked up.
        "CreateFileMapping(INVALID_HANDLE_VALUE, PAGE_READWRITE, 0, 0, \"named\"); 87",
        "CreateFileMapping(INVALID_HANDLE_VALUE, PAGE_READWRITE, 0, 4KB, \"named\"); 183",
        "CreateFileMapping(g, PAGE_READONLY, 0, 4KB, \"named\"); 8",
        "CreateFileMapping(g, PAGE_READWRITE, 0, 0); 5",
        // No section has 16 TB, and no file on the volume 8 TB.
        "CreateFileMapping(f, PAGE_READWRITE, 0x1000, 0); 8",
        "CreateFileMapping(f, PAGE_READWRITE, 0x80000000, 0); 8",
        "CreateFileMapping(f, PAGE_READWRITE, 0x800, 0); 112",
        "CreateFileMapping(s, PAGE_READWRITE, 0, 0); 6",
        "CreateFileMapping(INVALID_HANDLE_VALUE, PAGE_READWRITE | SEC_IMAGE, 0, 4KB); 193",
        // kernel32 does not know SEC_BASED and takes it for a part of the protection.
        "CreateFileMapping(INVALID_HANDLE_VALUE, PAGE_READWRITE | SEC_BASED, 0, 4KB); 87",
        "CreateFileMapping(INVALID_HANDLE_VALUE, PAGE_READWRITE | SEC_FILE | SEC_COMMIT, 0, 4KB); 87",
        "CreateFileMapping(INVALID_HANDLE_VALUE, PAGE_READWRITE | SEC_NOCACHE, 0, 4KB); 87",
        "CreateFileMapping(INVALID_HANDLE_VALUE, PAGE_READWRITE | SEC_NOCACHE | SEC_COMMIT, 0, 4KB); 0",
        // The links Global and Local of the one session lead to the same names; no other directory is there.
        "CreateFileMapping(INVALID_HANDLE_VALUE, PAGE_READWRITE, 0, 4KB, \"Global\\named\"); 183",
        "OpenFileMapping(FILE_MAP_READ, \"Local\\named\"); 0",
        "CreateFileMapping(INVALID_HANDLE_VALUE, PAGE_READWRITE, 0, 4KB, \"a\\named\"); 3",
        "OpenFileMapping(FILE_MAP_READ, \"a\\named\"); 3",
        "OpenFileMapping(FILE_MAP_READ, \"\"); 6",
        // A section that is executed needs a file that may be.
        "CreateFileMapping(f, PAGE_EXECUTE_READ, 0, 0); 5",
        "OpenFileMapping(FILE_MAP_READ, \"NAMED\"); 2",
        "OpenFileMapping(FILE_MAP_READ, \"other\"); 2",
        // An open that wants neither to read, to write nor to delete agrees with every other.
        "CreateFile(\"C:\\data.bin\", 0, 0, OPEN_EXISTING); 0",
        "CreateFile(\"C:\\data.bin\", GENERIC_READ, 0, OPEN_EXISTING); 32",
        "CreateFile(\"C:\\data.bin\", GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE, TRUNCATE_EXISTING); 1224",
        "CreateFile(\"C:\\data.bin\", GENERIC_READ, 8, OPEN_EXISTING); 87",
        "CreateFile(\"c:/nowhere/../.\\DATA.BIN. \", GENERIC_READ, 3, OPEN_EXISTING); 0",
        "CreateFile(\"..\\data.bin\", GENERIC_READ, 3, OPEN_EXISTING); 0",
        "CreateFile(\"\\\\?\\C:\\data.bin\", GENERIC_READ, 3, OPEN_EXISTING); 0",
        "CreateFile(\"C:\\data.bin\\\", GENERIC_READ, 3, OPEN_EXISTING); 123",
        "CreateFile(\"C:\\nowhere\\..\", GENERIC_READ, 3, OPEN_EXISTING); 3",
        "SetFilePointer(f, 0 - 1, FILE_BEGIN); 131",
        "SetEndOfFile(g); 5",
        "WriteFile(g, 1, 1); 5",
        "FlushFileBuffers(g); 5",
        "DeleteFile(\"C:\\nowhere\\data.bin\"); 3",
        "DeleteFile(\"C:\\missing.bin\"); 2",
        "DeleteFile(\"C:\\a?b\"); 123",
        "DeleteFile(\"C:\\data.bin\"); 32",
        "DeleteFile(\"C:\\\"); 5",
        "CreateFile(\"C:\\\", GENERIC_READ, FILE_SHARE_READ, OPEN_EXISTING); 3",
        // The memory of another process is written as kernel32 does it: the range is made writable before.
        "ReadProcessMemory(A, 0x80000000, 4); 998",
        "ReadProcessMemory(A, 0x7FFEFFFC, 8); 998",
        "ReadProcessMemory(A, 0x16000000, 0); 0",
        "WriteProcessMemory(A, 0x80000000, 4, 1); 87",
        "WriteProcessMemory(A, 0x11000000, 4, 0); 87",
        "WriteProcessMemory(A, 0x11000000, 4, 1); 0",
        "WriteProcessMemory(A, 0x12000000, 4, 1); 998",
        "WriteProcessMemory(A, 0x15000000, 4, 1); 487",
        "WriteProcessMemory(A, 0x1103F000, 4, 8KB); 487",
        "CloseHandle(0); 6",
        "CloseHandle(INVALID_HANDLE_VALUE); 0",
    })
    void givesTheErrorOfWindows(String call, int error) {
        Runs.Given given = Runs.of(SETUP + "A: " + call + "\n");
        assertEquals(error, given.rows().getLast().error());
        assertEquals(null, given.rows().getLast().exception());
    }

    /** Code is writable while WriteProcessMemory is at it, and a guard page is one no longer. */
    @Test
    void codeIsWrittenAndStaysCode() {
        Runs.Given given = Runs.of(SETUP + """
                A: p = VirtualAlloc(0x18000000, 16KB, MEM_RESERVE | MEM_COMMIT, PAGE_EXECUTE_READ)
                B: WriteProcessMemory(A, p + 4000, 0xCC, 200)
                expect error NO_ERROR
                A: code = load8(p + 4199)
                expect code == 0xCC
                A: store8(p, 1)
                expect exception EXCEPTION_ACCESS_VIOLATION
                A: VirtualProtect(p + 8KB, 4KB, PAGE_READWRITE | PAGE_GUARD)
                B: WriteProcessMemory(A, p + 8KB, 1, 1)
                expect error ERROR_PARTIAL_COPY
                B: WriteProcessMemory(A, p + 8KB, 1, 1)
                expect error NO_ERROR
                """);
        assertEquals(0, given.failures().size(), given.failures()::toString);
    }

    /** A view that is stored to needs a handle for that and no more. */
    @Test
    void aHandleForStoresIsEnoughForAViewThatIsStoredTo() {
        Runs.Given given = Runs.of(SETUP + """
                B: w = OpenFileMapping(FILE_MAP_WRITE, "named")
                B: MapViewOfFile(w, FILE_MAP_READ, 0, 0, 0)
                expect error ERROR_ACCESS_DENIED
                B: MapViewOfFile(w, FILE_MAP_COPY, 0, 0, 0)
                expect error ERROR_ACCESS_DENIED
                B: v = MapViewOfFile(w, FILE_MAP_WRITE, 0, 0, 0)
                expect error NO_ERROR
                B: store8(v, 7)
                A: seen = load8(0x11000000)
                expect seen == 7
                B: r = OpenFileMapping(FILE_MAP_COPY, "named")
                B: MapViewOfFile(r, FILE_MAP_WRITE, 0, 0, 0)
                expect error ERROR_ACCESS_DENIED
                B: MapViewOfFile(r, FILE_MAP_COPY, 0, 0, 0)
                expect error NO_ERROR
                """);
        assertEquals(0, given.failures().size(), given.failures()::toString);
    }

    /** A commit gives a view's pages their protection, also when it is the view's own and they had another. */
    @Test
    void aCommitProtectsThePagesOfAView() {
        Runs.Given given = Runs.of(SETUP + """
                A: VirtualProtect(0x11000000, 12KB, PAGE_NOACCESS)
                A: VirtualAlloc(0x11001000, 4KB, MEM_COMMIT, PAGE_READWRITE)
                A: store8(0x11001000, 5)
                A: load8(0x11000000)
                expect exception EXCEPTION_ACCESS_VIOLATION
                A: VirtualProtect(0x11001000, 4KB, PAGE_READONLY)
                """);
        assertEquals(0, given.failures().size(), given.failures()::toString);
        assertEquals(4, given.rows().getLast().out().get("OldProtect"));
    }

    @ParameterizedTest
    @CsvSource({"OPEN_EXISTING", "CREATE_NEW", "CREATE_ALWAYS"})
    void aDeletedFileGoesWithItsLastHandle(String disposition) {
        Runs.Given given = Runs.of(SETUP + """
                B: h = CreateFile("C:\\other.bin", GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_DELETE, OPEN_EXISTING)
                B: DeleteFile("C:\\other.bin")
                expect error NO_ERROR
                B: CreateFile("C:\\other.bin", GENERIC_READ, FILE_SHARE_READ, %s)
                expect error ERROR_ACCESS_DENIED
                A: ReadFile(g, 1)
                expect error NO_ERROR
                A: CloseHandle(g)
                B: DeleteFile("C:\\other.bin")
                expect error ERROR_ACCESS_DENIED
                B: CloseHandle(h)
                B: CreateFile("C:\\other.bin", GENERIC_READ, FILE_SHARE_READ, OPEN_EXISTING)
                expect error ERROR_FILE_NOT_FOUND
                B: CreateFile("C:\\other.bin", GENERIC_READ, FILE_SHARE_READ, CREATE_NEW)
                expect error NO_ERROR
                """.formatted(disposition));
        assertEquals(0, given.failures().size(), given.failures()::toString);
    }
}
