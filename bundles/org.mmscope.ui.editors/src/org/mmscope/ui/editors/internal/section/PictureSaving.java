package org.mmscope.ui.editors.internal.section;

import java.io.IOException;
import java.nio.file.Path;

import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Shell;

/** Asks for the file of a picture and has it written. */
final class PictureSaving {

    private static final String[] EXTENSIONS = { "*.png", "*.svg" };

    /** Writes a picture. */
    @FunctionalInterface
    interface Writer {

        /** Writes the picture into a file whose name ends in .png or .svg. */
        void write(Path file) throws IOException;
    }

    private final Shell shell;

    PictureSaving(Shell shell) {
        this.shell = shell;
    }

    void run(String name, Writer writer) {
        FileDialog dialog = new FileDialog(shell, SWT.SAVE);
        dialog.setText(Messages.picture_title);
        dialog.setFilterExtensions(EXTENSIONS);
        dialog.setFilterNames(new String[] { Messages.picture_png, Messages.picture_svg });
        dialog.setFileName(name + EXTENSIONS[0].substring(1));
        dialog.setOverwrite(true);
        String chosen = dialog.open();
        if (chosen != null) {
            write(withExtension(chosen, dialog.getFilterIndex()), writer);
        }
    }

    private static Path withExtension(String chosen, int filter) {
        boolean has = chosen.endsWith(".png") || chosen.endsWith(".svg");
        return Path.of(has ? chosen : chosen + EXTENSIONS[Math.max(filter, 0)].substring(1));
    }

    private void write(Path file, Writer writer) {
        try {
            writer.write(file);
        } catch (IOException e) {
            MessageDialog.openError(shell, Messages.picture_title,
                    SectionText.fill(Messages.picture_failed, file, e.getMessage()));
        }
    }
}
