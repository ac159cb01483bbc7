package org.mmscope.ui.views.internal.console;

import java.util.ArrayList;
import java.util.List;

import org.eclipse.jface.text.BadLocationException;
import org.eclipse.jface.text.DocumentEvent;
import org.eclipse.jface.text.IDocument;
import org.eclipse.jface.text.IRegion;
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

    private final MachineConsole console;
    /** The stretches that are not plain, in order. */
    private final List<Styled> styles = new ArrayList<>();

    Transcript(MachineConsole console) {
        super(new RuleBasedPartitionScanner(), new String[0]);
        this.console = console;
    }

    void question(String text) {
        styles.add(new Styled(end(), text.length(), SWT.BOLD, false));
        append(text + "\n");
    }

    void error(String text) {
        styles.add(new Styled(end(), text.length(), SWT.NORMAL, true));
        append(text + "\n\n");
    }

    void answer(LinkedText answer, OpenSession open) {
        int start = append(answer.text() + "\n");
        for (LinkedText.Link link : answer.links()) {
            try {
                console.addHyperlink(new ValueLink(console, open, link.value()), start + link.offset(), link.length());
            } catch (BadLocationException e) {
                throw new IllegalStateException("link outside its answer", e);
            }
        }
    }

    private int end() {
        return console.getDocument().getLength();
    }

    /** Adds text at the end and tells where it begins. A style of it is known before, since it is asked for at once. */
    private int append(String text) {
        IDocument document = console.getDocument();
        try {
            if (document.getLength() > LONGEST) {
                drop(document.getLineOffset(document.getLineOfOffset(DROPPED)));
            }
            int start = document.getLength();
            document.replace(start, 0, text);
            console.page().ifPresent(page -> page.reveal(start));
            return start;
        } catch (BadLocationException e) {
            throw new IllegalStateException("the console's text cannot be added to", e);
        }
    }

    private void drop(int characters) throws BadLocationException {
        styles.removeIf(styled -> styled.offset < characters);
        styles.replaceAll(styled -> new Styled(styled.offset - characters, styled.length, styled.font, styled.error));
        console.getDocument().replace(0, characters, "");
    }

    /** A console that was cleared has no styles. */
    @Override
    public IRegion documentChanged2(DocumentEvent event) {
        if (event.getDocument().getLength() == 0) {
            styles.clear();
        }
        return super.documentChanged2(event);
    }

    @Override
    public boolean isReadOnly(int offset) {
        return true;
    }

    @Override
    public StyleRange[] getStyleRanges(int offset, int length) {
        return styles.stream().filter(styled -> styled.offset < offset + length && styled.offset + styled.length > offset)
                .map(Styled::range).toArray(StyleRange[]::new);
    }

    /** A stretch of text of one style. */
    private record Styled(int offset, int length, int font, boolean error) {

        StyleRange range() {
            StyleRange range = new StyleRange(offset, length, null, null, font);
            if (error) {
                range.foreground = Display.getCurrent().getSystemColor(SWT.COLOR_RED);
            }
            return range;
        }
    }
}
