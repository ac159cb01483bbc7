package org.mmscope.ui.views;

import java.util.Optional;

import org.eclipse.jface.action.Action;
import org.eclipse.jface.action.IToolBarManager;
import org.eclipse.jface.resource.ImageDescriptor;
import org.eclipse.jface.viewers.ISelection;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.jface.viewers.StructuredSelection;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.ui.ISelectionListener;
import org.eclipse.ui.IWorkbenchPart;
import org.mmscope.kernel.view.PfnTable;
import org.mmscope.model.PageLocation;
import org.mmscope.model.PfnEntry;
import org.mmscope.model.PrototypePte;
import org.mmscope.model.Pte;
import org.mmscope.model.live.ModelChange;
import org.mmscope.ui.Addresses;
import org.mmscope.ui.Images;
import org.mmscope.ui.MomentView;
import org.mmscope.ui.OpenSession;
import org.mmscope.ui.views.internal.Messages;
import org.mmscope.ui.views.internal.PublishedSelection;
import org.mmscope.ui.views.internal.frames.FrameGrid;
import org.mmscope.ui.views.internal.frames.FrameLegend;
import org.mmscope.ui.views.internal.frames.FrameReading;
import org.mmscope.ui.views.internal.frames.FrameStates;
import org.mmscope.ui.views.internal.frames.GridOverLegend;

/** Every page frame as a cell in the colour of its state, with the counts beside it. UI thread. */
public final class PhysicalMemoryView extends MomentView {

    /** The id of this view. */
    public static final String ID = "org.mmscope.ui.views.physicalMemory";

    private final FrameStates states = new FrameStates();
    private final PublishedSelection selection = new PublishedSelection();
    private final ISelectionListener selections = this::selectionChanged;
    private FrameGrid grid;
    private FrameLegend legend;
    private FrameReading reading;

    /** How many frames are shown; 0 without a session. */
    public int frames() {
        return states.frames();
    }

    /** How many of the frames shown are in a state. */
    public int frames(PageLocation location) {
        return states.count(location);
    }

    @Override
    protected void createContents(Composite parent) {
        Composite body = new Composite(parent, SWT.NONE);
        body.setLayout(new GridOverLegend());
        grid = new FrameGrid(body, states, this::describe, this::publish);
        legend = new FrameLegend(body, states);
        reading = new FrameReading(states, body, this::statesChanged);
        IToolBarManager tools = getViewSite().getActionBars().getToolBarManager();
        tools.add(action(Messages.Frames_zoomIn, Images.ZOOM_IN.descriptor(), () -> grid.zoom(true)));
        tools.add(action(Messages.Frames_zoomOut, Images.ZOOM_OUT.descriptor(), () -> grid.zoom(false)));
        tools.add(action(Messages.Frames_fit, Images.PHYSICAL_MEMORY.descriptor(), grid::fit));
        getSite().setSelectionProvider(selection);
        getSite().getPage().addPostSelectionListener(selections);
    }

    private void statesChanged() {
        grid.statesChanged();
        legend.statesChanged();
    }

    @Override
    public void dispose() {
        getSite().getPage().removePostSelectionListener(selections);
        super.dispose();
    }

    @Override
    protected void show(Optional<OpenSession> session) {
        session.ifPresentOrElse(open -> reading.show(open.model().moment()), reading::clear);
    }

    @Override
    protected void follow(ModelChange change) {
        if (change.newMoment()) {
            reading.follow(change.moment());
        }
    }

    @Override
    public void setFocus() {
        grid.setFocus();
    }

    private void publish(int frame) {
        shown().filter(open -> has(open, frame))
                .ifPresent(open -> selection.setSelection(new StructuredSelection(open.model().pfnEntry(frame))));
    }

    /** Until its frames are read those of the machine before are shown, which may have more. */
    private static boolean has(OpenSession open, int frame) {
        return frame < open.model().moment().view().pfns().frames();
    }

    private String describe(int frame) {
        return shown().filter(open -> has(open, frame)).map(open -> describe(open.model().moment().view().pfns(), frame))
                .orElse(null);
    }

    private String describe(PfnTable table, int frame) {
        String title = NLS.bind(Messages.Frames_tooltip, Addresses.frame(frame), states.state(frame).getLiteral());
        if (table.pteAddress(frame) == 0) {
            return title;
        }
        String pattern = table.prototypePte(frame) ? Messages.Frames_tooltip_prototype : Messages.Frames_tooltip_pte;
        return title + "\n" + NLS.bind(pattern, Addresses.virtual(table.pteAddress(frame))) + counts(table, frame);
    }

    /** The share count of a page that is on a list is a link of the list. */
    private String counts(PfnTable table, int frame) {
        return states.state(frame) == PageLocation.ACTIVE ? "\n" + NLS.bind(Messages.Frames_tooltip_counts,
                table.shareCount(frame), table.referenceCount(frame)) : "";
    }

    private void selectionChanged(IWorkbenchPart part, ISelection other) {
        if (part != this && other instanceof IStructuredSelection structured) {
            grid.select(frameOf(structured.getFirstElement()));
        }
    }

    private static int frameOf(Object element) {
        return switch (element) {
            case PfnEntry entry -> entry.getPfn();
            case Pte pte -> pte.getPfn();
            case PrototypePte pte -> pte.getPfn();
            case null, default -> -1;
        };
    }

    private static Action action(String text, ImageDescriptor image, Runnable run) {
        Action action = new Action(text, image) {
            @Override
            public void run() {
                run.run();
            }
        };
        action.setToolTipText(text);
        return action;
    }
}
