package org.mmscope.ui.graph;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

import org.eclipse.draw2d.FreeformFigure;
import org.eclipse.draw2d.SWTGraphics;
import org.eclipse.draw2d.geometry.Rectangle;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.ImageLoader;
import org.eclipse.swt.graphics.Transform;
import org.eclipse.swt.widgets.Display;

/** Pictures of a whole diagram in files, however much of it a window shows. UI thread. */
public final class DiagramPicture {

    private static final int MARGIN = 12;

    private DiagramPicture() {
    }

    /**
     * Writes a picture; the end of the file's name says which kind, {@code .png} or {@code .svg}.
     *
     * @param figure the diagram, laid out by this call
     * @param scale pixels of a PNG for each pixel of the diagram, 1 or 2; an SVG has none
     * @throws IOException when the file cannot be written, or its name ends in neither
     */
    public static void write(FreeformFigure figure, Palette palette, Path file, int scale) throws IOException {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".svg")) {
            Files.writeString(file, svg(figure, palette), StandardCharsets.UTF_8);
        } else if (name.endsWith(".png")) {
            Files.write(file, png(figure, palette, scale));
        } else {
            throw new IOException(file + ": a picture's name ends in .png or .svg");
        }
    }

    /** The extent of everything that is drawn, with a margin. */
    private static Rectangle extent(FreeformFigure figure) {
        figure.setBounds(new Rectangle(0, 0, 1, 1));
        figure.setFreeformBounds(new Rectangle(0, 0, 1, 1));
        figure.validate();
        Rectangle extent = figure.getFreeformExtent().getCopy();
        figure.setFreeformBounds(extent);
        figure.validate();
        return figure.getFreeformExtent().getCopy().expand(MARGIN, MARGIN);
    }

    private static byte[] png(FreeformFigure figure, Palette palette, int scale) {
        Rectangle extent = extent(figure);
        Image image = new Image(Display.getCurrent(), extent.width * scale, extent.height * scale);
        GC gc = new GC(image);
        Transform transform = new Transform(Display.getCurrent());
        try {
            gc.setBackground(palette.canvas());
            gc.fillRectangle(image.getBounds());
            transform.scale(scale, scale);
            transform.translate(-extent.x, -extent.y);
            gc.setTransform(transform);
            gc.setAntialias(SWT.ON);
            SWTGraphics graphics = new SWTGraphics(gc);
            figure.paint(graphics);
            graphics.dispose();
            return encoded(image);
        } finally {
            transform.dispose();
            gc.dispose();
            image.dispose();
        }
    }

    private static byte[] encoded(Image image) {
        try (var bytes = new java.io.ByteArrayOutputStream()) {
            ImageLoader loader = new ImageLoader();
            loader.data = new ImageData[] { image.getImageData(100) };
            loader.save(bytes, SWT.IMAGE_PNG);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String svg(FreeformFigure figure, Palette palette) {
        Rectangle extent = extent(figure);
        SvgGraphics graphics = new SvgGraphics(extent, palette.canvas());
        figure.paint(graphics);
        return graphics.document();
    }
}
