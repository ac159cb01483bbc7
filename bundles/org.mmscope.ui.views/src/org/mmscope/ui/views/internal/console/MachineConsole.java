package org.mmscope.ui.views.internal.console;

import java.util.Optional;

import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.ISchedulingRule;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.widgets.Display;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.console.IConsoleDocumentPartitioner;
import org.eclipse.ui.console.IConsoleView;
import org.eclipse.ui.console.TextConsole;
import org.eclipse.ui.part.IPageBookViewPage;
import org.mmscope.kernel.view.DamagedImageException;
import org.mmscope.session.Moment;
import org.mmscope.session.inspect.Inspections;
import org.mmscope.session.inspect.LinkedText;
import org.mmscope.session.inspect.QueryException;
import org.mmscope.ui.Images;
import org.mmscope.ui.OpenSession;
import org.mmscope.ui.SessionService;
import org.mmscope.ui.UiThread;
import org.mmscope.ui.views.internal.Messages;

/**
 * Asks the machine that the workbench shows, at the moment that it shows, and keeps questions and answers. Answers are
 * found by jobs, one after the other. UI thread.
 */
public final class MachineConsole extends TextConsole {

    /** The type of this console. */
    public static final String TYPE = "org.mmscope.ui.views.machineConsole";

    private final Inspections inspections = new Inspections();
    private final QueryHistory history = new QueryHistory();
    private final Transcript transcript;
    private final ISchedulingRule oneAfterTheOther = new OneAfterTheOther();
    private MachineConsolePage page;
    /** Put into the line of the page as soon as there is one. */
    private String prepared = "";

    /** An empty console. */
    public MachineConsole() {
        super(Messages.Console_name, TYPE, Images.MACHINE.descriptor(), true);
        transcript = new Transcript(this);
        transcript.connect(getDocument());
        getDocument().setDocumentPartitioner(transcript);
    }

    @Override
    protected IConsoleDocumentPartitioner getPartitioner() {
        return transcript;
    }

    @Override
    public IPageBookViewPage createPage(IConsoleView view) {
        page = new MachineConsolePage(this, view);
        return page;
    }

    Inspections inspections() {
        return inspections;
    }

    QueryHistory history() {
        return history;
    }

    /** Writes a question into the line, for a person to complete. */
    public void prepare(String query) {
        prepared = query;
        page().ifPresent(MachineConsolePage::takePrepared);
    }

    /** What was prepared and not taken yet. */
    String takePrepared() {
        String text = prepared;
        prepared = "";
        return text;
    }

    Optional<MachineConsolePage> page() {
        return Optional.ofNullable(page).filter(open -> open.getControl() != null && !open.getControl().isDisposed());
    }

    /** Asks the machine that is shown. Blank questions are ignored. */
    public void ask(String query) {
        String question = query.strip();
        if (question.isEmpty()) {
            return;
        }
        history.add(question);
        SessionService.get().active().ifPresentOrElse(open -> ask(open, question), () -> {
            transcript.question(question);
            transcript.error(Messages.Console_noMachine);
        });
    }

    private void ask(OpenSession open, String question) {
        Moment moment = open.model().moment();
        String asked = NLS.bind(Messages.Console_prompt,
                new Object[] { open.name(), Long.toString(moment.statement()), question });
        Display display = PlatformUI.getWorkbench().getDisplay();
        Job job = Job.create(NLS.bind(Messages.Console_asking, question), monitor -> {
            Runnable write = answer(open, moment, question);
            UiThread.executor(display).execute(() -> {
                transcript.question(asked);
                write.run();
            });
            return (IStatus) Status.OK_STATUS;
        });
        job.setRule(oneAfterTheOther);
        job.schedule();
    }

    /** Finds the answer; what is returned writes it. */
    private Runnable answer(OpenSession open, Moment moment, String question) {
        try {
            LinkedText answer = inspections.ask(question, moment.view()).toLinkedText();
            return () -> transcript.answer(answer, open);
        } catch (QueryException | DamagedImageException e) {
            return () -> transcript.error(e.getMessage());
        }
    }

    /** Jobs with this rule run one at a time. */
    private static final class OneAfterTheOther implements ISchedulingRule {
        @Override
        public boolean contains(ISchedulingRule rule) {
            return rule == this;
        }

        @Override
        public boolean isConflicting(ISchedulingRule rule) {
            return rule == this;
        }
    }
}
