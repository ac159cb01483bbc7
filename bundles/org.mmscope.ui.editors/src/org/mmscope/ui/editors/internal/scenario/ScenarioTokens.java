package org.mmscope.ui.editors.internal.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.mmscope.scenario.ScenarioLanguage;

/** Cuts a line of a scenario into what is coloured alike. It is never wrong about right lines, and lenient about others. */
final class ScenarioTokens {

    private static final Pattern TOKEN = Pattern.compile(
            "(?<comment>#.*)|(?<string>\"[^\"]*\"?)|(?<number>(?:0[xX][0-9a-fA-F]+|[0-9]+)(?:KB|MB|GB)?)"
                    + "|(?<word>[$A-Za-z_][A-Za-z0-9_]*)");

    /** What a piece of a line is. */
    enum Type {
        COMMENT, STRING, NUMBER, KEYWORD, CALL, CONSTANT, OTHER
    }

    /**
     * A piece of a line.
     *
     * @param start its first character, from 0
     * @param end one past its last
     * @param type what it is
     */
    record Token(int start, int end, Type type) {
    }

    private ScenarioTokens() {
    }

    /** The pieces of a line from left to right; what lies between two is of no type. */
    static List<Token> of(String line) {
        List<Token> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(line);
        while (matcher.find()) {
            tokens.add(new Token(matcher.start(), matcher.end(), type(line, matcher)));
        }
        return tokens;
    }

    private static Type type(String line, Matcher matcher) {
        if (matcher.group("comment") != null) {
            return Type.COMMENT;
        } else if (matcher.group("string") != null) {
            return Type.STRING;
        } else if (matcher.group("number") != null) {
            return Type.NUMBER;
        }
        String word = matcher.group("word");
        if (line.substring(0, matcher.start()).isBlank()) {
            boolean process = line.substring(matcher.end()).stripLeading().startsWith(":");
            return !process && ScenarioLanguage.keyword(word).isPresent() ? Type.KEYWORD : Type.OTHER;
        }
        return ScenarioLanguage.call(word).isPresent() ? Type.CALL
                : ScenarioLanguage.constant(word).isPresent() ? Type.CONSTANT : Type.OTHER;
    }
}
