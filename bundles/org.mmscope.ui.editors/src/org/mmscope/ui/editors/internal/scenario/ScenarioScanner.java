package org.mmscope.ui.editors.internal.scenario;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import org.eclipse.jface.text.BadLocationException;
import org.eclipse.jface.text.IDocument;
import org.eclipse.jface.text.IRegion;
import org.eclipse.jface.text.TextAttribute;
import org.eclipse.jface.text.rules.IToken;
import org.eclipse.jface.text.rules.ITokenScanner;
import org.eclipse.jface.text.rules.Token;
import org.eclipse.swt.SWT;
import org.mmscope.ui.ThemeColor;

/** Gives the pieces of a scenario's lines their colours. */
final class ScenarioScanner implements ITokenScanner {

    private record Piece(int start, int end, IToken token) {
    }

    private static final IToken PLAIN = new Token(new TextAttribute(null));

    private final Map<ScenarioTokens.Type, IToken> tokens = new EnumMap<>(ScenarioTokens.Type.class);
    private List<Piece> pieces = List.of();
    private int next;

    ScenarioScanner() {
        put(ScenarioTokens.Type.COMMENT, ThemeColor.SCENARIO_COMMENT, SWT.ITALIC);
        put(ScenarioTokens.Type.STRING, ThemeColor.SCENARIO_STRING, SWT.NORMAL);
        put(ScenarioTokens.Type.NUMBER, ThemeColor.SCENARIO_NUMBER, SWT.NORMAL);
        put(ScenarioTokens.Type.KEYWORD, ThemeColor.SCENARIO_KEYWORD, SWT.BOLD);
        put(ScenarioTokens.Type.CALL, ThemeColor.SCENARIO_CALL, SWT.NORMAL);
        put(ScenarioTokens.Type.CONSTANT, ThemeColor.SCENARIO_CONSTANT, SWT.NORMAL);
        tokens.put(ScenarioTokens.Type.OTHER, PLAIN);
    }

    private void put(ScenarioTokens.Type type, ThemeColor color, int style) {
        tokens.put(type, new Token(new TextAttribute(color.color(), null, style)));
    }

    @Override
    public void setRange(IDocument document, int offset, int length) {
        pieces = new ArrayList<>();
        next = 0;
        try {
            int last = document.getLineOfOffset(offset + length);
            for (int line = document.getLineOfOffset(offset); line <= last; line++) {
                addLine(document, line, offset, offset + length);
            }
        } catch (BadLocationException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private void addLine(IDocument document, int number, int from, int to) throws BadLocationException {
        IRegion line = document.getLineInformation(number);
        int at = Math.max(from, line.getOffset());
        for (ScenarioTokens.Token token : ScenarioTokens.of(document.get(line.getOffset(), line.getLength()))) {
            int start = line.getOffset() + token.start();
            int end = line.getOffset() + token.end();
            if (start >= from && end <= to) {
                add(at, start, PLAIN);
                add(start, end, tokens.get(token.type()));
                at = end;
            }
        }
        add(at, Math.min(to, line.getOffset() + document.getLineLength(number)), PLAIN);
    }

    private void add(int start, int end, IToken token) {
        if (end > start) {
            pieces.add(new Piece(start, end, token));
        }
    }

    @Override
    public IToken nextToken() {
        return next < pieces.size() ? pieces.get(next++).token() : Token.EOF;
    }

    @Override
    public int getTokenOffset() {
        return pieces.get(next - 1).start();
    }

    @Override
    public int getTokenLength() {
        return pieces.get(next - 1).end() - pieces.get(next - 1).start();
    }
}
