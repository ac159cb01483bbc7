package org.mmscope.ui.editors.internal.scenario;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.eclipse.jface.text.BadLocationException;
import org.eclipse.jface.text.IDocument;
import org.eclipse.jface.text.IRegion;
import org.eclipse.jface.text.ITextHover;
import org.eclipse.jface.text.ITextViewer;
import org.eclipse.jface.text.Position;
import org.eclipse.jface.text.Region;
import org.eclipse.jface.text.source.Annotation;
import org.eclipse.jface.text.source.IAnnotationModel;
import org.eclipse.jface.text.source.ISourceViewer;
import org.eclipse.osgi.util.NLS;
import org.mmscope.scenario.ScenarioLanguage;
import org.mmscope.scenario.TranscriptRow;
import org.mmscope.ui.Addresses;

/** Says what is wrong at a place, else what the word there means, else what the variable there holds at this step. */
final class ScenarioHover implements ITextHover {

    private static final Pattern WORD = Pattern.compile("[$A-Za-z_][A-Za-z0-9_]*");

    private final Supplier<List<TranscriptRow>> transcript;

    /**
     * A hover.
     *
     * @param transcript rows of the calls made so far
     */
    ScenarioHover(Supplier<List<TranscriptRow>> transcript) {
        this.transcript = transcript;
    }

    @Override
    public IRegion getHoverRegion(ITextViewer viewer, int offset) {
        try {
            IDocument document = viewer.getDocument();
            IRegion line = document.getLineInformationOfOffset(offset);
            Matcher matcher = WORD.matcher(document.get(line.getOffset(), line.getLength()));
            while (matcher.find()) {
                int start = line.getOffset() + matcher.start();
                if (start <= offset && offset < line.getOffset() + matcher.end()) {
                    return new Region(start, matcher.end() - matcher.start());
                }
            }
            return new Region(offset, 0);
        } catch (BadLocationException e) {
            return null;
        }
    }

    @Override
    public String getHoverInfo(ITextViewer viewer, IRegion region) {
        try {
            List<String> problems = problems(viewer, region);
            if (!problems.isEmpty()) {
                return String.join("\n", problems);
            }
            String word = viewer.getDocument().get(region.getOffset(), region.getLength());
            return meaning(word).or(() -> value(viewer.getDocument().get(), word)).map(Wrapping::wrapped)
                    .orElse(null);
        } catch (BadLocationException e) {
            return null;
        }
    }

    private static List<String> problems(ITextViewer viewer, IRegion region) {
        List<String> problems = new ArrayList<>();
        IAnnotationModel model = viewer instanceof ISourceViewer source ? source.getAnnotationModel() : null;
        Iterator<Annotation> annotations = model == null ? List.<Annotation>of().iterator()
                : model.getAnnotationIterator();
        while (annotations.hasNext()) {
            Annotation annotation = annotations.next();
            Position position = model.getPosition(annotation);
            if (ScenarioAnnotations.isProblem(annotation) && position != null
                    && position.overlapsWith(region.getOffset(), Math.max(1, region.getLength()))) {
                problems.add(annotation.getText());
            }
        }
        return problems;
    }

    private static Optional<String> meaning(String word) {
        return ScenarioLanguage.call(word).map(call -> call.signature() + "\n" + call.documentation())
                .or(() -> ScenarioLanguage.constant(word).map(ScenarioProposals::documentation))
                .or(() -> ScenarioLanguage.keyword(word).map(k -> k.form() + "\n" + k.documentation()));
    }

    private Optional<String> value(String text, String word) {
        Pattern assignment = Pattern.compile("\\s*\\w+\\s*:\\s*" + Pattern.quote(word) + "\\s*=(?!=).*");
        List<String> lines = text.lines().toList();
        return transcript.get().reversed().stream().filter(row -> row.line() <= lines.size())
                .filter(row -> assignment.matcher(lines.get(row.line() - 1)).matches()).findFirst()
                .map(row -> NLS.bind(Messages.hover_value, new Object[] { word, Addresses.bits(row.result()),
                        Long.toString(row.result()), Integer.toString(row.line()) }));
    }
}
