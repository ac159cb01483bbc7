package org.mmscope.scenario.internal;

import java.util.List;

import org.mmscope.scenario.ScenarioLanguage;
import org.mmscope.scenario.Statement;
import org.mmscope.scenario.TranscriptRow;

/**
 * What an expectation found: both values as people read them.
 *
 * @param holds whether it holds
 * @param expected what was expected
 * @param actual what there was
 */
public record Outcome(boolean holds, String expected, String actual) {

    private static final String NONE = "none";

    /** Two values compared. */
    public static Outcome of(Statement.ExpectValue expect, int left, int right) {
        return new Outcome(expect.comparison().holds(left, right), expect.comparison().sign() + " " + number(right),
                number(left));
    }

    /** A call's outcome compared. */
    public static Outcome of(Statement.ExpectOutcome expect, TranscriptRow row) {
        return switch (expect.kind()) {
            case "error" -> new Outcome(row.error() == expect.value(), named(expect.value(), "Last-error codes"),
                    row.exception() == null ? named(row.error(), "Last-error codes") + because(row)
                            : "exception " + exception(row));
            case "exception" -> exception(expect, row);
            default -> fault(expect, row);
        };
    }

    private static String because(TranscriptRow row) {
        return row.reason().isEmpty() ? "" : ", because " + row.reason();
    }

    private static Outcome exception(Statement.ExpectOutcome expect, TranscriptRow row) {
        int actual = row.exception() == null ? 0 : (int) row.exception().code();
        return new Outcome(actual == expect.value(),
                expect.value() == 0 ? NONE : named(expect.value(), "Exception codes"),
                row.exception() == null ? NONE : exception(row));
    }

    private static String exception(TranscriptRow row) {
        return named((int) row.exception().code(), "Exception codes");
    }

    private static Outcome fault(Statement.ExpectOutcome expect, TranscriptRow row) {
        List<String> kinds = row.faults().stream().map(TranscriptRow.FaultRow::kind).toList();
        boolean holds = expect.name().equals(NONE) ? kinds.isEmpty() : kinds.contains(expect.name());
        return new Outcome(holds, expect.name(), kinds.isEmpty() ? NONE : String.join(", ", kinds));
    }

    private static String number(int value) {
        return Integer.toUnsignedString(value) + " (0x" + Integer.toHexString(value).toUpperCase() + ")";
    }

    private static String named(int value, String group) {
        return ScenarioLanguage.constants().stream()
                .filter(constant -> constant.group().equals(group) && constant.value() == value).findFirst()
                .map(constant -> constant.name() + " (" + Integer.toUnsignedString(value) + ")")
                .orElseGet(() -> Integer.toUnsignedString(value));
    }
}
