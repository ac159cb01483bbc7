package org.mmscope.ui.editors.internal.scenario;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.jface.action.Action;
import org.eclipse.jface.action.IMenuManager;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.jface.text.BadLocationException;
import org.eclipse.jface.text.DocumentEvent;
import org.eclipse.jface.text.IDocument;
import org.eclipse.jface.text.IDocumentListener;
import org.eclipse.jface.text.ITextSelection;
import org.eclipse.jface.text.source.IAnnotationModel;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.ui.texteditor.AbstractDecoratedTextEditor;
import org.eclipse.ui.texteditor.ITextEditorActionConstants;
import org.eclipse.ui.views.contentoutline.IContentOutlinePage;
import org.mmscope.model.live.ModelChange;
import org.mmscope.scenario.Diagnostic;
import org.mmscope.scenario.ParseResult;
import org.mmscope.scenario.Scenario;
import org.mmscope.scenario.SourceText;
import org.mmscope.scenario.TranscriptRow;
import org.mmscope.session.Moment;
import org.mmscope.session.Subscription;
import org.mmscope.ui.OpenSession;
import org.mmscope.ui.ScenarioInput;
import org.mmscope.ui.SessionProvider;
import org.mmscope.ui.SessionService;
import org.mmscope.ui.SessionServiceListener;
import org.mmscope.ui.UiThread;

/**
 * The scenario editor: the text of a scenario, what is wrong with it, and the session that runs it with its current
 * line.
 */
public final class ScenarioEditor extends AbstractDecoratedTextEditor {

    private static final String RUN_TO_LINE = "org.mmscope.ui.editors.runToLine";
    private static final String CONTEXT_MENU = "org.mmscope.ui.editors.scenario.menu";

    private final EditorSession session = new EditorSession(this::source, this::showRefused);
    private final ScenarioOutline outline = new ScenarioOutline(this::revealLine);
    private final IDocumentListener edits = new Edits();
    private IDocument document;
    private ScenarioAnnotations annotations;
    private Subscription subscription;

    @Override
    protected void initializeEditor() {
        super.initializeEditor();
        setDocumentProvider(new ScenarioDocumentProvider());
        setSourceViewerConfiguration(
                new ScenarioConfiguration(getPreferenceStore(), this::transcript, this::check));
        setEditorContextMenuId(CONTEXT_MENU);
    }

    @Override
    protected boolean isLineNumberRulerVisible() {
        return true;
    }

    /** Lessons explain in long comments. */
    @Override
    protected boolean getInitialWordWrapStatus() {
        return true;
    }

    @Override
    protected void createActions() {
        super.createActions();
        Action run = new Action(Messages.action_runToLine) {
            @Override
            public void run() {
                runToLine();
            }
        };
        run.setActionDefinitionId(RUN_TO_LINE);
        setAction(RUN_TO_LINE, run);
    }

    @Override
    protected void editorContextMenuAboutToShow(IMenuManager menu) {
        super.editorContextMenuAboutToShow(menu);
        addAction(menu, ITextEditorActionConstants.GROUP_EDIT, RUN_TO_LINE);
    }

    @Override
    public void createPartControl(Composite parent) {
        super.createPartControl(parent);
        connect();
        subscription = SessionService.get().addListener(new Following());
        UiThread.later(getSourceViewer().getTextWidget(), text -> openQuietly());
    }

    /** Opens the session at once, so that the machine can be looked at before the first step. */
    private void openQuietly() {
        if (!Scenario.parse(source()).refused()) {
            session.prepareSession();
        }
    }

    private void connect() {
        document = getSourceViewer().getDocument();
        IAnnotationModel model = getSourceViewer().getAnnotationModel();
        annotations = new ScenarioAnnotations(document, model);
        document.addDocumentListener(edits);
    }

    private ScenarioInput input() {
        return (ScenarioInput) getEditorInput();
    }

    private SourceText source() {
        String name = input().file().map(Path::toString).orElse(input().getName());
        return new SourceText(name, getDocumentProvider().getDocument(input()).get());
    }

    private List<TranscriptRow> transcript() {
        return session.isStale() ? List.of()
                : session.session().map(open -> open.session().transcript()).orElse(List.of());
    }

    private void check(String text) {
        ParseResult result = Scenario.parse(new SourceText(input().file().map(Path::toString).orElse(getPartName()),
                text));
        UiThread.later(getSourceViewer().getTextWidget(), widget -> {
            if (getSourceViewer().getDocument().get().equals(text)) {
                annotations.showProblems(result.diagnostics());
                if (!result.refused()) {
                    outline.show(result.scenario().statements());
                }
            }
        });
    }

    private void showRefused(List<Diagnostic> diagnostics) {
        annotations.showProblems(diagnostics);
        Diagnostic first = diagnostics.getFirst();
        revealLine(first.line());
        getStatusLineManager().setErrorMessage(NLS.bind(Messages.status_refused, first));
    }

    private void revealLine(int line) {
        IDocument document = getSourceViewer().getDocument();
        try {
            int at = Math.clamp(line - 1, 0, document.getNumberOfLines() - 1);
            selectAndReveal(document.getLineOffset(at), 0);
        } catch (BadLocationException e) {
            throw new IllegalStateException(e);
        }
    }

    private void runToLine() {
        int line = ((ITextSelection) getSelectionProvider().getSelection()).getStartLine() + 1;
        session.prepareSession().ifPresent(open -> open.session().runToLine(line));
    }

    private void showMoment(OpenSession open) {
        Moment moment = open.model().moment();
        boolean stale = session.isStale();
        annotations.showCurrentLine(stale ? 0 : moment.line());
        annotations.showFailures(stale ? List.of() : open.session().expectationFailures());
        getStatusLineManager().setErrorMessage(stale ? null : moment.message().orElse(null));
        getStatusLineManager().setMessage(stale && moment.statement() > 0 ? Messages.status_stale : null);
        if (!stale && moment.line() > 0) {
            keepInSight(moment.line());
        }
    }

    /** Scrolls only when the line would be out of sight, and leaves the caret alone. */
    private void keepInSight(int line) {
        int top = getSourceViewer().getTopIndex();
        int bottom = getSourceViewer().getBottomIndex();
        if (line - 1 < top || line > bottom) {
            getSourceViewer().setTopIndex(Math.max(0, line - 1 - (bottom - top) / 3));
        }
    }

    @Override
    public void setFocus() {
        super.setFocus();
        session.session().ifPresent(SessionService.get()::activate);
    }

    @Override
    public <T> T getAdapter(Class<T> type) {
        if (type == SessionProvider.class) {
            return type.cast(session);
        }
        return type == IContentOutlinePage.class ? type.cast(outline) : super.getAdapter(type);
    }

    @Override
    public boolean isSaveAsAllowed() {
        return true;
    }

    @Override
    public void doSave(IProgressMonitor monitor) {
        if (input().file().isEmpty()) {
            performSaveAs(monitor);
        } else {
            super.doSave(monitor);
        }
    }

    @Override
    protected void performSaveAs(IProgressMonitor monitor) {
        FileDialog dialog = new FileDialog(getSite().getShell(), SWT.SAVE);
        dialog.setText(Messages.save_title);
        dialog.setFilterExtensions(new String[] { "*.mms" });
        dialog.setFilterNames(new String[] { Messages.save_filter });
        dialog.setFileName(input().getName());
        dialog.setOverwrite(true);
        String chosen = dialog.open();
        if (chosen == null) {
            monitor.setCanceled(true);
        } else {
            saveAs(Path.of(chosen.endsWith(".mms") ? chosen : chosen + ".mms"), monitor);
        }
    }

    private void saveAs(Path file, IProgressMonitor monitor) {
        try {
            ScenarioDocumentProvider.write(file, source().text());
            document.removeDocumentListener(edits);
            setInput(ScenarioInput.of(file));
            connect();
            firePropertyChange(PROP_INPUT);
        } catch (IOException e) {
            monitor.setCanceled(true);
            MessageDialog.openError(getSite().getShell(), Messages.save_title,
                    NLS.bind(Messages.save_failed, file, e.getMessage()));
        }
    }

    @Override
    public void dispose() {
        if (subscription != null) {
            subscription.close();
            document.removeDocumentListener(edits);
        }
        session.close();
        super.dispose();
    }

    private final class Following implements SessionServiceListener {

        @Override
        public void modelChanged(OpenSession changed, ModelChange change) {
            session.session().filter(changed::equals).ifPresent(ScenarioEditor.this::showMoment);
        }

        @Override
        public void activeSessionChanged(Optional<OpenSession> active) {
            active.filter(open -> session.session().filter(open::equals).isPresent())
                    .ifPresent(ScenarioEditor.this::showMoment);
        }

        @Override
        public void sessionClosed(OpenSession closed) {
            session.closed(closed);
        }
    }

    /** Takes the current line away as soon as it is not true any more, and brings it back when it is again. */
    private final class Edits implements IDocumentListener {

        @Override
        public void documentAboutToBeChanged(DocumentEvent event) {
            // What counts is the text after.
        }

        @Override
        public void documentChanged(DocumentEvent event) {
            session.session().ifPresent(ScenarioEditor.this::showMoment);
        }
    }
}
