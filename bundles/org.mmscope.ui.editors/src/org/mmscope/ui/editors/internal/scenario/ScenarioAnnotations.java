package org.mmscope.ui.editors.internal.scenario;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.eclipse.jface.text.BadLocationException;
import org.eclipse.jface.text.IDocument;
import org.eclipse.jface.text.IRegion;
import org.eclipse.jface.text.Position;
import org.eclipse.jface.text.source.Annotation;
import org.eclipse.jface.text.source.IAnnotationModel;
import org.eclipse.jface.text.source.IAnnotationModelExtension;
import org.mmscope.scenario.Diagnostic;
import org.mmscope.scenario.ExpectationFailure;

/** What is shown beside and under the lines of a scenario: problems, failed expectations, and where the session is. */
final class ScenarioAnnotations {

    private static final String ERROR = "org.eclipse.ui.workbench.texteditor.error";
    private static final String WARNING = "org.eclipse.ui.workbench.texteditor.warning";
    private static final String CURRENT_LINE = "org.mmscope.ui.editors.currentLine";

    private final IDocument document;
    private final IAnnotationModel model;
    private List<Annotation> problems = List.of();
    private List<Annotation> failures = List.of();
    private List<Annotation> current = List.of();

    ScenarioAnnotations(IDocument document, IAnnotationModel model) {
        this.document = document;
        this.model = model;
    }

    static boolean isProblem(Annotation annotation) {
        return annotation.getType().equals(ERROR) || annotation.getType().equals(WARNING);
    }

    /** Shows why the text is refused, or with an empty list that it is not. */
    void showProblems(List<Diagnostic> diagnostics) {
        Map<Annotation, Position> added = new HashMap<>();
        for (Diagnostic d : diagnostics) {
            added.put(new Annotation(ERROR, false, d.message()), position(d.line(), d.column(), d.length()));
        }
        problems = replace(problems, added);
    }

    /** Shows which expectations did not hold. */
    void showFailures(List<ExpectationFailure> failed) {
        Map<Annotation, Position> added = new HashMap<>();
        for (ExpectationFailure failure : failed) {
            added.put(new Annotation(WARNING, false, failure.toString()), line(failure.line()));
        }
        failures = replace(failures, added);
    }

    /** Shows the line of the next statement, from 1; 0 for none. */
    void showCurrentLine(int number) {
        current = replace(current, number < 1 || number > document.getNumberOfLines() ? Map.of()
                : Map.of(new Annotation(CURRENT_LINE, false, Messages.annotation_currentLine), line(number)));
    }

    private List<Annotation> replace(List<Annotation> old, Map<Annotation, Position> added) {
        ((IAnnotationModelExtension) model).replaceAnnotations(old.toArray(Annotation[]::new), added);
        return new ArrayList<>(added.keySet());
    }

    private Position line(int number) {
        return position(number, 1, Integer.MAX_VALUE);
    }

    private Position position(int number, int column, int length) {
        try {
            IRegion line = document.getLineInformation(Math.clamp(number - 1, 0, document.getNumberOfLines() - 1));
            int start = Math.clamp(column - 1, 0, Math.max(0, line.getLength() - 1));
            return new Position(line.getOffset() + start, Math.clamp(length, 1, Math.max(1, line.getLength() - start)));
        } catch (BadLocationException e) {
            throw new IllegalStateException(e);
        }
    }
}
