package org.mmscope.ui.views.internal.frames;

import java.util.function.IntConsumer;
import java.util.function.IntFunction;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.ScrollBar;
import org.mmscope.ui.views.internal.Messages;

/**
 * One cell a page frame, in the colour of its state. Click or use the arrow keys to select a frame, Ctrl and the wheel
 * to zoom. UI thread.
 */
public final class FrameGrid extends Canvas {

    private final FrameStates states;
    private final IntFunction<String> description;
    private final IntConsumer chosen;
    private int cell = 1;
    private boolean fitting = true;
    private int selected = -1;
    private int hovered = -1;

    /**
     * Makes a grid.
     *
     * @param states what it shows
     * @param description what is said of a frame under the mouse
     * @param chosen told of the frame that a person selects
     */
    public FrameGrid(Composite parent, FrameStates states, IntFunction<String> description, IntConsumer chosen) {
        super(parent, SWT.V_SCROLL | SWT.DOUBLE_BUFFERED | SWT.NO_BACKGROUND);
        this.states = states;
        this.description = description;
        this.chosen = chosen;
        addListener(SWT.Paint, event -> paint(event.gc));
        addListener(SWT.Resize, event -> layOut());
        addListener(SWT.MouseMove, event -> hover(frameAt(event.x, event.y)));
        addListener(SWT.MouseDown, event -> choose(frameAt(event.x, event.y)));
        addListener(SWT.MouseVerticalWheel, this::wheel);
        addListener(SWT.KeyDown, this::key);
        addListener(SWT.FocusIn, event -> redraw());
        addListener(SWT.FocusOut, event -> redraw());
        getVerticalBar().addListener(SWT.Selection, event -> redraw());
    }

    /** The states are others now. */
    public void statesChanged() {
        hovered = -1;
        layOut();
        redraw();
    }

    /** Selects a frame without telling anybody; -1 for none. */
    public void select(int frame) {
        if (frame != selected && frame < states.frames()) {
            selected = frame;
            reveal();
            redraw();
        }
    }

    /** Makes the cells larger or smaller. */
    public void zoom(boolean in) {
        fitting = false;
        cell = GridGeometry.zoom(cell, in);
        layOut();
        reveal();
        redraw();
    }

    /** Makes the cells as large as all of them can be seen, now and when the size changes. */
    public void fit() {
        fitting = true;
        layOut();
        redraw();
    }

    private GridGeometry geometry() {
        return new GridGeometry(states.frames(), cell, getClientArea().width);
    }

    private int top() {
        return getVerticalBar().getSelection();
    }

    private int frameAt(int x, int y) {
        return geometry().frameAt(x, y + top());
    }

    private void layOut() {
        Rectangle area = getClientArea();
        if (fitting) {
            cell = GridGeometry.fittingCell(states.frames(), area.width, area.height);
        }
        ScrollBar bar = getVerticalBar();
        int height = geometry().height();
        bar.setVisible(height > area.height);
        int thumb = Math.max(1, Math.min(area.height, height));
        bar.setValues(Math.min(bar.getSelection(), Math.max(0, height - area.height)), 0, Math.max(1, height), thumb,
                3 * cell, thumb);
    }

    private void paint(GC gc) {
        Rectangle area = getClientArea();
        gc.setBackground(getBackground());
        gc.fillRectangle(area);
        if (states.frames() == 0) {
            gc.setForeground(getForeground());
            gc.drawText(Messages.Frames_none, 8, 8, true);
            return;
        }
        GridGeometry geometry = geometry();
        int height = Math.min(area.height, geometry.height() - top());
        Image image = new Image(getDisplay(),
                FrameRaster.rows(states, geometry, top(), height, getBackground().getRGB()));
        gc.drawImage(image, 0, 0);
        image.dispose();
        paintSelection(gc, geometry);
    }

    private void paintSelection(GC gc, GridGeometry geometry) {
        if (selected >= 0 && selected < states.frames()) {
            Rectangle cellBounds = geometry.bounds(selected);
            gc.setForeground(getDisplay().getSystemColor(SWT.COLOR_BLACK));
            gc.drawRectangle(cellBounds.x - 1, cellBounds.y - top() - 1, cellBounds.width + 1, cellBounds.height + 1);
            gc.setForeground(getDisplay().getSystemColor(SWT.COLOR_WHITE));
            gc.drawRectangle(cellBounds.x - 2, cellBounds.y - top() - 2, cellBounds.width + 3, cellBounds.height + 3);
            gc.setForeground(getDisplay().getSystemColor(SWT.COLOR_BLACK));
            gc.drawRectangle(cellBounds.x - 3, cellBounds.y - top() - 3, cellBounds.width + 5, cellBounds.height + 5);
        }
    }

    private void hover(int frame) {
        if (frame != hovered) {
            hovered = frame;
            setToolTipText(frame < 0 ? null : description.apply(frame));
        }
    }

    private void choose(int frame) {
        forceFocus();
        if (frame >= 0) {
            select(frame);
            chosen.accept(frame);
        }
    }

    private void wheel(Event event) {
        if ((event.stateMask & SWT.MOD1) != 0) {
            zoom(event.count > 0);
            event.doit = false;
        }
    }

    private void key(Event event) {
        int columns = geometry().columns();
        int last = states.frames() - 1;
        switch (event.keyCode) {
            case SWT.ARROW_LEFT -> move(selected - 1);
            case SWT.ARROW_RIGHT -> move(selected + 1);
            case SWT.ARROW_UP -> move(selected - columns);
            case SWT.ARROW_DOWN -> move(selected + columns);
            case SWT.PAGE_UP -> move(selected - columns * rowsInView());
            case SWT.PAGE_DOWN -> move(selected + columns * rowsInView());
            case SWT.HOME -> move(0);
            case SWT.END -> move(last);
            case '+', SWT.KEYPAD_ADD -> zoom(true);
            case '-', SWT.KEYPAD_SUBTRACT -> zoom(false);
            case '0' -> fit();
            default -> {
                return;
            }
        }
        event.doit = false;
    }

    private int rowsInView() {
        return Math.max(1, getClientArea().height / cell);
    }

    private void move(int frame) {
        if (states.frames() > 0) {
            int target = Math.clamp(frame, 0, states.frames() - 1);
            select(target);
            chosen.accept(target);
        }
    }

    private void reveal() {
        if (selected < 0) {
            return;
        }
        Rectangle bounds = geometry().bounds(selected);
        int visible = getClientArea().height;
        if (bounds.y < top()) {
            getVerticalBar().setSelection(bounds.y);
        } else if (bounds.y + bounds.height > top() + visible) {
            getVerticalBar().setSelection(bounds.y + bounds.height - visible);
        }
    }
}
