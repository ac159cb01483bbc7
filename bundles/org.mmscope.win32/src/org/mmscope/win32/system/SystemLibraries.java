package org.mmscope.win32.system;

import java.util.Locale;
import org.mmscope.kernel.io.Volume;

/**
 * The libraries of Windows that a program may import from. The loader asks for one when the scenario has no file of
 * that name where libraries are searched for; the stand-in then appears in {@link #FOLDER} as a file like any other.
 * The names are those that the headers of MinGW-w64 declare for Windows XP.
 */
public final class SystemLibraries {

    /** Where the libraries of Windows are. */
    public static final String FOLDER = "C:\\WINDOWS\\system32\\";

    private SystemLibraries() {
    }

    /**
     * Puts a library on the volume.
     *
     * @param file its file name, in any case
     * @return its path, or null when it is none of Windows
     */
    public static String supply(Volume volume, String file) {
        String name = file.toLowerCase(Locale.ROOT);
        LibraryExport.Library library = name.indexOf('/') >= 0 ? null : LibraryExport.read(name);
        if (library == null) {
            return null;
        }
        byte[] image = new LibraryImage(name, library).write();
        volume.addFile(FOLDER + name, image.length, (offset, to, at, length) -> System.arraycopy(image, (int) offset,
                to, at, (int) Math.min(length, image.length - offset)));
        return FOLDER + name;
    }
}
