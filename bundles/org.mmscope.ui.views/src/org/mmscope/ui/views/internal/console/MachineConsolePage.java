package org.mmscope.ui.views.internal.console;

import org.eclipse.jface.bindings.keys.KeyStroke;
import org.eclipse.jface.bindings.keys.ParseException;
import org.eclipse.jface.fieldassist.ContentProposalAdapter;
import org.eclipse.jface.fieldassist.TextContentAdapter;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.viewers.StructuredSelection;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.console.IConsoleView;
import org.eclipse.ui.console.TextConsolePage;
import org.mmscope.kernel.view.MachineView;
import org.mmscope.ui.SessionService;
import org.mmscope.ui.views.internal.Messages;
import org.mmscope.ui.views.internal.PublishedSelection;

/** Questions and answers above, the line for the next question below. UI thread. */
final class MachineConsolePage extends TextConsolePage {

    private static final Point PROPOSALS = new Point(380, 150);

    private final MachineConsole console;
    private final PublishedSelection selection = new PublishedSelection();
    private Composite body;
    private Text line;
    private ContentProposalAdapter completion;

    MachineConsolePage(MachineConsole console, IConsoleView view) {
        super(console, view);
        this.console = console;
    }

    @Override
    public void createControl(Composite parent) {
        body = new Composite(parent, SWT.NONE);
        GridLayoutFactory.fillDefaults().spacing(0, 2).applyTo(body);
        super.createControl(body);
        getViewer().getControl().setLayoutData(GridDataFactory.fillDefaults().grab(true, true).create());
        line = new Text(body, SWT.SINGLE | SWT.BORDER);
        line.setMessage(Messages.Console_line);
        line.setFont(JFaceResources.getTextFont());
        line.setLayoutData(GridDataFactory.fillDefaults().grab(true, false).create());
        line.addListener(SWT.DefaultSelection, event -> ask());
        line.addListener(SWT.KeyDown, this::key);
        complete();
        getSite().setSelectionProvider(selection);
        takePrepared();
    }

    private void complete() {
        try {
            completion = new ContentProposalAdapter(line, new TextContentAdapter(),
                    new QueryProposals(console.inspections(), MachineConsolePage::machine),
                    KeyStroke.getInstance("Ctrl+Space"), null);
        } catch (ParseException e) {
            throw new IllegalStateException(e);
        }
        completion.setPopupSize(PROPOSALS);
        completion.setProposalAcceptanceStyle(ContentProposalAdapter.PROPOSAL_REPLACE);
    }

    private static MachineView machine() {
        return SessionService.get().active().map(open -> open.model().moment().view()).orElse(null);
    }

    @Override
    public Control getControl() {
        return body;
    }

    @Override
    public void setFocus() {
        line.setFocus();
    }

    private void ask() {
        String question = line.getText();
        line.setText("");
        console.ask(question);
    }

    private void key(Event event) {
        if (completion.isProposalPopupOpen()) {
            return;
        }
        if (event.keyCode == SWT.ARROW_UP || event.keyCode == SWT.ARROW_DOWN) {
            write(event.keyCode == SWT.ARROW_UP ? console.history().earlier() : console.history().later());
            event.doit = false;
        } else if (event.keyCode == SWT.ESC) {
            write("");
        }
    }

    private void write(String text) {
        line.setText(text);
        line.setSelection(text.length());
    }

    /** Writes into the line what was prepared for it. */
    void takePrepared() {
        String prepared = console.takePrepared();
        if (!prepared.isEmpty()) {
            write(prepared);
            line.setFocus();
        }
    }

    /** Writes a word into the line where the caret is. */
    void insert(String word) {
        line.insert(word);
        line.setFocus();
    }

    /** Selects an object for the other views. */
    void select(Object object) {
        selection.setSelection(new StructuredSelection(object));
    }

    /** Shows what was added at a place in the text. */
    void reveal(int offset) {
        getViewer().revealRange(getViewer().getDocument().getLength(), 0);
        getViewer().setSelectedRange(offset, 0);
    }
}
