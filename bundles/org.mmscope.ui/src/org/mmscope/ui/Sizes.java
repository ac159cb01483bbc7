package org.mmscope.ui;

import java.util.Locale;

/** How sizes, counts and times are written, everywhere in the workbench. Any thread. */
public final class Sizes {

    private static final int PAGE = 4096;
    private static final long TICKS_A_MILLISECOND = 10_000;

    private Sizes() {
    }

    /** A count with thousands set apart: {@code 16,384}. */
    public static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** A number of bytes in the largest unit that divides it, or with one decimal: {@code 64 KB}, {@code 1.5 MB}. */
    public static String bytes(long bytes) {
        if (bytes < 1024) {
            return bytes + " B";
        }
        String[] units = { "KB", "MB", "GB", "TB" };
        int unit = 0;
        double value = bytes / 1024.0;
        while (value >= 1024 && unit < units.length - 1) {
            value /= 1024;
            unit++;
        }
        String pattern = value == Math.rint(value) ? "%,.0f %s" : "%,.1f %s";
        return String.format(Locale.ROOT, pattern, value, units[unit]);
    }

    /** A number of pages with what that is in bytes: {@code 16 pages (64 KB)}. */
    public static String pages(long pages) {
        return count(pages) + (pages == 1 ? " page (" : " pages (") + bytes(pages * PAGE) + ")";
    }

    /** A virtual time given in 100 ns: {@code 12.3456 ms}, from 10 s on {@code 12.345 s}. */
    public static String time(long time) {
        double milliseconds = (double) time / TICKS_A_MILLISECOND;
        return milliseconds < 10_000 ? String.format(Locale.ROOT, "%,.4f ms", milliseconds)
                : String.format(Locale.ROOT, "%,.3f s", milliseconds / 1000);
    }
}
