package org.mmscope.ui.editors.internal.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;

class ScenarioProposalsTest {

    private static final String HEAD = "process A\nprocess Beta\nA: p = VirtualAlloc(0, 4KB, MEM_COMMIT, 4)\n";

    private static List<String> at(String text) {
        return ScenarioProposals.at(text, text.length()).stream().map(ScenarioProposals.Proposal::text).toList();
    }

    @Test
    void aLineBeginsWithAKeywordOrAProcess() {
        assertTrue(at(HEAD).containsAll(List.of("machine ", "file ", "A: ", "Beta: ")));
        assertEquals(List.of("Beta: "), at(HEAD + "Bet"));
    }

    @Test
    void afterTheProcessComesACall() {
        assertEquals(List.of("VirtualAlloc()", "VirtualAllocEx()"), at(HEAD + "A: q = VirtualA"));
    }

    @Test
    void argumentsAreVariablesAndConstants() {
        assertTrue(at(HEAD + "A: load8(").contains("p"));
        assertTrue(at(HEAD + "A: VirtualFree(p, 0, MEM_RE").contains("MEM_RELEASE"));
    }

    @Test
    void wordsOfALine() {
        assertTrue(at(HEAD + "trim ").contains("Beta"));
        assertTrue(at(HEAD + "expect fault m").contains("mapped-file"));
        assertTrue(at("machine prof").contains("profile="));
    }

    @Test
    void nothingInCommentsAndStrings() {
        assertEquals(List.of(), at("# pro"));
        assertEquals(List.of(), at("file \"C:\\pro"));
    }
}
