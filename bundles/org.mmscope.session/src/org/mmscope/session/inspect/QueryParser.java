package org.mmscope.session.inspect;

import java.util.List;

/** Understands the form of queries: the name of an inspection, then its arguments, with blanks between them. */
final class QueryParser {

    private QueryParser() {
    }

    static Query parse(String text, Inspections inspections) {
        List<Word> words = Word.split(text);
        if (words.isEmpty()) {
            throw new QueryException(1, "an empty query", "the name of an inspection (help lists them)", null);
        }
        Word name = words.getFirst();
        RegisteredInspection inspection = inspections.find(name.text()).orElseThrow(() -> unknown(name, inspections));
        List<Word> rest = words.subList(1, words.size());
        checkCount(inspection, rest, text.stripTrailing().length() + 1);
        return new Query(inspection, List.copyOf(rest), name.position());
    }

    private static QueryException unknown(Word name, Inspections inspections) {
        String nearest = Nearest.of(name.text().replaceFirst("^!", ""),
                inspections.all().stream().map(one -> one.description().name()).toList());
        return new QueryException(name.position(), "there is no inspection " + name.shown(),
                "the name of an inspection (help lists them)",
                nearest == null ? null : inspections.find(nearest).orElseThrow().title());
    }

    private static void checkCount(RegisteredInspection inspection, List<Word> words, int end) {
        Argument[] arguments = inspection.description().arguments();
        if (words.size() > arguments.length) {
            Word first = words.get(arguments.length);
            throw new QueryException(first.position(), first.shown() + " is one argument too many",
                    inspection.usage(), null);
        }
        if (words.size() < arguments.length && !arguments[words.size()].optional()) {
            Argument missing = arguments[words.size()];
            throw new QueryException(end, missing.name() + " is missing",
                    missing.kind().expected() + " (" + inspection.usage() + ")", null);
        }
    }
}
