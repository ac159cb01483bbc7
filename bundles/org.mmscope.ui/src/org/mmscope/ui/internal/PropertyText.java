package org.mmscope.ui.internal;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import org.eclipse.emf.common.util.Enumerator;
import org.eclipse.emf.ecore.ENamedElement;
import org.eclipse.emf.ecore.EObject;
import org.eclipse.emf.ecore.EStructuralFeature;
import org.mmscope.ui.Addresses;
import org.mmscope.ui.ModelLabels;
import org.mmscope.ui.Sizes;

/** The text of a model object's feature, by the data type that the model gives it. */
final class PropertyText {

    private static final int NAMED = 4;

    private PropertyText() {
    }

    /** A name of the model for people: {@code firstPrototypePte} is {@code First prototype PTE}. */
    static String name(ENamedElement element) {
        String words = element.getName().replaceAll("([a-z])([A-Z])", "$1 $2").toLowerCase(Locale.ROOT)
                .replaceAll("\\bpte(s?)\\b", "PTE$1").replaceAll("\\bvad(s?)\\b", "VAD$1")
                .replaceAll("\\bpfn\\b", "PFN").replaceAll("\\bpid\\b", "process id");
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    static String of(EObject object, EStructuralFeature feature) {
        Object value = object.eGet(feature);
        return switch (value) {
            case null -> "";
            case List<?> list -> list(list);
            case EObject target -> ModelLabels.text(target);
            case Enumerator literal -> literal.getLiteral();
            case Boolean yes -> yes ? Messages.Properties_yes : Messages.Properties_no;
            case Number number -> number(number, feature.getEType().getName());
            default -> value.toString();
        };
    }

    private static String number(Number number, String type) {
        long value = number.longValue();
        return switch (type) {
            case "Address" -> value == 0 ? "0" : Addresses.virtual(value);
            case "PhysicalAddress" -> Addresses.physical(value);
            case "Frame" -> Addresses.frame((int) value);
            case "EntryBits" -> Addresses.bits(value);
            case "Bytes" -> value < 1024 ? Sizes.bytes(value) : Sizes.bytes(value) + " (" + Sizes.count(value) + ")";
            case "Pages" -> Sizes.pages(value);
            case "Time" -> Sizes.time(value);
            default -> Sizes.count(value);
        };
    }

    private static String list(List<?> list) {
        String named = list.stream().limit(NAMED).map(EObject.class::cast).map(ModelLabels::text)
                .collect(Collectors.joining(", "));
        return list.size() <= NAMED ? named : Sizes.count(list.size()) + ": " + named + ", …";
    }
}
