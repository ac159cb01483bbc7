package org.mmscope.machine;

import java.util.Arrays;

/** A window on the frames that pages lie in, of which the user knows the way; numbers are those of pages. */
public final class PageWindow extends FrameWindow {

    private final Translator translator;
    /** The pages whose arrays are known, and their frames. */
    private int[] pages = new int[64];
    private int count;
    private final BitField frames;

    /** Knows where pages are. */
    @FunctionalInterface
    public interface Translator {

        /** The frame of a page, asked for once until the page is forgotten. */
        int frame(int page);
    }

    /** @param pages how many there are */
    public PageWindow(PhysicalMemory memory, int pages, Translator translator) {
        super(memory, pages);
        this.translator = translator;
        frames = new BitField(memory.frames());
    }

    @Override
    int frame(int page) {
        return translator.frame(page);
    }

    @Override
    void found(int page, int frame) {
        if (!isKnown(page)) {
            pages = count < pages.length ? pages : Arrays.copyOf(pages, 2 * count);
            pages[count++] = page;
        }
        frames.set(frame);
    }

    /** Forgets where a page is. */
    public void forget(int page) {
        for (int i = 0; isKnown(page) && i < count; i++) {
            if (pages[i] == page) {
                drop(page);
                pages[i] = pages[--count];
            }
        }
    }

    /** Forgets where every page is. */
    public void forgetAll() {
        for (int i = 0; i < count; i++) {
            drop(pages[i]);
        }
        count = 0;
        frames.clear();
    }

    /** Only frames that were found are worth a search for the page. */
    @Override
    public void frameMoved(int frame, byte[] former) {
        for (int i = 0; frames.get(frame) && i < count;) {
            if (holds(pages[i], former)) {
                drop(pages[i]);
                pages[i] = pages[--count];
            } else {
                i++;
            }
        }
    }

    @Override
    public void framesShared() {
        for (int i = 0; i < count; i++) {
            share(pages[i]);
        }
    }

    @Override
    public void framesReplaced() {
        forgetAll();
    }
}
