package org.mmscope.ui.editors.internal.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.mmscope.ui.editors.internal.scenario.ScenarioTokens.Type;

class ScenarioTokensTest {

    private static List<String> tokens(String line) {
        return ScenarioTokens.of(line).stream().filter(token -> token.type() != Type.OTHER)
                .map(token -> token.type() + " " + line.substring(token.start(), token.end())).toList();
    }

    @Test
    void aCallLine() {
        assertEquals(
                List.of("CALL VirtualAlloc", "NUMBER 0x10000000", "NUMBER 64KB", "CONSTANT MEM_RESERVE",
                        "CONSTANT PAGE_READWRITE", "COMMENT # why"),
                tokens("A: p = VirtualAlloc(0x10000000, 64KB, MEM_RESERVE, PAGE_READWRITE) # why"));
    }

    @Test
    void keywordsCountAtTheBeginningOnly() {
        assertEquals(List.of("KEYWORD process"), tokens("process file"));
        assertEquals(List.of("CALL load8"), tokens("process: load8(file)"));
    }

    @Test
    void aHashInAStringIsNoComment() {
        assertEquals(List.of("KEYWORD file", "STRING \"C:\\a#b\"", "NUMBER 4KB"), tokens("file \"C:\\a#b\" size=4KB"));
    }

    @Test
    void aStringThatIsNotClosedEndsWithTheLine() {
        assertEquals(List.of("KEYWORD file", "STRING \"C:\\a"), tokens("file \"C:\\a"));
    }
}
