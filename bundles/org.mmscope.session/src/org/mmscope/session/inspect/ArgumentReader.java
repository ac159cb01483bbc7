package org.mmscope.session.inspect;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.mmscope.kernel.view.MachineView;
import org.mmscope.kernel.view.ProcessView;

/** Turns the words of a query into what they stand for on one machine. */
final class ArgumentReader {

    private static final long LAST_ADDRESS = 0xFFFF_FFFFL;

    private final MachineView view;

    ArgumentReader(MachineView view) {
        this.view = view;
    }

    /** The value of a word. */
    Object read(Argument argument, Word word) {
        return switch (argument.kind()) {
            case PROCESS -> process(word);
            case ADDRESS -> address(argument, word);
            case FRAME -> frame(argument, word);
            case NUMBER -> number(argument, word, Long.MAX_VALUE);
            case WORD -> word(argument, word);
        };
    }

    private ProcessView process(Word word) {
        List<ProcessView> exact = view.processes().stream().filter(p -> p.name().equals(word.text())).toList();
        List<ProcessView> named = exact.isEmpty()
                ? view.processes().stream().filter(p -> p.name().equalsIgnoreCase(word.text())).toList() : exact;
        if (named.size() > 1) {
            throw new QueryException(word.position(), "there are " + named.size() + " processes " + word.shown(),
                    "one of the ids " + String.join(", ", named.stream().map(p -> "" + p.pid()).limit(20).toList()),
                    null);
        }
        return named.isEmpty() ? processById(word) : named.getFirst();
    }

    private ProcessView processById(Word word) {
        long id = word.quoted() ? -1 : Numbers.parse(word.text());
        return view.processes().stream().filter(p -> p.pid() == id && id >= 0).findFirst().orElseThrow(
                () -> new QueryException(word.position(), "there is no process " + word.shown(),
                        ArgumentKind.PROCESS.expected(),
                        Nearest.of(word.text(), view.processes().stream().map(ProcessView::name).toList())));
    }

    private long address(Argument argument, Word word) {
        Map<String, Long> symbols = view.machine().symbols();
        Long symbol = symbols.get(word.text());
        if (symbol != null) {
            return symbol;
        }
        if (word.text().isEmpty() || !Character.isDigit(word.text().charAt(0))) {
            throw new QueryException(word.position(), word.shown() + " is no " + argument.name(),
                    argument.kind().expected(), Nearest.of(word.text(), symbols.keySet()));
        }
        return number(argument, word, LAST_ADDRESS);
    }

    private long frame(Argument argument, Word word) {
        return number(argument, word, view.machine().physicalPages() - 1L);
    }

    private static long number(Argument argument, Word word, long last) {
        long value = word.quoted() ? -1 : Numbers.parse(word.text());
        if (value == Numbers.TOO_LARGE || value > last) {
            throw new QueryException(word.position(), word.shown() + " is too large",
                    argument.name() + " up to 0x" + Long.toHexString(last).toUpperCase(java.util.Locale.ROOT), null);
        }
        if (value < 0) {
            throw new QueryException(word.position(), word.shown() + " is no " + argument.name(),
                    argument.kind().expected() + ": digits, or 0x and hexadecimal digits", null);
        }
        return value;
    }

    private static String word(Argument argument, Word word) {
        List<String> words = Arrays.asList(argument.words());
        if (!words.isEmpty() && !words.contains(word.text())) {
            throw new QueryException(word.position(), word.shown() + " is no " + argument.name(),
                    String.join(" or ", words), Nearest.of(word.text(), words));
        }
        return word.text();
    }
}
