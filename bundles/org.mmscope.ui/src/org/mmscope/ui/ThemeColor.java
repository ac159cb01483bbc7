package org.mmscope.ui;

import org.eclipse.jface.resource.ColorRegistry;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.RGB;
import org.eclipse.ui.PlatformUI;
import org.mmscope.model.PageLocation;

/**
 * The colours that stand for something, from the theme registry, where a person can change them (Preferences, Colors
 * and Fonts). The defaults are told apart by colour-blind eyes too (after Okabe and Ito).
 */
public enum ThemeColor {
    PAGE_ACTIVE("page.active", 0x00, 0x72, 0xB2),
    PAGE_TRANSITION("page.transition", 0xCC, 0x79, 0xA7),
    PAGE_STANDBY("page.standby", 0x56, 0xB4, 0xE9),
    PAGE_MODIFIED("page.modified", 0xE6, 0x9F, 0x00),
    PAGE_MODIFIED_NO_WRITE("page.modifiedNoWrite", 0xD5, 0x5E, 0x00),
    PAGE_FREE("page.free", 0xC4, 0xCB, 0xD2),
    PAGE_ZEROED("page.zeroed", 0xE9, 0xED, 0xF0),
    PAGE_BAD("page.bad", 0x30, 0x30, 0x30),
    CHANGED("changed", 0xFF, 0xE9, 0xA8),
    CURRENT_LINE("scenario.currentLine", 0xD6, 0xEC, 0xD9),
    SCENARIO_COMMENT("scenario.comment", 0x5F, 0x6B, 0x76),
    SCENARIO_KEYWORD("scenario.keyword", 0x7A, 0x1F, 0x6B),
    SCENARIO_CALL("scenario.call", 0x00, 0x52, 0x8A),
    SCENARIO_CONSTANT("scenario.constant", 0x8A, 0x4B, 0x00),
    SCENARIO_STRING("scenario.string", 0x0B, 0x6E, 0x4F),
    SCENARIO_NUMBER("scenario.number", 0x9A, 0x34, 0x12);

    /** What the ids in the theme registry begin with. */
    public static final String PREFIX = "org.mmscope.ui.color.";

    private final String id;
    private final RGB standard;

    ThemeColor(String name, int red, int green, int blue) {
        this.id = PREFIX + name;
        this.standard = new RGB(red, green, blue);
    }

    /** The id in the theme registry. */
    public String id() {
        return id;
    }

    /** The colour of the present theme; the default where no workbench is running, as for pictures. */
    public RGB rgb() {
        if (!PlatformUI.isWorkbenchRunning()) {
            return standard;
        }
        RGB chosen = registry().getRGB(id);
        return chosen == null ? standard : chosen;
    }

    /** The colour as a colour. It need not be disposed. */
    public Color color() {
        return new Color(rgb());
    }

    /** What the theme has unless somebody chose another. */
    public RGB standard() {
        return standard;
    }

    /** The colour of a page frame. */
    public static ThemeColor of(PageLocation location) {
        return switch (location) {
            case ACTIVE -> PAGE_ACTIVE;
            case TRANSITION -> PAGE_TRANSITION;
            case STANDBY -> PAGE_STANDBY;
            case MODIFIED -> PAGE_MODIFIED;
            case MODIFIED_NO_WRITE -> PAGE_MODIFIED_NO_WRITE;
            case FREE -> PAGE_FREE;
            case ZEROED -> PAGE_ZEROED;
            case BAD -> PAGE_BAD;
        };
    }

    /** Black or white, whichever can be read on a ground. */
    public static Color readableOn(RGB ground) {
        double luminance = 0.299 * ground.red + 0.587 * ground.green + 0.114 * ground.blue;
        return luminance > 140 ? new Color(0, 0, 0) : new Color(255, 255, 255);
    }

    private static ColorRegistry registry() {
        return PlatformUI.getWorkbench().getThemeManager().getCurrentTheme().getColorRegistry();
    }
}
