package org.mmscope.kernel.view;

import java.util.function.IntUnaryOperator;

/**
 * An x86 page walker written from the processor manual's figures alone, over the bytes of an image: it shares nothing
 * with the machine, the kernel or the views that it stands against.
 */
final class PlainWalker {

    private final byte[] image;
    private final boolean pae;
    private final int root;

    /** @param root physical address of the directory, with PAE of the page-directory-pointer table */
    PlainWalker(byte[] image, boolean pae, long root) {
        this.image = image;
        this.pae = pae;
        this.root = (int) root;
    }

    /** Takes a mapped page. */
    interface Page {
        /**
         * A page.
         *
         * @param va its virtual address
         * @param user whether a program may touch it
         * @param bytes its bytes by offset
         */
        void page(long va, boolean user, IntUnaryOperator bytes);
    }

    /** Visits every 4 KB page that is mapped below an address. */
    void walk(long end, Page visitor) {
        for (long va = 0; va < end; va += 4096) {
            int frame = pae ? wide(va) : narrow(va);
            if (frame >= 0) {
                int at = frame & ~1;
                visitor.page(va, (frame & 1) != 0, offset -> image[at + offset] & 0xFF);
            }
        }
    }

    /** Physical address of the page, bit 0 set for a user's page; -1 when it is not mapped. */
    private int narrow(long va) {
        int pde = word(root + (int) (va >>> 22) * 4);
        if ((pde & 1) == 0) {
            return -1;
        }
        if ((pde & 0x80) != 0) {
            return (pde & 0xFFC00000) + (int) (va & 0x3FF000) | pde >> 2 & 1;
        }
        int pte = word((pde & 0xFFFFF000) + (int) (va >>> 12 & 0x3FF) * 4);
        return (pte & 1) == 0 ? -1 : pte & 0xFFFFF000 | (pde & pte) >> 2 & 1;
    }

    private int wide(long va) {
        int pdpte = word(root + (int) (va >>> 30) * 8);
        if ((pdpte & 1) == 0) {
            return -1;
        }
        int pde = word((pdpte & 0xFFFFF000) + (int) (va >>> 21 & 0x1FF) * 8);
        if ((pde & 1) == 0) {
            return -1;
        }
        if ((pde & 0x80) != 0) {
            return (pde & 0xFFE00000) + (int) (va & 0x1FF000) | pde >> 2 & 1;
        }
        int pte = word((pde & 0xFFFFF000) + (int) (va >>> 12 & 0x1FF) * 8);
        return (pte & 1) == 0 ? -1 : pte & 0xFFFFF000 | (pde & pte) >> 2 & 1;
    }

    private int word(int at) {
        return image[at] & 0xFF | (image[at + 1] & 0xFF) << 8 | (image[at + 2] & 0xFF) << 16 | image[at + 3] << 24;
    }
}
