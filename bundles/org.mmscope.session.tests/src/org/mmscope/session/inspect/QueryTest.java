package org.mmscope.session.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mmscope.kernel.KernelConfiguration;
import org.mmscope.kernel.view.MachineView;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

/** Queries: how they are understood, refused and answered as JSON. */
class QueryTest {

    private static final List<String> HOSTILE = List.of("", "0", "1", "-1", "0x", "0xG", "0xFFFFFFFF", "0x100000000",
            "0xFFFFFFFFFFFFFFFF", "18446744073709551616", "9223372036854775807", "A", "B", "System", "\"\"", "\"A\"",
            "\"", "\u0000", "\uD83D\uDE00", "%s%n", "../../etc/passwd", "x".repeat(5000), "0x7FFE0000", "0x80000000",
            "0xC0000000", "0xC0300000", "0xC0600000", "0xE1000000", "0xFFFFF000", "0xFFDF0000", "4294967295", "2047",
            "2048", "MmPfnDatabase", "pa", "pfn", "!pte", "help", "٣");

    private static InspectedMachine machine;
    private static InspectedMachine wide;

    @BeforeAll
    static void boot() {
        machine = new InspectedMachine(KernelConfiguration.defaults());
        wide = new InspectedMachine(KernelConfiguration.defaults().withPaging(org.mmscope.machine.PagingMode.PAE));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "''|1|an empty query|", "!pfx 3|1|no inspection|!pfn",
        "whomaps 3|1|no inspection|who-maps", "'  !pte'|7|PROCESS is missing|", "!pte A|7|ADDRESS is missing|",
        "!pte A 1 2|10|one argument too many|", "!pte Sistem 1|6|no process|System", "!pte A 0x1G|8|is no ADDRESS|",
        "!pte A -1|8|is no ADDRESS|", "!pte A 0x100000000|8|too large|", "!pfn 2048|6|too large|",
        "!pfn x|6|is no FRAME|", "!pte 99999 0|6|no process|", "!pte A MmPfnDatabas|8|is no ADDRESS|MmPfnDatabase",
        "!ptov 0x800000|7|outside of memory|", "!ptov 3 pb|9|is no AS|pa", "!ca 5|5|no control area|",
        "help nonsense|6|no inspection|", "!pte \"A 5|6|quotation mark|" })
    void mistakesAreNamed(String query, int position, String message, String nearest) {
        QueryException e = assertThrows(QueryException.class, () -> machine.ask(query.replace("%", "%%")));
        assertEquals(position, e.position(), e.getMessage());
        assertTrue(e.getMessage().startsWith("column " + position + ": "), e.getMessage());
        assertTrue(e.getMessage().contains(message), e.getMessage());
        assertTrue(e.getMessage().contains("; expected " + e.expected()), e.getMessage());
        assertEquals(Optional.ofNullable(nearest), e.nearest());
    }

    @Test
    void namesAndNumbersHaveSeveralForms() {
        String expected = machine.ask("!pte A 0x10000000").toText();
        assertEquals(expected, machine.ask("PTE a 268435456").toText());
        assertEquals(expected, machine.ask("  !pte\t\"A\"   0X0010000000 ").toText());
        assertEquals(expected, machine.ask("!pte %d 0x10000000", machine.a.processId()).toText());
        assertEquals(machine.ask("!pte A 0x%x", machine.view.machine().symbols().get("MmPagingFile")).toText(),
                machine.ask("!pte A MmPagingFile").toText());
    }

    @Test
    void hostileArgumentsAreAnsweredOrRefused() {
        int answered = 0;
        int refused = 0;
        Random random = new Random(1);
        for (InspectedMachine one : List.of(machine, wide)) {
            for (RegisteredInspection inspection : one.inspections.all()) {
                List<String> queries = new ArrayList<>();
                queries.add(inspection.title());
                HOSTILE.forEach(text -> queries.add(inspection.title() + " " + text));
                HOSTILE.forEach(text -> queries.add(inspection.title() + " A " + text));
                for (int i = 0; i < 30; i++) {
                    queries.add(inspection.title() + " " + HOSTILE.get(random.nextInt(HOSTILE.size())) + " "
                            + HOSTILE.get(random.nextInt(HOSTILE.size())));
                }
                for (String query : queries) {
                    try {
                        Answer answer = one.inspections.ask(query, one.view);
                        assertFalse(answer.toText().isEmpty());
                        parse(answer.toJson());
                        answered++;
                    } catch (QueryException e) {
                        assertEquals(1, e.getMessage().lines().count(), e.getMessage());
                        assertTrue(e.getMessage().length() < 400, e.getMessage());
                        refused++;
                    }
                }
            }
        }
        assertTrue(answered > 300 && refused > 300, answered + " answered, " + refused + " refused");
    }

    @Test
    void jsonHasTheFieldsAsNumbers() throws IOException {
        Map<?, ?> pte = part("!pte A 0x10000000", 0);
        assertEquals("fields", pte.get("form"));
        Map<?, ?> fields = (Map<?, ?>) pte.get("fields");
        assertEquals(BigInteger.valueOf(0x10000000), fields.get("va"));
        assertEquals(BigInteger.valueOf(0xC0300000L + 0x40 * 4), fields.get("pdeAt"));
        assertEquals(BigInteger.valueOf(0xC0040000L), fields.get("pteAt"));
        Map<?, ?> vads = part("!vad A", 0);
        assertEquals("table", vads.get("form"));
        List<?> rows = (List<?>) vads.get("rows");
        assertEquals(machine.process(machine.a).vads().size(), rows.size());
        assertEquals(List.of("vad", "level", "start", "end", "commit", "type", "protection", "name"),
                List.copyOf(((Map<?, ?>) rows.getFirst()).keySet()));
        Map<?, ?> story = part("explain A 0x10000000", 0);
        assertEquals("tree", story.get("form"));
        assertEquals("Address 10000000 of A", story.get("label"));
        assertEquals(2, ((List<?>) story.get("children")).size());
        assertEquals("text", part("explain A 0x10000000", 1).get("form"));
        assertEquals(Boolean.TRUE, ((Map<?, ?>) part("why-private A 0x10000000", 0).get("fields")).get("private"));
    }

    private static Map<?, ?> part(String query, int index) {
        return (Map<?, ?>) ((List<?>) ((Map<?, ?>) parse(machine.ask(query).toJson())).get("parts")).get(index);
    }

    private static Object parse(String text) {
        try (JsonParser json = new JsonFactory().createParser(text)) {
            json.enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
            json.nextToken();
            Object value = value(json);
            assertEquals(null, json.nextToken());
            return value;
        } catch (IOException e) {
            throw new AssertionError(text, e);
        }
    }

    private static Object value(JsonParser json) throws IOException {
        return switch (json.currentToken()) {
            case START_OBJECT -> {
                Map<String, Object> object = new LinkedHashMap<>();
                while (json.nextToken() != JsonToken.END_OBJECT) {
                    String name = json.currentName();
                    json.nextToken();
                    object.put(name, value(json));
                }
                yield object;
            }
            case START_ARRAY -> {
                List<Object> array = new ArrayList<>();
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    array.add(value(json));
                }
                yield array;
            }
            case VALUE_NUMBER_INT -> json.getBigIntegerValue();
            case VALUE_TRUE, VALUE_FALSE -> json.getBooleanValue();
            case VALUE_NULL -> null;
            default -> json.getText();
        };
    }

    @Test
    void everyInspectionHasHelp() {
        String all = machine.ask("help").toText();
        for (RegisteredInspection inspection : machine.inspections.all()) {
            assertTrue(all.contains(inspection.usage()), inspection.usage());
            String one = machine.ask("help %s", inspection.title()).toText();
            assertTrue(one.startsWith(inspection.usage()) && one.contains(inspection.description().help()), one);
        }
    }

    @Inspection(name = "frames", help = "how many frames there are",
            arguments = @Argument(name = "TIMES", kind = ArgumentKind.NUMBER, optional = true))
    private static final class Frames implements Inspector {

        @Override
        public Answer inspect(MachineView view, Arguments arguments) {
            return Answer.of(Fields.titled(null).line("Frames",
                    Value.count(view.pfns().frames() * arguments.optionalNumber("TIMES").orElse(1))).build());
        }
    }

    @Inspection(name = "Bad Name", help = "none")
    private static final class BadName implements Inspector {

        @Override
        public Answer inspect(MachineView view, Arguments arguments) {
            return Answer.of();
        }
    }

    @Test
    void anInspectionCanBeAdded() {
        Inspections inspections = new Inspections();
        inspections.add(new Frames());
        assertEquals("Frames 4096\n", inspections.ask("frames 2", machine.view).toText());
        assertEquals("{\"parts\":[{\"form\":\"fields\",\"title\":null,\"fields\":{\"frames\":2048}}]}",
                inspections.ask("frames", machine.view).toJson());
        assertThrows(IllegalArgumentException.class, () -> inspections.add(new Frames()));
        assertThrows(IllegalArgumentException.class, () -> inspections.add(new BadName()));
        assertThrows(IllegalArgumentException.class, () -> inspections.add((view, arguments) -> Answer.of()));
    }
}
