package org.mmscope.ui.graph;

import org.eclipse.jface.resource.FontDescriptor;
import org.eclipse.jface.resource.FontRegistry;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.graphics.Font;

/** The three fonts of diagrams, made from the workbench's own. UI thread; the fonts live as long as the display. */
public final class DiagramFonts {

    private static final String TEXT = "org.mmscope.ui.graph.text";
    private static final String MONO = "org.mmscope.ui.graph.mono";
    private static final int POINTS = 9;

    private DiagramFonts() {
    }

    /** Names and captions. */
    public static Font text() {
        return registered(TEXT, JFaceResources.DEFAULT_FONT).get(TEXT);
    }

    /** Titles. */
    public static Font title() {
        return registered(TEXT, JFaceResources.DEFAULT_FONT).getBold(TEXT);
    }

    /** Addresses and entries. */
    public static Font mono() {
        return registered(MONO, JFaceResources.TEXT_FONT).get(MONO);
    }

    private static FontRegistry registered(String name, String from) {
        FontRegistry registry = JFaceResources.getFontRegistry();
        if (!registry.hasValueFor(name)) {
            registry.put(name, FontDescriptor.createFrom(registry.get(from)).setHeight(POINTS).getFontData());
        }
        return registry;
    }
}
