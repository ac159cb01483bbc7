package org.mmscope.rcp.internal;

import org.eclipse.jface.resource.ImageDescriptor;
import org.eclipse.swt.graphics.Image;

/** The window images in all sizes. */
final class ProductImages {

    private static final int[] SIZES = { 16, 32, 48, 64, 128, 256 };

    private ProductImages() {
    }

    /** Made once for the life of the display. */
    static Image[] window() {
        Image[] images = new Image[SIZES.length];
        for (int i = 0; i < SIZES.length; i++) {
            images[i] = ImageDescriptor
                    .createFromURL(ProductImages.class.getResource("/icons/mmscope" + SIZES[i] + ".png")).createImage();
        }
        return images;
    }
}
