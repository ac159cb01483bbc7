package org.mmscope.session;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.mmscope.scenario.ConditionText;
import org.mmscope.scenario.ScenarioLanguage;
import org.mmscope.scenario.TranscriptRow;
import org.mmscope.session.inspect.Inspections;
import org.mmscope.session.inspect.Query;
import org.mmscope.session.inspect.QueryException;

/** The usual conditions, from their values or from a text. */
public final class Conditions {

    private static final String ADDRESS = "(0[xX][0-9a-fA-F]{1,8}|\\d{1,10})";
    private static final Pattern TOUCHES =
            Pattern.compile("touches\\s+" + ADDRESS + "(?:\\s*\\.\\.\\s*" + ADDRESS + ")?");
    private static final Pattern QUERY = Pattern.compile("(.+?)\\s+(has|lacks)\\s+\"([^\"]*)\"", Pattern.DOTALL);
    /** The name by which a place gives the count of a repeat. */
    private static final String COUNTER = "$i";
    private static final long MOST = 0xFFFF_FFFFL;

    private Conditions() {
    }

    /**
     * Reads a condition:
     *
     * <ul>
     * <li>a comparison in the scenario's expression language, such as {@code available < 100}, {@code p + 4KB == q} or
     * {@code $i == 10}. Names are variables of the scenario; else the counters {@code available zeroed free standby
     * modified modifiedNoWrite bad commit commitLimit pagedPool nonPagedPool} (pages), {@code time} (milliseconds of
     * virtual time) and {@code statement}; else a counter of a process, {@code workingSet_A privatePages_A commit_A
     * faults_A hardFaults_A}. A comparison with a name that has no value does not hold;
     * <li>{@code fault KIND}, {@code error NAME}, {@code exception NAME}: what a call of the statement gave, as after
     * {@code expect};
     * <li>{@code touches 0x10000000..0x1000FFFF}: a call of the statement faulted or raised an exception at an address
     * from the first to the last;
     * <li>a query and a text that its answer has or lacks: {@code !pte A 0x10000000 has "Transition"}.
     * </ul>
     *
     * @throws IllegalArgumentException with what was expected, for people
     */
    public static Condition parse(String text) {
        Matcher touches = TOUCHES.matcher(text.strip());
        if (touches.matches()) {
            long first = address(touches.group(1));
            return touches(first, touches.group(2) == null ? first : address(touches.group(2)));
        }
        Matcher query = QUERY.matcher(text.strip());
        if (query.matches()) {
            Condition has = query(query.group(1), query.group(3));
            return query.group(2).equals("has") ? has : has.not();
        }
        ConditionText condition = ConditionText.parse(text);
        return condition.ofCall() ? place -> place.rows().stream().anyMatch(condition::holds)
                : place -> condition.holds(name -> value(place, name), place.value(COUNTER).orElse(0));
    }

    private static Integer value(Condition.Place place, String name) {
        OptionalInt value = place.value(name);
        return value.isPresent() ? value.getAsInt() : null;
    }

    private static long address(String text) {
        boolean hexadecimal = text.startsWith("0x") || text.startsWith("0X");
        long value = hexadecimal ? Long.parseLong(text.substring(2), 16) : Long.parseLong(text);
        if (value > MOST) {
            throw new IllegalArgumentException(text + " is no address");
        }
        return value;
    }

    /** A call of the statement took a fault of a kind, as transcripts name it. */
    public static Condition fault(String kind) {
        if (!ScenarioLanguage.FAULT_KINDS.contains(kind)) {
            throw new IllegalArgumentException(
                    "'" + kind + "' is no kind of fault; one of " + ScenarioLanguage.FAULT_KINDS + " was expected");
        }
        return place -> place.rows().stream().flatMap(row -> row.faults().stream())
                .anyMatch(fault -> fault.kind().equals(kind));
    }

    /** A call of the statement faulted or raised an exception at an address from the first to the last. */
    public static Condition touches(long first, long last) {
        if (first < 0 || last > MOST || first > last) {
            throw new IllegalArgumentException("no range of addresses: " + first + " to " + last);
        }
        return place -> place.rows().stream().anyMatch(row -> touches(row, first, last));
    }

    private static boolean touches(TranscriptRow row, long first, long last) {
        return row.faults().stream().anyMatch(fault -> fault.va() >= first && fault.va() <= last)
                || row.exception() != null && row.exception().address() >= first && row.exception().address() <= last;
    }

    /** Virtual time has come to a moment, in 100 ns since boot. */
    public static Condition time(long at) {
        return place -> place.time() >= at;
    }

    /** The next statement is on a line, from 1. */
    public static Condition line(int line) {
        return place -> place.line() == line;
    }

    /**
     * The answer to a query has a text in it; a query that cannot be answered at a place has no answer there.
     *
     * @param query as in the console and on the command line
     * @throws IllegalArgumentException if it names no inspection or has too few or too many arguments
     */
    public static Condition query(String query, String answer) {
        Query understood = understood(query.strip());
        return place -> {
            try {
                return understood.ask(place.view()).toText().contains(answer);
            } catch (QueryException e) {
                return false;
            }
        };
    }

    private static Query understood(String query) {
        try {
            return new Inspections().parse(query);
        } catch (QueryException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }
}
