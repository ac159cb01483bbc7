package org.mmscope.cli.internal;

/** Input or arguments that are refused: ends the command with exit code 2 and the message. */
final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RefusedException(String message) {
        super(message);
    }
}
