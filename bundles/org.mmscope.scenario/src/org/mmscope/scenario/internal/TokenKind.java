package org.mmscope.scenario.internal;

/** What a token is. */
enum TokenKind {
    WORD, NUMBER, STRING, COUNTER, SIGN, END
}
