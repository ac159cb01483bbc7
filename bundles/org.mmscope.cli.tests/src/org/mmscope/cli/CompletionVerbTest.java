package org.mmscope.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompletionVerbTest extends CommandLineTest {

    @ParameterizedTest
    @ValueSource(strings = { "run", "export", "diff", "check", "query", "walk", "render", "completion" })
    void scriptKnowsTheVerb(String verb) {
        Outcome completion = mmscope("completion");
        completion.assertExit(0);
        assertTrue(completion.out().contains("function _picocli_mmscope_" + verb + "()"), verb);
        assertEquals("", completion.err());
    }

    @Test
    void scriptKnowsOptionsAndIsRegisteredForTheCommand() {
        String script = mmscope("completion").out();
        assertTrue(script.startsWith("#!/usr/bin/env bash"), script);
        assertTrue(script.contains("--transcript"));
        assertTrue(script.lines().anyMatch(line -> line.matches("complete -F .* mmscope .*")), script);
    }
}
