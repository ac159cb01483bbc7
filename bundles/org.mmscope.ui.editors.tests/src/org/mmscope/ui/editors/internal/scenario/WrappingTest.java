package org.mmscope.ui.editors.internal.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class WrappingTest {

    @Test
    void longLinesBreakBetweenWordsAndNothingIsLost() {
        String text = "word ".repeat(60).strip();
        String wrapped = Wrapping.wrapped(text);
        assertTrue(wrapped.lines().allMatch(line -> line.stripTrailing().length() <= 76));
        assertEquals(text, wrapped.replace("\n", ""));
    }

    @Test
    void breaksThatAreThereStay() {
        assertEquals("a b\nc\n\nd", Wrapping.wrapped("a b\nc\n\nd"));
    }
}
