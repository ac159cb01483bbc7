package org.mmscope.session.inspect;

import java.util.Locale;

/**
 * A named value.
 *
 * @param key its name in JSON
 * @param label its name in text; empty when the value stands alone
 * @param value the value
 */
public record Field(String key, String label, Value value) {

    /** A field whose key is made of its label: {@code Mapped Views} is {@code mappedViews}. */
    public static Field of(String label, Value value) {
        return new Field(key(label), label, value);
    }

    /** The key that a label gives. */
    static String key(String label) {
        StringBuilder key = new StringBuilder();
        for (String word : label.split("[^A-Za-z0-9]+")) {
            if (!word.isEmpty()) {
                key.append(key.isEmpty() ? first(word)
                        : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
            }
        }
        return key.toString();
    }

    /** The first word in small letters, but for the capitals inside it. */
    private static String first(String word) {
        return word.equals(word.toUpperCase(Locale.ROOT)) ? word.toLowerCase(Locale.ROOT)
                : word.substring(0, 1).toLowerCase(Locale.ROOT) + word.substring(1);
    }
}
