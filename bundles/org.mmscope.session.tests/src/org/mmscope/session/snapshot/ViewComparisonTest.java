package org.mmscope.session.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mmscope.kernel.view.MachineView;

/** Every number and name in the JSON matters: a changed one is named by the comparison, and breaks a rule if it can. */
class ViewComparisonTest {

    @TempDir
    Path folder;

    private static String json(MachineView view) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        JsonSnapshotWriter.write(view, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void everyChangedValueIsNamed() throws IOException {
        MachineView view = SampleViews.view();
        String json = json(view);
        int changed = 0;
        int from = json.indexOf("\"time\"");
        for (int i = from; i < json.length(); i++) {
            if (Character.isDigit(json.charAt(i)) && !Character.isDigit(json.charAt(i + 1))
                    && json.charAt(i - 1) != '"') {
                String other = json.substring(0, i) + (json.charAt(i) - '0' + 1) % 10 + json.substring(i + 1);
                changed += differs(view, other, i) ? 1 : 0;
            }
        }
        assertTrue(changed > 80, "only " + changed + " values were tried");
    }

    private static boolean differs(MachineView view, String json, int at) throws IOException {
        MachineView other;
        try {
            other = JsonSnapshotReader.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
        } catch (SnapshotFormatException e) {
            return false;
        }
        List<ViewComparison.Difference> differences = new ArrayList<>();
        ViewComparison.compare(view, other, differences::add);
        assertTrue(!differences.isEmpty(), () -> "a change went unseen at " + json.substring(at - 30, at + 10));
        return true;
    }

    @Test
    void namesTheFieldByItsPath() throws IOException {
        List<ViewComparison.Difference> differences = new ArrayList<>();
        ViewComparison.compare(SampleViews.view(), SampleViews.view(SampleViews.PrototypePte.OF_ANOTHER_FRAME),
                differences::add);
        assertEquals(List.of("segments[0xe1001000].prototypePtes[0xe1001038].raw: 30753 (0x7821) and 22561 (0x5821)",
                "segments[0xe1001000].prototypePtes[0xe1001038].pfn: 7 and 5"),
                differences.stream().map(Object::toString).toList());
    }

    @Test
    void jsonAloneIsChecked() throws IOException {
        Path good = Files.writeString(folder.resolve("good.json"), json(SampleViews.view()));
        Path bad = Files.writeString(folder.resolve("bad.json"),
                json(SampleViews.view(SampleViews.PrototypePte.OF_ANOTHER_FRAME)));
        Path cut = Files.writeString(folder.resolve("cut.json"), "{");
        List<SnapshotCheck.Result> results =
                SnapshotCheck.check(List.of(good, bad, cut, folder.resolve("missing.json")));
        assertEquals(List.of(), results.get(0).violations());
        assertTrue(results.get(0).holds());
        String found = results.get(1).violations().toString();
        assertTrue(found.contains("prototype PTE 0xe1001038"), found);
        assertTrue(results.get(2).refused().contains("offset 1"), results.get(2).refused());
        assertEquals("no such file", results.get(3).refused());
    }
}
