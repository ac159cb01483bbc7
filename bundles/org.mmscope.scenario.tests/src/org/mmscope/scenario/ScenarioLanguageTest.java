package org.mmscope.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.mmscope.win32.Win32Constants;

class ScenarioLanguageTest {

    @Test
    void everyEntryIsDocumentedAndUnique() {
        Set<String> names = new HashSet<>();
        Stream.of(ScenarioLanguage.keywords(), ScenarioLanguage.calls(), ScenarioLanguage.constants())
                .flatMap(entries -> entries.stream()).forEach(entry -> {
                    assertTrue(names.add(entry.name()), entry.name());
                    assertFalse(entry.documentation().isBlank(), entry.name());
                });
        ScenarioLanguage.calls().forEach(call -> assertFalse(call.group().isBlank(), call.name()));
    }

    @Test
    void everyConstantIsInTheCatalogue() {
        for (Field field : Win32Constants.class.getFields()) {
            assertTrue(ScenarioLanguage.constant(field.getName()).isPresent(), field.getName());
        }
    }

    @Test
    void constantsHaveTheValuesOfTheHeaders() {
        assertEquals(0x1000, ScenarioLanguage.constant("MEM_COMMIT").orElseThrow().value());
        assertEquals(0xF001F, ScenarioLanguage.constant("FILE_MAP_ALL_ACCESS").orElseThrow().value());
        assertEquals(-1, ScenarioLanguage.constant("INVALID_HANDLE_VALUE").orElseThrow().value());
        assertEquals(0x80000000, ScenarioLanguage.constant("GENERIC_READ").orElseThrow().value());
        assertEquals(487, ScenarioLanguage.constant("ERROR_INVALID_ADDRESS").orElseThrow().value());
    }

    @Test
    void hasEveryLineAndCallOfTheDocumentation() {
        List<String> keywords = List.of("machine", "file", "process", "fork", "thread", "exit", "tick", "trim",
                "outswap", "inswap", "wait", "trace", "repeat", "end", "snapshot", "expect");
        assertEquals(keywords, ScenarioLanguage.keywords().stream().map(ScenarioLanguage.Keyword::name).toList());
        assertEquals(53, ScenarioLanguage.calls().size());
        assertEquals("CreateFileMapping(file, protect, sizeHigh, sizeLow, [name])",
                ScenarioLanguage.call("CreateFileMapping").orElseThrow().signature());
        assertEquals(List.of("NUMBER", "TEXT"), Arrays.asList(ScenarioLanguage.call("OpenFileMapping").orElseThrow()
                .parameters().stream().map(parameter -> parameter.kind().name()).toArray()));
    }

    @Test
    void optionsAreDocumented() {
        assertEquals(List.of("image", "parent", "ws_min", "ws_max", "priority"), ScenarioLanguage.keyword("process")
                .orElseThrow().options().stream().map(ScenarioLanguage.Option::name).toList());
    }
}
