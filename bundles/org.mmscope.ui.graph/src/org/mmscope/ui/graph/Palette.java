package org.mmscope.ui.graph;

import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.widgets.Display;
import org.mmscope.ui.ThemeColor;

/**
 * The colours that figures are painted in, for a light or a dark ground. Every colour that is laid behind text keeps the
 * text readable.
 */
public final class Palette {

    /** Dark text on white. */
    public static final Palette LIGHT = new Palette(new Color(0xFF, 0xFF, 0xFF), new Color(0x1F, 0x23, 0x28), 0.86, 0);

    /** Light text on dark grey. */
    public static final Palette DARK = new Palette(new Color(0x2A, 0x2D, 0x31), new Color(0xE8, 0xEA, 0xED), 0.62, 0.3);

    private final Color ground;
    private final Color text;
    private final double headerShare;
    private final double lineShare;

    private Palette(Color ground, Color text, double headerShare, double lineShare) {
        this.ground = ground;
        this.text = text;
        this.headerShare = headerShare;
        this.lineShare = lineShare;
    }

    /** The palette that goes with the workbench's theme. UI thread. */
    public static Palette ofWorkbench(Display display) {
        return Display.isSystemDarkTheme() ? DARK : LIGHT;
    }

    /** Behind the whole diagram. */
    public Color canvas() {
        return mix(ground, text, 0.03);
    }

    /** Inside a box. */
    public Color body() {
        return ground;
    }

    /** Inside a box that holds others. */
    public Color lane(Tone tone) {
        return mix(color(tone), ground, 0.94);
    }

    /** Text. */
    public Color text() {
        return text;
    }

    /** Text that stands back. */
    public Color dimText() {
        return mix(text, ground, 0.42);
    }

    /** Thin lines inside a box. */
    public Color rule() {
        return mix(text, ground, 0.85);
    }

    /** The edge of a box, and an arrow. */
    public Color line(Tone tone) {
        return mix(color(tone), text, lineShare);
    }

    /** Behind the title of a box. */
    public Color header(Tone tone) {
        return mix(color(tone), ground, headerShare);
    }

    /** Behind what changed in the last step. */
    public Color changed() {
        return this == LIGHT ? ThemeColor.CHANGED.color() : mix(ThemeColor.CHANGED.color(), ground, 0.6);
    }

    /** The glyph beside what changed in the last step. */
    public Color changedGlyph() {
        return this == LIGHT ? new Color(0xA0, 0x62, 0x00) : new Color(0xFF, 0xD0, 0x50);
    }

    /** Around what is selected. */
    public Color selection() {
        return this == LIGHT ? new Color(0x10, 0x10, 0x10) : new Color(0xFF, 0xFF, 0xFF);
    }

    private static Color color(Tone tone) {
        return new Color(tone.red(), tone.green(), tone.blue());
    }

    private static Color mix(Color from, Color to, double share) {
        return new Color(part(from.getRed(), to.getRed(), share), part(from.getGreen(), to.getGreen(), share),
                part(from.getBlue(), to.getBlue(), share));
    }

    private static int part(int from, int to, double share) {
        return (int) Math.round(from + (to - from) * share);
    }
}
