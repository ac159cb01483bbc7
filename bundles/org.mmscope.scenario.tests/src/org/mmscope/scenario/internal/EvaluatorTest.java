package org.mmscope.scenario.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mmscope.scenario.Comparison;

class EvaluatorTest {

    @ParameterizedTest
    @CsvSource({ "1 + 2 * 3, 7", "(1 + 2) * 3, 9", "10 - 2 - 3, 5", "1 | 2 + 4, 7", "7 - 1 | 8, 14", "-1, -1",
            "--5, 5", "-2 * 3, -6", "0xFFFFFFFF + 1, 0", "0x80000000 * 2, 0", "4GB, 0", "4GB + 5, 5", "64KB, 65536",
            "1MB - 1, 1048575", "0x10KB, 16384", "$i * 4 + 1, 29", "v + 1, 101", "MEM_RESERVE | MEM_COMMIT, 12288",
            "INVALID_HANDLE_VALUE, -1", "2 * (3 + (4 - 1)) * 2, 24", "0xCAFEF00D, -889262067" })
    void givesTheValue(String text, int value) throws SyntaxException {
        TokenReader in = new TokenReader(Lexer.tokens(text, 1));
        assertEquals(value, new Evaluator(Map.of("v", 100)).value(new ExpressionParser(in).expression(), 7));
        in.expectEnd();
    }

    @ParameterizedTest
    @CsvSource({ "==, 5, 5, true", "==, 5, 6, false", "!=, 5, 6, true", "<, 1, -1, true", "<, -1, 1, false",
            "<=, 3, 3, true", ">, -1, 1, true", ">=, 2, 3, false" })
    void comparesAsUnsigned(String sign, int left, int right, boolean holds) {
        Comparison found = null;
        for (Comparison comparison : Comparison.values()) {
            found = comparison.sign().equals(sign) ? comparison : found;
        }
        assertEquals(holds, found.holds(left, right));
    }
}
