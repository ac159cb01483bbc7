package org.mmscope.machine;

import java.util.Objects;

/** A window on frames that follow each other, such as those of a table; number 0 is the first. */
public final class FrameRun extends FrameWindow {

    private final int first;
    private final int size;

    /** @throws IndexOutOfBoundsException if the memory has no such frames */
    public FrameRun(PhysicalMemory memory, int firstFrame, int frames) {
        super(memory, frames);
        first = Objects.checkFromIndexSize(firstFrame, frames, memory.frames());
        size = frames;
    }

    @Override
    int frame(int number) {
        return first + number;
    }

    @Override
    public void frameMoved(int frame, byte[] former) {
        if (frame >= first && frame - first < size) {
            drop(frame - first);
        }
    }

    @Override
    public void framesShared() {
        for (int number = 0; number < size; number++) {
            share(number);
        }
    }

    @Override
    public void framesReplaced() {
        for (int number = 0; number < size; number++) {
            drop(number);
        }
    }
}
