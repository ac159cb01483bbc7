package org.mmscope.ui.views.internal.console;

import java.util.ArrayList;
import java.util.List;

import org.eclipse.jface.action.Action;
import org.eclipse.jface.action.ActionContributionItem;
import org.eclipse.jface.action.IContributionItem;
import org.eclipse.jface.action.Separator;
import org.eclipse.jface.viewers.ISelection;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.osgi.util.NLS;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.actions.CompoundContributionItem;
import org.mmscope.session.inspect.Inspections;
import org.mmscope.session.inspect.RegisteredInspection;
import org.mmscope.ui.views.MachineConsoles;
import org.mmscope.ui.views.internal.Messages;

/**
 * The menu of inspections. One that the selection gives all arguments for is asked at once; another is written into the
 * console's line to be completed.
 */
public final class InspectionItems extends CompoundContributionItem {

    @Override
    protected IContributionItem[] getContributionItems() {
        SelectedArguments selected = new SelectedArguments(firstSelected());
        List<IContributionItem> items = new ArrayList<>();
        List<IContributionItem> others = new ArrayList<>();
        for (RegisteredInspection inspection : new Inspections().all()) {
            (inspection.description().debugger() ? items : others).add(item(inspection, selected));
        }
        items.add(new Separator());
        items.addAll(others);
        return items.toArray(IContributionItem[]::new);
    }

    private static Object firstSelected() {
        ISelection selection = page().getSelection();
        return selection instanceof IStructuredSelection structured ? structured.getFirstElement() : null;
    }

    private static IWorkbenchPage page() {
        return PlatformUI.getWorkbench().getActiveWorkbenchWindow().getActivePage();
    }

    private static IContributionItem item(RegisteredInspection inspection, SelectedArguments selected) {
        SelectedArguments.Question question = selected.question(inspection);
        Action action = new Action(NLS.bind(Messages.Console_inspection, question.text(), inspection.description().help())) {
            @Override
            public void run() {
                if (question.complete()) {
                    MachineConsoles.ask(page(), question.text());
                } else {
                    MachineConsoles.prepare(page(), question.text() + " ");
                }
            }
        };
        action.setId("org.mmscope.ui.views.inspect." + inspection.description().name());
        return new ActionContributionItem(action);
    }
}
