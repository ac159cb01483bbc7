package org.mmscope.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Machines of every kind that the machine line can name, and what is said of them. */
class MachineLineTest {

    private static final String USE = """
            process A
            A: VirtualAlloc(0x10000000, 64KB, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE)
            A: store32(0x10000000, 7)
            A: execute(0x10000004)
            """;

    private static TranscriptRow execute(String machine) {
        return Runs.of(machine + "\n" + USE).rows().getLast();
    }

    @ParameterizedTest
    @ValueSource(strings = {"machine profile=nt4", "machine profile=nt4 edition=enterprise userva=3GB",
        "machine profile=w2k", "machine profile=w2k paging=pae", "machine profile=xp edition=home",
        "machine dep=optin", "machine dep=alwaysoff", "machine userva=2560MB", "machine dep=optin userva=3GB",
        "machine profile=ws2003 edition=standard", "machine profile=nt4 dep=alwaysoff"})
    void machinesOnWhichDataIsExecuted(String machine) {
        assertEquals(null, execute(machine).exception());
    }

    @ParameterizedTest
    @ValueSource(strings = {"machine dep=optout", "machine dep=alwayson", "machine paging=pae dep=optout",
        "machine profile=ws2003 dep=alwayson userva=3GB"})
    void machinesOnWhichItIsNot(String machine) {
        TranscriptRow row = execute(machine);
        assertEquals(new TranscriptRow.ExceptionRow(0xC0000005L, 8, 0x10000004L), row.exception());
        assertEquals(0, row.result());
    }

    @Test
    void memoryThatIsNotUsedIsWarnedOf() {
        ParseResult result = Scenario.parse(new SourceText("x.mms", "machine profile=ws2003 edition=web memory=3GB"));
        assertEquals(List.of("x.mms:1:1: warning: Windows Server 2003 Web Edition uses 2 GB of memory on this machine; "
                + "the rest is left unused"), result.warnings().stream().map(Diagnostic::toString).toList());
        assertEquals(List.of(), result.diagnostics());
        assertTrue(Scenario.parse(new SourceText("x.mms", "machine memory=4GB")).warnings().isEmpty());
        assertEquals(1, Scenario.parse(new SourceText("x.mms", "machine profile=ws2003 memory=5GB")).warnings().size());
    }

    @Test
    void anotherProfileMustHaveWhatIsAskedFor() {
        Scenario scenario = Runs.scenario("machine paging=pae\nprocess A");
        assertEquals("ws2003", scenario.withProfile("ws2003").machine().profile());
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class,
                () -> scenario.withProfile("nt4"));
        assertEquals("Windows NT 4.0 has no kernel for PAE", refused.getMessage());
    }
}
