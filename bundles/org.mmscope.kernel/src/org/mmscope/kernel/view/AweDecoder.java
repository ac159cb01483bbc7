package org.mmscope.kernel.view;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

import org.mmscope.kernel.awe.AweLayout;

/** Decodes what processes have of their own in physical pages: AWEINFO, its bitmap and its windows. */
public final class AweDecoder {

    private final KernelImage image;

    public AweDecoder(KernelImage image) {
        this.image = image;
    }

    private long info(ProcessView process) {
        return image.field("EPROCESS", "AweInfo", process.address());
    }

    /** The frames that are a process's own. */
    public BitSet frames(ProcessView process) {
        BitSet frames = new BitSet();
        long bitmap = info(process) == 0 ? 0 : image.system().read32(info(process) + AweLayout.BITMAP);
        if (bitmap == 0) {
            return frames;
        }
        long count = image.system().read32(bitmap);
        if (count > image.machine().physicalPages()) {
            throw new DamagedImageException("bitmap of " + count + " frames", bitmap);
        }
        long bits = image.system().read32(bitmap + AweLayout.BITMAP_BUFFER);
        for (int first = 0; first < count; first += Integer.SIZE) {
            long word = image.system().read32(bits + first / Byte.SIZE);
            for (int bit = 0; word != 0; bit++, word >>>= 1) {
                frames.set(first + bit, (word & 1) != 0);
            }
        }
        return frames;
    }

    /** How many frames the process is said to have. */
    public long count(ProcessView process) {
        return info(process) == 0 ? 0 : image.system().read32(info(process) + AweLayout.PAGES);
    }

    /** Virtual addresses of the VADs that are noted as the process's windows. */
    public List<Long> windows(ProcessView process) {
        List<Long> windows = new ArrayList<>();
        if (info(process) != 0) {
            new ListWalker(image.system(), image.machine().physicalPages()).walk(info(process) + AweLayout.VAD_LIST,
                    view -> windows.add(image.system().read32(view + AweLayout.VIEW_VAD)));
        }
        return windows;
    }
}
