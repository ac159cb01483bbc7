package org.mmscope.kernel.check;

import org.mmscope.kernel.view.KernelImage;
import org.mmscope.kernel.view.MachineView;

/** The image behind a view. */
final class Images {

    private Images() {
    }

    /** Whether a view has an image; one read from a JSON snapshot has none. */
    static boolean present(MachineView view) {
        return view.memory().size() > 0;
    }

    static KernelImage of(MachineView view) {
        return KernelImage.of(view);
    }

    static String hex(long value) {
        return "0x" + Long.toHexString(value);
    }
}
