package org.mmscope.ui.editors.internal.gef;

import org.eclipse.osgi.util.NLS;

/** Texts of every diagram editor. */
final class Messages extends NLS {

    public static String command_move;

    static {
        NLS.initializeMessages(Messages.class.getPackageName() + ".messages", Messages.class);
    }

    private Messages() {
    }
}
