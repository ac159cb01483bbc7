package org.mmscope.ui.views.internal.console;

import java.util.ArrayList;
import java.util.List;

/** The questions asked so far, through which a person walks with the arrow keys. */
final class QueryHistory {

    private static final int LONGEST = 200;

    private final List<String> questions = new ArrayList<>();
    /** Where the walk is; the size of the list when there is none. */
    private int at;

    /** Keeps a question, unless it is the last one again, and ends the walk. */
    void add(String question) {
        if (questions.isEmpty() || !questions.getLast().equals(question)) {
            questions.add(question);
        }
        if (questions.size() > LONGEST) {
            questions.removeFirst();
        }
        at = questions.size();
    }

    /** The question before; the oldest again at the end, nothing when there is none. */
    String earlier() {
        at = Math.max(0, at - 1);
        return current();
    }

    /** The question after; nothing behind the last. */
    String later() {
        at = Math.min(questions.size(), at + 1);
        return current();
    }

    private String current() {
        return at < questions.size() ? questions.get(at) : "";
    }
}
