package org.mmscope.machine;

/**
 * Somebody who keeps references to the host arrays of frames (the processor's {@link FastPath}) and must drop them
 * when the store puts other arrays in their place.
 */
interface FrameWatcher {

    /** An array no longer holds the live bytes of the frame it was handed out for. */
    void frameMoved(int frame, byte[] former);

    /** Every array is from now on shared with a capture: reading stays right, writing needs the store again. */
    void framesShared();

    /** Any frame may have another array now. */
    void framesReplaced();
}
