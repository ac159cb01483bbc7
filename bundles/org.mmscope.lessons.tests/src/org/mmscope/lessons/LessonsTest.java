package org.mmscope.lessons;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mmscope.scenario.ExpectationFailure;
import org.mmscope.scenario.ParseResult;
import org.mmscope.scenario.RunListener;
import org.mmscope.scenario.Scenario;
import org.mmscope.scenario.ScenarioRunner;

class LessonsTest {

    static Stream<String> ids() {
        return Lessons.list().stream().map(Lesson::id);
    }

    @Test
    void areFoundByTheirIds() {
        assertEquals("sharing", Lessons.guidedExample().id());
        assertEquals("sharing.mms", Lessons.guidedExample().source().fileName());
        assertEquals("Two processes share a mapped file", Lessons.guidedExample().title());
        assertTrue(Lessons.byId("nothing").isEmpty());
    }

    @ParameterizedTest
    @MethodSource("ids")
    void areGoodAndHoldWhatTheyExpect(String id) {
        Lesson lesson = Lessons.byId(id).orElseThrow();
        assertFalse(lesson.title().isBlank());
        assertFalse(lesson.description().isBlank());
        ParseResult parsed = Scenario.parse(lesson.source());
        assertEquals(List.of(), parsed.diagnostics());
        List<String> failures = new ArrayList<>();
        ScenarioRunner runner = new ScenarioRunner(parsed.scenario());
        runner.listener(new RunListener() {
            @Override
            public void expectationFailed(ExpectationFailure failure) {
                failures.add(failure.toString());
            }
        });
        while (!runner.atEnd()) {
            runner.step();
        }
        assertEquals(List.of(), failures);
    }
}
