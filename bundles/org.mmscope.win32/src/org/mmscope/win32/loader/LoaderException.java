package org.mmscope.win32.loader;

/** An image cannot be loaded. */
public final class LoaderException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int error;

    /**
     * @param error last-error code
     * @param reason what is wrong, in words
     */
    public LoaderException(int error, String reason) {
        super(reason);
        this.error = error;
    }

    /** The last-error code. */
    public int error() {
        return error;
    }
}
