package org.mmscope.ui.editors.internal.section;

import org.eclipse.osgi.util.NLS;
import org.mmscope.kernel.view.ControlAreaView;
import org.mmscope.kernel.view.PteKind;
import org.mmscope.ui.Addresses;

/** Words for what the section graph shows. */
final class SectionText {

    private SectionText() {
    }

    /** A pointer's value. */
    static String pointer(long address) {
        return address == 0 ? Messages.text_nothing : Addresses.bits(address);
    }

    /** A PAGE_* name without what all of them begin with. */
    static String shortProtection(String protection) {
        return protection.startsWith("PAGE_") ? protection.substring("PAGE_".length()) : protection;
    }

    static String kind(ControlAreaView.Kind kind) {
        return switch (kind) {
            case DATA -> Messages.kind_data;
            case IMAGE -> Messages.kind_image;
            case PAGEFILE -> Messages.kind_pageFile;
        };
    }

    static String explain(PteKind kind) {
        return switch (kind) {
            case VALID -> Messages.pte_valid;
            case TRANSITION -> Messages.pte_transition;
            case PAGE_FILE -> Messages.pte_pageFile;
            case DEMAND_ZERO -> Messages.pte_demandZero;
            case PROTOTYPE -> Messages.pte_prototype;
            case SUBSECTION -> Messages.pte_subsection;
            case NO_ACCESS -> Messages.pte_noAccess;
            case DECOMMITTED -> Messages.pte_decommitted;
            case EMPTY -> Messages.pte_empty;
        };
    }

    /** A text with values put in. */
    static String fill(String pattern, Object... values) {
        return NLS.bind(pattern, values);
    }
}
