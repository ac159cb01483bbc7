package org.mmscope.ui.views.internal.console;

import java.util.ArrayList;
import java.util.List;

import org.eclipse.jface.text.BadLocationException;
import org.eclipse.jface.text.BadPositionCategoryException;
import org.eclipse.jface.text.DefaultPositionUpdater;
import org.eclipse.jface.text.IDocument;
import org.eclipse.jface.text.Position;
import org.eclipse.jface.text.rules.FastPartitioner;
import org.eclipse.jface.text.rules.RuleBasedPartitionScanner;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyleRange;
import org.eclipse.swt.widgets.Display;
import org.eclipse.ui.console.IConsoleDocumentPartitioner;
import org.mmscope.session.inspect.LinkedText;
import org.mmscope.ui.OpenSession;

/**
 * What was asked and answered: questions bold, errors in the colour of errors, links where an answer names something. The
 * oldest lines go when it grows too long. UI thread.
 */
final class Transcript extends FastPartitioner implements IConsoleDocumentPartitioner {

    /** Characters kept at most, and how many are dropped at once. */
    private static final int LONGEST = 2_000_000;
    private static final int DROPPED = 500_000;
    private static final String STYLES = "org.mmscope.ui.views.console.styles";

    private final MachineConsole console;

    Transcript(MachineConsole console) {
        super(new RuleBasedPartitionScanner(), new String[0]);
        this.console = console;
    }

    @Override
    public void connect(IDocument document, boolean delayInitialization) {
        super.connect(document, delayInitialization);
        document.addPositionCategory(STYLES);
        document.addPositionUpdater(new DefaultPositionUpdater(STYLES));
    }

    void question(String text) {
        append(text + "\n", SWT.BOLD, false);
    }

    void error(String text) {
        append(text + "\n\n", SWT.NORMAL, true);
    }

    void answer(LinkedText answer, OpenSession open) {
        int start = append(answer.text() + "\n", SWT.NORMAL, false);
        for (LinkedText.Link link : answer.links()) {
            try {
                console.addHyperlink(new ValueLink(console, open, link.value()), start + link.offset(), link.length());
            } catch (BadLocationException e) {
                throw new IllegalStateException("link outside its answer", e);
            }
        }
    }

    /** Adds text at the end and tells where it begins. */
    private int append(String text, int font, boolean error) {
        IDocument document = console.getDocument();
        try {
            if (document.getLength() > LONGEST) {
                int line = document.getLineOfOffset(DROPPED);
                document.replace(0, document.getLineOffset(line), "");
            }
            int start = document.getLength();
            document.replace(start, 0, text);
            document.addPosition(STYLES, new Styled(start, text.length(), font, error));
            console.page().ifPresent(page -> page.reveal(start));
            return start;
        } catch (BadLocationException | BadPositionCategoryException e) {
            throw new IllegalStateException("the console's text cannot be added to", e);
        }
    }

    @Override
    public boolean isReadOnly(int offset) {
        return true;
    }

    @Override
    public StyleRange[] getStyleRanges(int offset, int length) {
        List<StyleRange> ranges = new ArrayList<>();
        try {
            for (Position position : fDocument.getPositions(STYLES)) {
                if (position.overlapsWith(offset, length)) {
                    ranges.add(((Styled) position).range());
                }
            }
        } catch (BadPositionCategoryException e) {
            throw new IllegalStateException("the console's text has no styles", e);
        }
        return ranges.toArray(StyleRange[]::new);
    }

    /** A stretch of text of one style. */
    private static final class Styled extends Position {

        private final int font;
        private final boolean error;

        Styled(int offset, int length, int font, boolean error) {
            super(offset, length);
            this.font = font;
            this.error = error;
        }

        StyleRange range() {
            StyleRange range = new StyleRange(offset, length, null, null, font);
            if (error) {
                range.foreground = Display.getCurrent().getSystemColor(SWT.COLOR_RED);
            }
            return range;
        }
    }
}
