package org.mmscope.session.snapshot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.mmscope.kernel.view.MachineView;

class JsonSnapshotTest {

    private static byte[] write(MachineView view) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        JsonSnapshotWriter.write(view, out);
        return out.toByteArray();
    }

    private static MachineView read(String json) throws IOException {
        return JsonSnapshotReader.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
    }

    private static String text() throws IOException {
        return new String(write(SampleViews.view()), StandardCharsets.UTF_8);
    }

    @Test
    void fieldsHaveTheDocumentedNamesAndOrder() throws IOException {
        assertEquals("""
                {
                "format":"mmscope-snapshot",
                "version":1,
                "machine":{"profile":"xp","paging":"x86","pageSize":4096,"physicalPages":16,"time":1234,"pfnDatabase":2164260864,"systemPageDirectory":5,"kernelBase":2152558592,"symbols":{"PsActiveProcessHead":2152562688,"MmProtectToValue":2152562720}},
                "processes":[
                {"pid":4,"name":"System","directoryTableBase":20480,"vadRoot":2174747392,"workingSet":{"size":1,"minimum":50,"maximum":345,"peak":1},"pageFaults":7,"hardFaults":2,"commitCharge":0,"privatePages":3,"virtualSize":8192,"vads":[{"address":2174747392,"start":268435456,"end":268443647,"type":"mapped","protection":"PAGE_READWRITE","commitCharge":0,"controlArea":2174746880,"firstPrototypePte":3774877752,"parent":0,"left":0,"right":0}]}],
                "sections":[
                {"address":2174747648,"name":"shäred \\"1\\"","sizeBytes":8192,"protection":"PAGE_READWRITE","based":false,"segment":3774877696,"handles":1}],
                "segments":[
                {"address":3774877696,"controlArea":2174746880,"totalPtes":2,"prototypePtes":[{"address":3774877752,"raw":30753,"kind":"valid","pfn":7},{"address":3774877756,"raw":2326971520,"kind":"subsection","pfn":null}]}],
                "controlAreas":[
                {"address":2174746880,"kind":"data","segment":3774877696,"fileObject":2174747136,"mappedViews":1,"userReferences":2,"sectionReferences":1,"pfnReferences":1,"subsections":[{"address":2174746928,"startingSector":0,"fullSectors":16,"ptes":2,"unusedPtes":0,"basePte":3774877752,"protection":"PAGE_READWRITE"}]}],
                "fileObjects":[
                {"address":2174747136,"path":"C:\\\\data.bin","sizeBytes":8000,"dataControlArea":2174746880,"imageControlArea":null,"cached":false}],
                "pageFiles":[
                {"path":"C:\\\\pagefile.sys","sizePages":100,"usedPages":0,"peakPages":0}],
                "pageLists":{"zeroed":3,"free":10,"standby":0,"modified":0,"modifiedNoWrite":0,"bad":0,"active":3,"transition":0},
                "memory":{"availablePages":13,"commitTotal":20,"commitLimit":100,"commitPeak":25,"pagedPoolPages":1,"nonPagedPoolPages":2,"systemCachePages":0},
                "pfns":[
                {"pfn":5,"location":"active","pteAddress":3224371200,"shareCount":3,"referenceCount":1,"modified":true,"prototypePte":false,"originalPte":128,"pteFrame":5},
                {"pfn":7,"location":"active","pteAddress":3774877752,"shareCount":1,"referenceCount":1,"modified":false,"prototypePte":true,"originalPte":2326971520,"pteFrame":9},
                {"pfn":9,"location":"active","pteAddress":3224911876,"shareCount":2,"referenceCount":1,"modified":true,"prototypePte":false,"originalPte":128,"pteFrame":5}]
                }
                """, text());
    }

    @Test
    void whatIsReadIsWrittenTheSame() throws IOException {
        byte[] written = write(SampleViews.view());
        MachineView read = JsonSnapshotReader.read(new ByteArrayInputStream(written));
        assertArrayEquals(written, write(read));
        List<ViewComparison.Difference> differences = new ArrayList<>();
        ViewComparison.compare(SampleViews.view(), read, differences::add);
        assertEquals(List.of(), differences);
    }

    @Test
    void wideEntriesAreUnsigned() throws IOException {
        MachineView read = read(text().replace("\"raw\":30753", "\"raw\":18446744073709551615"));
        assertEquals(-1L, read.segments().get(0).prototypePtes().get(0).raw());
        assertTrue(new String(write(read), StandardCharsets.UTF_8).contains("\"raw\":18446744073709551615"));
    }

    @Test
    void refusesWhatIsNotAsDocumented() throws IOException {
        refused("\"pid\":4", "\"pid\":-4", "pid is -4");
        refused("\"pid\":4,", "", "no field pid");
        refused("\"pid\":4,", "\"pid\":4,\"more\":1,", "unknown field more");
        refused("\"type\":\"mapped\"", "\"type\":\"odd\"", "type is odd");
        refused("\"version\":1", "\"version\":2", "version 2");
        refused("\"start\":268435456", "\"start\":4294967296", "start is 4294967296");
        refused("\"pfn\":9,", "\"pfn\":16,", "frame 16 of 16");
        refused("\"pfn\":9,", "\"pfn\":7,", "frame 7 out of order");
        refused("\"physicalPages\":16", "\"physicalPages\":999999999", "physicalPages is over");
        refused("\"cached\":false", "\"cached\":0", "cached is 0");
        refused("]\n}\n", "]\n}\n{}", "something after");
        refused("\"active\":3", "\"active\":3.5", "unexpected value");
    }

    private static void refused(String what, String by, String message) throws IOException {
        String text = text();
        assertTrue(text.contains(what), what);
        SnapshotFormatException e = assertThrows(SnapshotFormatException.class,
                () -> read(text.replaceFirst(java.util.regex.Pattern.quote(what), by)));
        assertTrue(e.getMessage().contains(message), e.getMessage());
    }

    @Test
    void everyTruncationIsRefusedWithItsOffset() throws IOException {
        byte[] written = write(SampleViews.view());
        for (int length = 0; length < written.length - 1; length++) {
            byte[] cut = java.util.Arrays.copyOf(written, length);
            SnapshotFormatException e = assertThrows(SnapshotFormatException.class,
                    () -> JsonSnapshotReader.read(new ByteArrayInputStream(cut)), "cut to " + length);
            assertTrue(e.offset() <= length, e.getMessage());
        }
    }

    @Test
    void mutationsAreReadOrRefusedAndNothingElse() throws IOException {
        byte[] written = write(SampleViews.view());
        Random random = new Random(42);
        int refused = 0;
        for (int i = 0; i < 10_000; i++) {
            byte[] mutated = written.clone();
            for (int n = 1 + random.nextInt(3); n > 0; n--) {
                mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
            }
            try {
                JsonSnapshotReader.read(new ByteArrayInputStream(mutated));
            } catch (SnapshotFormatException e) {
                assertTrue(e.offset() >= 0 && e.offset() <= mutated.length, e.getMessage());
                refused++;
            }
        }
        assertTrue(refused > 5_000, "only " + refused + " refused");
    }
}
