package org.mmscope.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;

/** The fields of the JSON snapshot: all of them are there, and {@code check} finds each that tells something wrong. */
class JsonFieldsTest extends CommandLineTest {

    private static final String EVERYTHING = """
            machine profile=xp memory=32MB pagefile=32MB
            file "C:\\d.bin" size=64KB fill=pattern
            process A
            process B
            A: f = CreateFile("C:\\d.bin", GENERIC_READ, FILE_SHARE_READ, OPEN_EXISTING)
            A: s = CreateFileMapping(f, PAGE_READONLY, 0, 0, "Shared")
            A: p = MapViewOfFile(s, FILE_MAP_READ, 0, 0, 0, 0x10000000)
            A: touch(p, 64KB)
            A: VirtualAlloc(0x30000000, 64KB, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE)
            A: fill(0x30000000, 64KB, 3)
            trim A
            B: t = OpenFileMapping(FILE_MAP_READ, "Shared")
            B: q = MapViewOfFile(t, FILE_MAP_READ, 0, 0, 0, 0x10000000)
            B: touch(q, 16KB)
            """;

    /** What the description of the snapshot lists. */
    private static final Map<String, String> DESCRIBED = Map.ofEntries(
            Map.entry("", "format version"),
            Map.entry("machine", "profile paging pageSize physicalPages time pfnDatabase systemPageDirectory kernelBase"),
            Map.entry("processes", "pid name directoryTableBase vadRoot pageFaults hardFaults commitCharge privatePages"
                    + " virtualSize"),
            Map.entry("processes.workingSet", "size minimum maximum peak"),
            Map.entry("processes.vads", "address start end type protection commitCharge controlArea firstPrototypePte"
                    + " parent left right"),
            Map.entry("sections", "address name sizeBytes protection based segment handles"),
            Map.entry("segments", "address controlArea totalPtes"),
            Map.entry("segments.prototypePtes", "address raw kind pfn"),
            Map.entry("controlAreas", "address kind segment fileObject mappedViews userReferences sectionReferences"
                    + " pfnReferences"),
            Map.entry("controlAreas.subsections", "address startingSector fullSectors ptes unusedPtes basePte"
                    + " protection"),
            Map.entry("fileObjects", "address path sizeBytes dataControlArea imageControlArea cached"),
            Map.entry("pageFiles", "path sizePages usedPages peakPages"),
            Map.entry("pageLists", "zeroed free standby modified modifiedNoWrite bad active transition"),
            Map.entry("memory", "availablePages commitTotal commitLimit commitPeak pagedPoolPages nonPagedPoolPages"
                    + " systemCachePages"),
            Map.entry("pfns", "pfn location pteAddress shareCount referenceCount modified prototypePte originalPte"
                    + " pteFrame"));

    /** Another word that may stand where one does. */
    private static final Map<String, String> OTHER_WORDS = Map.of("private", "mapped", "mapped", "private", "data",
            "pagefile", "PAGE_READWRITE", "PAGE_READONLY", "PAGE_READONLY", "PAGE_READWRITE", "active", "standby",
            "modified", "standby", "standby", "modified", "valid", "transition", "transition", "valid");

    private Path json;
    private byte[] text;

    /** A value in the text. */
    private record Place(String field, long start, String value, JsonToken token) {
    }

    @BeforeEach
    void run() throws IOException {
        json = path("a.json");
        mmscope("run", file("a.mms", EVERYTHING), "--export", "json=" + json, "raw=" + path("a.raw")).assertExit(0);
        text = Files.readAllBytes(json);
    }

    @Test
    void everyDescribedFieldIsThereAndNoOther() throws IOException {
        Set<String> described = new TreeSet<>();
        DESCRIBED.forEach((object, fields) -> {
            for (String field : fields.split(" ")) {
                described.add(object.isEmpty() ? field : object + '.' + field);
            }
        });
        Set<String> found = new TreeSet<>();
        places().forEach(place -> found.add(place.field()));
        found.removeIf(field -> field.startsWith("machine.symbols."));
        assertEquals(described, found);
    }

    @Test
    void checkNamesEachFieldThatTellsSomethingWrong() throws IOException {
        Map<String, Place> last = new TreeMap<>();
        places().stream().filter(place -> !place.field().matches("(format|version|machine\\..*)"))
                .forEach(place -> last.put(place.field(), place));
        assertTrue(last.size() >= 60, last.size() + " fields");
        List<String> unnoticed = new ArrayList<>();
        for (Place place : last.values()) {
            Files.write(json, with(place, changed(place)));
            Outcome check = mmscope("check", json);
            String name = place.field().substring(place.field().lastIndexOf('.') + 1);
            // Another identity is another entry, named by itself.
            boolean identity = name.equals("pfn") || name.equals("address") || name.equals("pid");
            if (check.exit() != 1 || !identity && !check.out().contains(name)) {
                unnoticed.add(place.field() + ": exit " + check.exit() + " " + check.out() + check.err());
            }
        }
        assertEquals(List.of(), unnoticed);
        Files.write(json, text);
        mmscope("check", json).assertExit(0);
    }

    @Test
    void equalStatesGiveEqualBytes() throws IOException {
        mmscope("run", path("a.mms"), "--export", "json=" + path("b.json")).assertExit(0);
        assertEquals(-1, Files.mismatch(json, path("b.json")));
        assertFalse(new String(text, StandardCharsets.UTF_8).contains(folder.toString()));
    }

    private static String changed(Place place) {
        return switch (place.token()) {
            case VALUE_NUMBER_INT -> Long.toString(Long.parseLong(place.value()) + 1);
            case VALUE_TRUE -> "false";
            case VALUE_FALSE -> "true";
            case VALUE_NULL -> place.field().endsWith("name") ? "\"x\"" : "1";
            default -> '"' + OTHER_WORDS.getOrDefault(place.value(), place.value() + "x").replace("\\", "\\\\") + '"';
        };
    }

    private byte[] with(Place place, String value) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        String old = place.token() == JsonToken.VALUE_STRING ? '"' + place.value().replace("\\", "\\\\") + '"'
                : place.value();
        int start = (int) place.start();
        assertEquals(old, new String(text, start, old.length(), StandardCharsets.UTF_8), place.field());
        out.write(text, 0, start);
        out.write(value.getBytes(StandardCharsets.UTF_8));
        out.write(text, start + old.length(), text.length - start - old.length());
        return out.toByteArray();
    }

    private List<Place> places() throws IOException {
        List<Place> places = new ArrayList<>();
        try (JsonParser parser = new JsonFactory().createParser(text)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token.isScalarValue()) {
                    places.add(new Place(field(parser.getParsingContext()),
                            parser.currentTokenLocation().getByteOffset(), parser.getText(), token));
                }
            }
        }
        return places;
    }

    private static String field(JsonStreamContext context) {
        StringBuilder path = new StringBuilder();
        for (JsonStreamContext at = context; at != null; at = at.getParent()) {
            if (at.getCurrentName() != null) {
                path.insert(0, path.isEmpty() ? at.getCurrentName() : at.getCurrentName() + '.');
            }
        }
        return path.toString();
    }
}
