package org.mmscope.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mmscope.kernel.PageFileSize;

class ParserTest {

    @Test
    void readsTheMachine() {
        MachineOptions machine = parse("# first\nmachine profile=ws2003 memory=128MB pagefile=64MB pagefile=1GB seed=7")
                .machine();
        assertEquals("ws2003", machine.profile());
        assertEquals(128L << 20, machine.memory());
        assertEquals(List.of(PageFileSize.fixed(64L << 20), PageFileSize.fixed(1L << 30)), machine.pageFiles());
        assertEquals(7, machine.seed());
    }

    @Test
    void aPageFileMayHaveAMaximum() {
        assertEquals(List.of(new PageFileSize(16L << 20, 64L << 20), PageFileSize.fixed(4L << 20)),
                parse("machine pagefile=16MB-64MB pagefile=4MB memory=16MB").machine().pageFiles());
        for (String wrong : new String[] {"16MB-8MB", "16MB-", "16MB-17000000", "-16MB"}) {
            assertTrue(Scenario.parse(new SourceText("a.mms", "machine pagefile=" + wrong)).scenario() == null, wrong);
        }
    }

    @Test
    void hasADefaultMachine() {
        assertEquals(MachineOptions.DEFAULT, parse("process A").machine());
        assertEquals(64L << 20, MachineOptions.DEFAULT.memory());
        assertEquals("xp", MachineOptions.DEFAULT.profile());
    }

    @Test
    void readsFiles() {
        List<Statement> statements = parse("file \"C:\\a # b.bin\" size=5GB fill=pattern # of no use\n"
                + "file \"C:\\dir\\x\" size=0\nfile \"c:\\y\" fill=0xFF size=1").statements();
        Statement.File first = (Statement.File) statements.get(0);
        assertEquals("C:\\a # b.bin", first.path());
        assertEquals(5L << 30, first.size());
        assertEquals("pattern", first.fill());
        assertEquals("file \"C:\\a # b.bin\" size=5GB fill=pattern", first.text());
        assertEquals("zero", ((Statement.File) statements.get(1)).fill());
        assertEquals("255", ((Statement.File) statements.get(2)).fill());
    }

    @Test
    void resolvesHostPathsAgainstTheScenariosFolder(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("data.txt"), "hello");
        Path source = Files.writeString(folder.resolve("x.mms"), "file \"C:\\d\" from=\"data.txt\"\n");
        ParseResult result = Scenario.parse(SourceText.read(source));
        assertEquals(List.of(), result.diagnostics());
        assertEquals(file, ((Statement.File) result.scenario().statements().get(0)).from());
    }

    @Test
    void readsCalls() {
        Statement.Call call = (Statement.Call) parse(
                "process A\n  A:p=VirtualAlloc( 0x10000000 ,64KB, MEM_RESERVE|MEM_COMMIT, PAGE_READWRITE )# x")
                .statements().get(1);
        assertEquals("A", call.process());
        assertEquals("p", call.variable());
        assertEquals("VirtualAlloc", call.call());
        assertEquals(4, call.arguments().size());
        assertEquals(0x10000, ((Expression.Number) call.arguments().get(1)).value());
        assertEquals(4, ((Expression.Constant) call.arguments().get(3)).value());
    }

    @Test
    void joinsRepeatsWithTheirEnds() {
        List<Statement> statements = parse("repeat 2\nrepeat 3 * 4\nsnapshot \"x\"\nend\nend").statements();
        Statement.Repeat outer = assertInstanceOf(Statement.Repeat.class, statements.get(0));
        Statement.Repeat inner = assertInstanceOf(Statement.Repeat.class, statements.get(1));
        assertEquals(4, outer.end());
        assertEquals(3, inner.end());
        assertEquals(12, inner.count());
        assertEquals(1, assertInstanceOf(Statement.End.class, statements.get(3)).repeat());
    }

    @Test
    void readsExpectations() {
        List<Statement> statements = parse("process A\nA: x = load8(1)\nexpect x >= 5\n"
                + "expect error ERROR_INVALID_ADDRESS\nexpect error 0\nexpect exception STATUS_GUARD_PAGE_VIOLATION\n"
                + "expect exception access-violation\nexpect exception none\nexpect fault copy-on-write\n"
                + "expect x = 1").statements();
        assertEquals(Comparison.GREATER_OR_EQUAL, ((Statement.ExpectValue) statements.get(2)).comparison());
        assertEquals(487, ((Statement.ExpectOutcome) statements.get(3)).value());
        assertEquals(0, ((Statement.ExpectOutcome) statements.get(4)).value());
        assertEquals(0x80000001, ((Statement.ExpectOutcome) statements.get(5)).value());
        assertEquals(0xC0000005, ((Statement.ExpectOutcome) statements.get(6)).value());
        assertEquals("none", ((Statement.ExpectOutcome) statements.get(7)).name());
        assertEquals("copy-on-write", ((Statement.ExpectOutcome) statements.get(8)).name());
        assertEquals(Comparison.EQUAL, ((Statement.ExpectValue) statements.get(9)).comparison());
    }

    @Test
    void aRepeatMayCreateAndEndAProcess() {
        parse("repeat 2\nprocess A\nA: load8($i * 4KB)\nexit A\nend\nprocess A");
    }

    @Test
    void refusesTextThatIsNotUtf8(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("x.mms"), new byte[] { (byte) 0xC3, '(' });
        IOException refused = org.junit.jupiter.api.Assertions.assertThrows(IOException.class,
                () -> SourceText.read(file));
        assertTrue(refused.getMessage().contains("UTF-8"));
    }

    private static Scenario parse(String text) {
        ParseResult result = Scenario.parse(new SourceText("x.mms", text));
        assertEquals(List.of(), result.diagnostics());
        return result.scenario();
    }
}
