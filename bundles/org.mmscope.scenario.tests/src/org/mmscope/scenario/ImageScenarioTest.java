package org.mmscope.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images and forks in scenarios. */
class ImageScenarioTest {

    @TempDir
    Path folder;

    /** The least that is an image: headers, and one section that is written to. */
    private String image(int base) throws IOException {
        ByteBuffer file = ByteBuffer.allocate(0x400).order(ByteOrder.LITTLE_ENDIAN);
        file.putShort(0, (short) 0x5A4D).putInt(0x3C, 0x40).putInt(0x40, 0x4550).putShort(0x44, (short) 0x14C);
        file.putShort(0x46, (short) 1).putShort(0x54, (short) 0xE0).putShort(0x56, (short) 0x102);
        file.putShort(0x58, (short) 0x10B).putInt(0x74, base).putInt(0x78, 0x1000).putInt(0x7C, 0x200);
        file.putInt(0x90, 0x2000).putInt(0x94, 0x200).putInt(0x138 + 8, 0x1000).putInt(0x138 + 12, 0x1000);
        file.putInt(0x138 + 16, 0x200).putInt(0x138 + 20, 0x200).putInt(0x138 + 36, 0xC0000040);
        file.putInt(0x200, 0x12345678);
        return Files.write(folder.resolve(Integer.toHexString(base)), file.array()).toString();
    }

    @Test
    void processesOfOneProgramShareIt() throws IOException {
        Runs.Given given = Runs.of("file \"C:\\p.exe\" from=\"" + image(0x400000) + "\"\n" + """
                process A image="C:\\p.exe"
                process B image="C:\\p.exe"
                A: r = load32(0x401000)
                expect r == 0x12345678
                B: load32(0x401000)
                expect fault prototype-valid
                A: store32(0x401000, 5)
                expect fault copy-on-write
                B: r = load32(0x401000)
                expect r == 0x12345678
                A: VirtualQuery(0x401000)
                B: base = LoadLibrary("p.exe")
                expect base == 0x400000
                B: LoadLibrary("missing")
                expect error ERROR_MOD_NOT_FOUND
                fork C from=A
                C: r = load32(0x401000)
                expect r == 5
                exit A
                C: store32(0x401000, 6)
                expect fault copy-on-write
                exit C
                exit B
                """);
        assertEquals(List.of(), given.failures());
        assertEquals(0x1000000L, given.rows().get(4).out().get("Type"));
    }

    @Test
    void aFileThatIsNoImageIsTold() {
        ScenarioException refused = assertThrows(ScenarioException.class,
                () -> Runs.of("file \"C:\\p.exe\" size=4KB\nprocess A image=\"C:\\p.exe\"\n"));
        assertTrue(refused.getMessage().contains("there is no DOS header (at offset 0x0)"), refused::getMessage);
    }

    @Test
    void theTranscriptSaysWhyAnImageIsRefused() {
        Runs.Given given = Runs.of("""
                file "C:\\text.dll" size=4KB fill=65
                process A
                A: f = CreateFile("C:\\text.dll", GENERIC_READ, 0, OPEN_EXISTING)
                A: CreateFileMapping(f, PAGE_READONLY | SEC_IMAGE, 0, 0)
                A: CreateFileMapping(f, PAGE_READONLY, 0, 8KB)
                A: LoadLibrary("nothing")
                A: CloseHandle(f)
                A: LoadLibrary("C:\\text.dll")
                A: k = LoadLibrary("kernel32.dll")
                expect k == 0x7C800000
                A: LoadLibrary("kernel32.dll")
                expect error ERROR_BAD_EXE_FORMAT
                """);
        List<String> reasons = given.rows().stream().map(TranscriptRow::reason).toList();
        assertEquals(List.of("", "there is no DOS header (at offset 0x0)", "", "nothing.dll is not found", "",
                "C:\\text.dll is no image: there is no DOS header (at offset 0x0)", "", ""), reasons);
        assertEquals(1, given.failures().size());
        assertEquals("NO_ERROR (0)", given.failures().getFirst().actual());
    }
}
