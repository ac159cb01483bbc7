package org.mmscope.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each way in which a scenario is refused, with the place that is told. */
class RefusalTest {

    private static final String A = "process A\n";
    private static final String LOAD = A + "A: load8(1)\n";

    static Stream<Arguments> refusals() {
        return Stream.of(
                // characters, numbers, strings
                refused("process A;", 1, 10, "the character ';' has no meaning here"),
                refused("\u0001", 1, 1, "\\u0001"),
                refused("snapshot \"open", 1, 10, "the string has no end"),
                refused(A + "A: load8(12x)", 2, 10, "'12x' is not a number"),
                refused(A + "A: load8(0x)", 2, 10, "digits were expected"),
                refused(A + "A: load8(99999999999999)", 2, 10, "too large"),
                refused(A + "A: load8(5000GB)", 2, 10, "too large"),
                refused(A + "A: load8($j)", 2, 10, "the only '$' name is $i"),
                refused("# " + "x".repeat(5000), 1, 4097, "the line is too long"),
                // words
                refused("proces A", 1, 1, "'proces' is no word of the language"),
                refused("VirtualAlloc(1)", 1, 1, "the calling process was expected before the call"),
                refused("42", 1, 1, "a keyword, or NAME: with a call was expected, not '42'"),
                refused("process", 1, 8, "the name of a process was expected, not the end of the line"),
                refused("process A B", 1, 11, "'B' is no option of 'process'"),
                refused(A + "exit A now", 2, 8, "the end of the line was expected, not 'now'"),
                // machine
                refused(A + "machine profile=xp", 2, 1, "'machine' may only be the first statement"),
                refused("machine speed=9", 1, 9, "'speed' is no option of 'machine'"),
                refused("machine profile=vista", 1, 17, "nt4, w2k, xp, ws2003 was expected, not 'vista'"),
                refused("machine profile=xp profile=xp", 1, 20, "'profile=' is there twice"),
                refused("machine memory=1KB", 1, 16, "out of range"),
                refused("machine memory=5000000", 1, 16, "a multiple of 4KB"),
                refused("machine userva=5GB", 1, 16, "out of range"),
                refused("machine profile", 1, 16, "'=' was expected"),
                // file
                refused("file C:\\x size=1", 1, 8, "has no meaning here"),
                refused("file \"C:\\x\"", 1, 12, "either size="),
                refused("file \"C:\\x\" size=1 from=\"x\"", 1, 28, "either size="),
                refused("file \"x\" size=1", 1, 6, "a path of the simulated volume was expected"),
                refused("file \"C:\\a\\\\b\" size=1", 1, 6, "a path of the simulated volume was expected"),
                refused("file \"C:\\x\" size=1 fill=256", 1, 25, "out of range"),
                refused("file \"C:\\x\" size=1 fill=random", 1, 25, "zero, pattern or a byte"),
                refused("file \"C:\\x\" size=1\nfile \"c:\\X\" size=1", 2, 6, "this file exists since line 1"),
                refused("file \"C:\\x\" from=\"no such file\"", 1, 18, "there is no file no such file on the host"),
                refused("file \"C:\\x\" from=\"/\"", 1, 18, "is not a file"),
                refused("file \"C:\\x\" from=\"a\u0000b\"", 1, 18, "not a path of a file of the host"),
                refused("repeat 2\nfile \"C:\\x\" size=1\nend", 2, 1, "again and again"),
                // processes
                refused(A + A, 2, 9, "'A' exists since line 1"),
                refused("process B parent=A", 1, 18, "there is no process 'A'"),
                refused("exit A", 1, 6, "there is no process 'A'"),
                refused(A + "exit A\nA: load8(1)", 3, 1, "process 'A' ended on line 2"),
                refused("repeat 2\nprocess A\nend", 2, 9, "would be created again by each repetition"),
                refused(A + "repeat 2\nexit A\nend", 4, 1, "which each repetition would end again"),
                refused("process A ws_min=50 ws_max=40", 1, 9, "ws_min= is greater than ws_max="),
                refused("wait everything", 1, 6, "'everything' is no system thread; one of zero-page,"),
                refused("machine profile=nt4 paging=pae", 1, 28, "Windows NT 4.0 has no kernel for PAE"),
                refused("machine paging=pae profile=nt4", 1, 16, "Windows NT 4.0 has no kernel for PAE"),
                refused("machine dep=optin profile=w2k", 1, 13, "Windows 2000 has no data execution prevention"),
                refused("machine dep=alwayson paging=x86", 1, 13, "dep=alwayson needs paging=pae"),
                refused("machine profile=nt4 userva=3GB", 1, 28,
                        "Windows NT 4.0 Workstation has 2 GB of user space; edition=enterprise can have more"),
                refused("machine profile=w2k edition=datacenter userva=2560MB", 1, 47,
                        "Windows 2000 has 2 GB or 3 GB of user space"),
                refused("machine edition=home userva=3GB", 1, 29, "edition=professional can have more"),
                refused("machine userva=2050MB", 1, 16, "userva= must be a multiple of 4MB"),
                refused("machine policy=best", 1, 16, "there is no replacement policy 'best'; one of ageing-lru, clock"),
                refused("machine policy=", 1, 16, "the name of a replacement policy was expected"),
                refused("machine profile=nt4 largepages=on", 1, 32, "Windows NT 4.0 has no large pages"),
                refused("machine largepages=on memory=8MB", 1, 20, "largepages=on needs 16 MB of memory or more"),
                refused("machine largepages=yes", 1, 20, "on, off"),
                refused("trim A", 1, 6, "there is no process 'A'"),
                refused("tick 86401", 1, 6, "at most 86400 seconds were expected"),
                refused("tick n", 1, 6, "'n' is neither a constant nor a variable"),
                refused("machine edition=web", 1, 17,
                        "Windows XP has no edition 'web'; professional, home was expected"),
                // repeat
                refused("repeat 2\nsnapshot \"x\"", 1, 1, "this repeat has no end"),
                refused("end", 1, 1, "this end has no repeat"),
                refused("repeat 2\nend", 2, 1, "there is nothing to repeat"),
                refused("repeat\nsnapshot \"x\"\nend", 1, 7, "a number, a name or '(' was expected"),
                refused(A + "A: n = load8(1)\nrepeat n\nA: load8(1)\nend", 3, 8, "known before the run"),
                refused("repeat 1\n".repeat(9) + "snapshot \"x\"\n" + "end\n".repeat(8), 9, 1, "at most 8 deep"),
                refused("repeat 100000\nrepeat 100000\nsnapshot \"x\"\nend\nend", 1, 1, "would run more than"),
                // calls
                refused("A: load8(1)", 1, 1, "there is no process 'A'"),
                refused(A + "A: Load8(1)", 2, 4, "'Load8' is no call of the language; load8 was expected"),
                refused(A + "A: HeapWalk(1)", 2, 4, "'HeapWalk' is no call of the language"),
                refused(A + "A: load8", 2, 9, "'(' was expected"),
                refused(A + "A: load8(", 2, 10, "a number, a name or '(' was expected, not the end of the line"),
                refused(A + "A: load8(1", 2, 11, "',' or ')' was expected"),
                refused(A + "A: load8(1,)", 2, 12, "a number, a name or '(' was expected, not ')'"),
                refused(A + "A: load8(1) 2", 2, 13, "the end of the line was expected, not '2'"),
                refused(A + "A: load8()", 2, 4, "load8(address) takes 1 argument, not 0"),
                refused(A + "A: VirtualFree(1, 2)", 2, 4,
                        "VirtualFree(address, size, type) takes 3 arguments, not 2"),
                refused(A + "A: CreateFileMapping(1)", 2, 4, "takes 4 to 5 arguments, not 1"),
                refused(A + "A: load8(p)", 2, 10, "'p' is neither a constant nor a variable"),
                refused(A + "A: p = load8(p)", 2, 14, "'p' is neither a constant nor a variable"),
                refused(A + "repeat 2\nA: load8(p)\nA: p = load8(1)\nend", 3, 10, "'p' is neither a constant"),
                refused(A + "repeat 0\nA: p = load8(1)\nend\nA: load8(p)", 5, 10, "'p' is neither a constant"),
                refused(A + "A: load8(PAGE_READONYL)", 2, 10, "'PAGE_READONYL' is neither a constant"),
                refused(A + "A: PAGE_READONLY = load8(1)", 2, 4, "'PAGE_READONLY' is a constant"),
                refused(A + "A: load8(\"x\")", 2, 10, "a number was expected, not a string"),
                refused(A + "A: load8(1 + \"x\")", 2, 14, "a number was expected, not a string"),
                refused(A + "A: CreateFile(1, 2, 3, 4)", 2, 15, "a string in double quotes was expected for path"),
                refused(A + "A: load8($i)", 2, 10, "$i has a value only between repeat and end"),
                refused(A + "A: load8(" + "(".repeat(70), 2, 74, "nested too deep"),
                refused(A + "A: load8(" + "-".repeat(70) + "1)", 2, 74, "nested too deep"),
                // expectations
                refused(A + "expect error 5", 2, 1, "there is no call before this line"),
                refused(LOAD + "expect", 3, 7, "a number, a name or '(' was expected"),
                refused(LOAD + "expect 1", 3, 9, "==, !=, <, <=, > or >= was expected"),
                refused(LOAD + "expect 1 == ", 3, 12, "a number, a name or '(' was expected"),
                refused(LOAD + "expect x == 1", 3, 8, "'x' is neither a constant nor a variable"),
                refused(LOAD + "expect error ERROR_NONSENSE", 3, 14, "'ERROR_NONSENSE' is unknown"),
                refused(LOAD + "expect error MEM_COMMIT", 3, 14, "'MEM_COMMIT' is unknown"),
                refused(LOAD + "expect exception ERROR_BUSY", 3, 18, "'ERROR_BUSY' is unknown"),
                refused(LOAD + "expect fault page", 3, 14, "'page' is no kind of fault"),
                // the rest
                refused("snapshot \"\"", 1, 10, "a snapshot must have a name"),
                refused("snapshot x", 1, 10, "the snapshot's name in double quotes was expected"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void isRefusedAtItsPlace(String text, int line, int column, String message) {
        ParseResult result = Scenario.parse(new SourceText("x.mms", text));
        assertNull(result.scenario());
        assertTrue(result.refused());
        assertEquals(1, result.diagnostics().size(), () -> result.diagnostics().toString());
        Diagnostic first = result.diagnostics().get(0);
        assertEquals("x.mms:" + line + ":" + column, first.toString().substring(0, first.toString().indexOf(": ")));
        assertTrue(first.message().contains(message), first::message);
    }

    @Test
    void tellsEveryLineThatIsWrong() {
        String text = "proces A\n\nprocess B\nB: load8(x)\nB: nothing(y\nend\n";
        List<String> places = Scenario.parse(new SourceText("x.mms", text)).diagnostics().stream()
                .map(diagnostic -> diagnostic.line() + ":" + diagnostic.column()).toList();
        assertEquals(List.of("1:1", "4:10", "5:13", "6:1"), places);
    }

    @Test
    void stopsTellingAfterManyErrors() {
        assertEquals(200, Scenario.parse(new SourceText("x.mms", "oops\n".repeat(5000))).diagnostics().size());
    }

    @Test
    void acceptsEveryCall() {
        for (ScenarioLanguage.Call call : ScenarioLanguage.calls()) {
            String text = A + "A: " + call.name() + "(" + arguments(call) + ")";
            ParseResult result = Scenario.parse(new SourceText("x.mms", text));
            assertFalse(result.refused(), call.name() + result.diagnostics());
        }
    }

    private static String arguments(ScenarioLanguage.Call call) {
        return String.join(", ", call.parameters().stream().map(parameter -> switch (parameter.kind()) {
            case NUMBER -> "1";
            case TEXT -> "\"C:\\x\"";
            case PROCESS -> "A";
        }).toList());
    }

    @Test
    void acceptsAnEmptyScenario() {
        assertFalse(Scenario.parse(new SourceText("x.mms", "")).refused());
        assertFalse(Scenario.parse(new SourceText("x.mms", "\r\n  # nothing\r\n")).refused());
    }

    private static Arguments refused(String text, int line, int column, String message) {
        return Arguments.of(text, line, column, message);
    }
}
