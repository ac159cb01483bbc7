package org.mmscope.session.snapshot;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.mmscope.kernel.view.ControlAreaView;
import org.mmscope.kernel.view.PageLocation;
import org.mmscope.kernel.view.PteKind;
import org.mmscope.kernel.view.VadView;
import org.mmscope.machine.PagingMode;

/** The names of enumerated values in the JSON snapshot. */
final class JsonNames {

    private JsonNames() {
    }

    static String of(PagingMode mode) {
        return lower(mode);
    }

    static String of(VadView.Kind kind) {
        return lower(kind);
    }

    static String of(ControlAreaView.Kind kind) {
        return lower(kind);
    }

    static String of(PteKind kind) {
        return kind.label();
    }

    static String of(PageLocation location) {
        return location.label();
    }

    /** The names that one may read for an enumeration, with the values they stand for. */
    static <E extends Enum<E>> Map<String, E> table(Class<E> type, Function<E, String> name) {
        return Arrays.stream(type.getEnumConstants()).collect(Collectors.toUnmodifiableMap(name, value -> value));
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
