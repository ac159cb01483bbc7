package org.mmscope.session.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.mmscope.scenario.RunListener;
import org.mmscope.scenario.Scenario;
import org.mmscope.scenario.SourceText;
import org.mmscope.session.snapshot.JsonSnapshotWriter;

/** A statement that is given up at any of its points leaves nothing behind once the program is restored. */
class InterruptionTest {

    private static final String TEXT = """
            machine memory=8MB pagefile=16MB
            file "C:\\d.bin" size=200000 fill=pattern
            process A
            A: r = VirtualAlloc(0x10000000, 4MB, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE)
            A: fill(r, 4MB, 7)
            A: f = CreateFile("C:\\d.bin", GENERIC_READ, FILE_SHARE_READ, OPEN_EXISTING)
            A: m = CreateFileMapping(f, PAGE_WRITECOPY, 0, 0)
            A: v = MapViewOfFile(m, FILE_MAP_COPY, 0, 0, 0)
            A: fill(v, 200000, 1)
            trim A
            tick 3
            A: sum(r, 4MB)
            A: ReadFile(f, 200000)
            fork C from=A
            C: fill(r, 1MB, 3)
            """;

    private int points;

    private static ScenarioProgram program() {
        return new ScenarioProgram(Scenario.parse(new SourceText("i.mms", TEXT)).scenario());
    }

    private static byte[] json(Program program) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        JsonSnapshotWriter.write(program.view(), out);
        return out.toByteArray();
    }

    @Test
    void nothingStaysOfAStatementThatWasGivenUp() throws IOException {
        ScenarioProgram whole = program();
        whole.interruption(() -> points++);
        while (!whole.atEnd()) {
            whole.step(new RunListener() { });
        }
        int all = points;
        assertTrue(all > 2_000, all + " points");
        ScenarioProgram tried = program();
        Random random = new Random(5);
        int givenUp = 0;
        while (!tried.atEnd()) {
            for (int i = 0; i < 6; i++) {
                givenUp += interrupted(tried, 1 + random.nextInt(i < 2 ? 3 : 1500)) ? 1 : 0;
            }
            tried.interruption(null);
            tried.step(new RunListener() { });
        }
        assertTrue(givenUp > 20, givenUp + " given up");
        assertTrue(Arrays.equals(json(whole), json(tried)));
        assertEquals(whole.time(), tried.time());
    }

    /** Gives the next statement up at one of its points, if it has so many, and restores the program. */
    private boolean interrupted(ScenarioProgram program, int point) {
        Program.State before = program.capture();
        points = 0;
        program.interruption(() -> {
            if (++points == point) {
                throw new StatementInterruptedException();
            }
        });
        boolean givenUp = false;
        try {
            program.step(new RunListener() { });
        } catch (StatementInterruptedException e) {
            givenUp = true;
        }
        program.restore(before);
        return givenUp;
    }
}
