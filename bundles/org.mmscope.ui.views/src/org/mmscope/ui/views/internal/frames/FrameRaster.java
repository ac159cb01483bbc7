package org.mmscope.ui.views.internal.frames;

import java.util.Arrays;

import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.PaletteData;
import org.eclipse.swt.graphics.RGB;
import org.mmscope.model.PageLocation;
import org.mmscope.ui.ThemeColor;

/** Makes the picture of a part of the grid as one block of pixels, at a cost that depends on its size alone. */
final class FrameRaster {

    private static final byte GROUND = (byte) PageLocation.values().length;

    private FrameRaster() {
    }

    /**
     * The picture of the rows of pixels from {@code top} on.
     *
     * @param ground the colour between the cells
     */
    static ImageData rows(FrameStates states, GridGeometry geometry, int top, int height, RGB ground) {
        int width = Math.max(1, geometry.columns() * geometry.cell());
        ImageData data = new ImageData(width, Math.max(1, height), 8, palette(ground));
        byte[] line = new byte[width];
        int filled = -1;
        for (int y = 0; y < height; y++) {
            int row = (top + y) / geometry.cell();
            boolean gap = (top + y) % geometry.cell() >= geometry.cell() - geometry.gap();
            if (gap) {
                Arrays.fill(data.data, y * data.bytesPerLine, y * data.bytesPerLine + width, GROUND);
            } else {
                if (row != filled) {
                    fill(line, states, geometry, row);
                    filled = row;
                }
                System.arraycopy(line, 0, data.data, y * data.bytesPerLine, width);
            }
        }
        return data;
    }

    private static void fill(byte[] line, FrameStates states, GridGeometry geometry, int row) {
        Arrays.fill(line, GROUND);
        int first = row * geometry.columns();
        int count = Math.min(geometry.columns(), states.frames() - first);
        int side = geometry.cell() - geometry.gap();
        for (int i = 0; i < count; i++) {
            int x = i * geometry.cell();
            Arrays.fill(line, x, x + side, states.value(first + i));
        }
    }

    private static PaletteData palette(RGB ground) {
        RGB[] colours = new RGB[GROUND + 1];
        for (PageLocation location : PageLocation.VALUES) {
            colours[location.getValue()] = ThemeColor.of(location).rgb();
        }
        colours[GROUND] = ground;
        return new PaletteData(colours);
    }
}
