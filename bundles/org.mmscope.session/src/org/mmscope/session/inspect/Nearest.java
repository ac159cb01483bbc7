package org.mmscope.session.inspect;

import java.util.Collection;
import java.util.Locale;

/** Finds the name that was perhaps meant. */
final class Nearest {

    private static final int LONGEST = 64;

    private Nearest() {
    }

    /** The name that differs least from a text, if it does by a third of the letters at most; null if none does. */
    static String of(String text, Collection<String> names) {
        String best = null;
        int least = Math.max(1, Math.min(text.length(), LONGEST) / 3) + 1;
        for (String name : names) {
            int distance = text.length() > LONGEST ? LONGEST : distance(lower(text), lower(name));
            if (distance < least) {
                best = name;
                least = distance;
            }
        }
        return best;
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /** Letters to insert, delete or replace to make one text of another; two that changed places count once. */
    private static int distance(String a, String b) {
        int[][] least = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                least[i][j] = i == 0 || j == 0 ? i + j : step(least, a, b, i, j);
            }
        }
        return least[a.length()][b.length()];
    }

    private static int step(int[][] least, String a, String b, int i, int j) {
        int replaced = least[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int one = Math.min(replaced, Math.min(least[i - 1][j], least[i][j - 1]) + 1);
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(one, least[i - 2][j - 2] + 1) : one;
    }
}
