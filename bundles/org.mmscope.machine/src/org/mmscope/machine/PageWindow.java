package org.mmscope.machine;

import java.util.Arrays;

/** A window on the frames that pages lie in, of which the user knows the way; numbers are those of pages. */
public final class PageWindow extends FrameWindow {

    private final Translator translator;
    /** The pages whose arrays are known, and some that are no longer, or twice here. */
    private int[] pages = new int[64];
    private int count;
    /** Frames that pages were found in. */
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
            if (count == pages.length) {
                makeRoom();
            }
            pages[count++] = page;
        }
        frames.set(frame);
    }

    /** Drops what is in the list for nothing; where that gains little, the list grows. */
    private void makeRoom() {
        Arrays.sort(pages, 0, count);
        int kept = 0;
        for (int i = 0; i < count; i++) {
            if (isKnown(pages[i]) && (kept == 0 || pages[kept - 1] != pages[i])) {
                pages[kept++] = pages[i];
            }
        }
        count = kept;
        if (kept > pages.length / 2) {
            pages = Arrays.copyOf(pages, 2 * pages.length);
        }
    }

    /** Forgets where a page is. */
    public void forget(int page) {
        drop(page);
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
        for (int i = 0; frames.get(frame) && i < count; i++) {
            if (holds(pages[i], former)) {
                drop(pages[i]);
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
