package org.mmscope.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;

import org.junit.jupiter.api.Test;

/** Scenarios changed at random: parsing always ends with a scenario or with reasons, at places that exist. */
class ParserMutationTest {

    private static final String SEED = """
            machine profile=xp memory=64MB pagefile=128MB seed=0
            file "C:\\data.bin" size=200000 fill=pattern # a file
            process A
            process B parent=A
            A: f = CreateFile("C:\\data.bin", GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ, OPEN_EXISTING)
            A: s = CreateFileMapping(f, PAGE_READWRITE, 0, 0, "name")
            A: p = MapViewOfFile(s, FILE_MAP_WRITE, 0, 64KB, -(1 - 2) * 4, 0x10000000)
            repeat 3
              B: q = VirtualAlloc(0x10000000 + $i * 64KB, 120000, MEM_RESERVE, PAGE_READWRITE)
              repeat 2
                A: store32((p + 4) * 1, $i)
              end
            end
            expect p == 0x10000000
            expect error ERROR_INVALID_ADDRESS
            snapshot "after"
            exit A
            """;
    private static final String PIECES = "()|+-*=,:$i#\"\\\n\t 0x9GKMB.é\u0000\uD800";

    @Test
    void theSeedItselfIsGood() {
        assertEquals(0, Scenario.parse(new SourceText("seed", SEED)).diagnostics().size());
    }

    @Test
    void anythingGivesAScenarioOrReasons() {
        Random random = new Random(42);
        int accepted = 0;
        for (int i = 0; i < 20_000; i++) {
            String text = mutated(random);
            ParseResult result = Scenario.parse(new SourceText("m.mms", text));
            assertEquals(result.diagnostics().isEmpty(), !result.refused());
            accepted += result.refused() ? 0 : 1;
            int lines = new SourceText("m.mms", text).lines().size();
            result.diagnostics().forEach(diagnostic -> {
                assertTrue(diagnostic.line() >= 1 && diagnostic.line() <= lines, () -> diagnostic + "\n" + text);
                assertTrue(diagnostic.column() >= 1 && diagnostic.length() >= 0, diagnostic::toString);
            });
        }
        assertTrue(accepted > 100 && accepted < 19_000, "accepted " + accepted);
    }

    private static String mutated(Random random) {
        StringBuilder text = new StringBuilder(SEED);
        for (int changes = 1 + random.nextInt(6); changes > 0; changes--) {
            int at = random.nextInt(text.length());
            int end = Math.min(text.length(), at + random.nextInt(20));
            switch (random.nextInt(5)) {
                case 0 -> text.deleteCharAt(at);
                case 1 -> text.insert(at, PIECES.charAt(random.nextInt(PIECES.length())));
                case 2 -> text.setCharAt(at, (char) random.nextInt(256));
                case 3 -> text.insert(random.nextInt(text.length()), text.substring(at, end));
                default -> text.delete(at, end);
            }
        }
        return text.toString();
    }

    @Test
    void longAndDeepTextEnds() {
        String call = "process A\nA: load8(";
        Scenario.parse(new SourceText("m", call + "1+".repeat(2000) + "1)"));
        Scenario.parse(new SourceText("m", call + "(".repeat(4000) + "1)"));
        Scenario.parse(new SourceText("m", call + "1".repeat(1_000_000)));
        Scenario.parse(new SourceText("m", "repeat 2\n".repeat(100_000)));
        Scenario.parse(new SourceText("m", "repeat 2\n".repeat(8) + "snapshot \"x\"\n" + "end\n".repeat(8)));
        Scenario.parse(new SourceText("m", manyVariablesAndRepeats()));
        assertTrue(Scenario.parse(new SourceText("m", " ".repeat(SourceText.MAXIMUM_BYTES + 1))).refused());
        assertTrue(Scenario.parse(new SourceText("m", "snapshot \"x\"\n".repeat(200_001))).refused());
    }

    private static String manyVariablesAndRepeats() {
        StringBuilder text = new StringBuilder("process A\n");
        for (int i = 0; i < 60_000; i++) {
            text.append("A: v").append(i).append(" = load8(0)\n");
        }
        return text.append("repeat 0\nsnapshot \"x\"\nend\n".repeat(40_000)).toString();
    }
}
