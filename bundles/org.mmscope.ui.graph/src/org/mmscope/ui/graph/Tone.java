package org.mmscope.ui.graph;

/**
 * The hues of a diagram, told apart by colour-blind eyes too (Okabe and Ito, Color Universal Design, 2008). What a hue
 * stands for is the diagram's own business and said in its legend.
 */
public enum Tone {
    GREY(0x6B, 0x72, 0x7A),
    BLUE(0x00, 0x72, 0xB2),
    VERMILION(0xD5, 0x5E, 0x00),
    GREEN(0x00, 0x9E, 0x73),
    PURPLE(0xB0, 0x5A, 0x8C),
    SKY(0x2F, 0x92, 0xC8),
    ORANGE(0xC9, 0x85, 0x00),
    BLACK(0x30, 0x34, 0x3A);

    private final int red;
    private final int green;
    private final int blue;

    Tone(int red, int green, int blue) {
        this.red = red;
        this.green = green;
        this.blue = blue;
    }

    int red() {
        return red;
    }

    int green() {
        return green;
    }

    int blue() {
        return blue;
    }
}
