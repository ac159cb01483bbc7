package org.mmscope.ui.editors.internal.gef;

import java.util.List;

import org.eclipse.gef.ui.actions.ActionRegistry;
import org.eclipse.ui.IActionBars;
import org.eclipse.ui.actions.ActionFactory;
import org.eclipse.ui.views.properties.PropertySheetPage;

/** The properties of what is selected in a diagram. While they have the focus, undo and redo act on the diagram. */
public final class UndoPropertyPage extends PropertySheetPage {

    private static final List<String> ACTIONS = List.of(ActionFactory.UNDO.getId(), ActionFactory.REDO.getId());

    private final ActionRegistry actions;

    /** A page for a diagram with these actions. */
    public UndoPropertyPage(ActionRegistry actions) {
        this.actions = actions;
    }

    @Override
    public void setActionBars(IActionBars bars) {
        super.setActionBars(bars);
        ACTIONS.forEach(id -> bars.setGlobalActionHandler(id, actions.getAction(id)));
    }
}
