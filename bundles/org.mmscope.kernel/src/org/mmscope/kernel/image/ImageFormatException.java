package org.mmscope.kernel.image;

/** A file is no image that this system can map. */
public final class ImageFormatException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient ImageRefusal refusal;

    public ImageFormatException(int status, String reason, long offset) {
        super(reason);
        refusal = new ImageRefusal(status, reason, offset);
    }

    /** Why. */
    public ImageRefusal refusal() {
        return refusal;
    }
}
