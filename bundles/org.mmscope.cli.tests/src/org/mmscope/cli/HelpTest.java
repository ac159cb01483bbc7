package org.mmscope.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HelpTest extends CommandLineTest {

    @ParameterizedTest
    @ValueSource(strings = { "run", "export", "diff", "check", "query", "walk", "render", "completion" })
    void everyVerbIsListedAndHasHelp(String verb) {
        Outcome help = mmscope("--help");
        help.assertExit(0);
        assertTrue(help.out().lines().anyMatch(line -> line.startsWith("  " + verb + " ")), help.out());
        Outcome own = mmscope(verb, "--help");
        own.assertExit(0);
        assertTrue(own.out().startsWith("Usage: mmscope " + verb + " "), own.out());
        assertTrue(own.out().contains("Exit code: 0"), own.out());
        assertEquals("", own.err());
    }

    @Test
    void aWrongVerbIsRefusedWithASuggestion() {
        Outcome wrong = mmscope("rum");
        wrong.assertRefused("rum");
        assertTrue(wrong.err().contains("run"), wrong.err());
    }

    @Test
    void noVerbIsRefused() {
        mmscope().assertRefused("mmscope --help");
    }

    @Test
    void wrongOptionsAreRefused() {
        mmscope("run", "--nonsense", "a.mms").assertRefused("--nonsense");
        mmscope("run").assertRefused("FILE.mms");
        mmscope("walk", "image.raw").assertRefused("--cr3");
    }
}
