package org.mmscope.ui.editors.internal.section;

import org.eclipse.gef.ContextMenuProvider;
import org.eclipse.gef.GraphicalViewer;
import org.eclipse.gef.ui.actions.ActionRegistry;
import org.eclipse.gef.ui.actions.GEFActionConstants;
import org.eclipse.jface.action.IMenuManager;
import org.eclipse.jface.action.Separator;
import org.eclipse.ui.IWorkbenchActionConstants;
import org.eclipse.ui.IWorkbenchPartSite;

/** The context menu of the section graph. */
final class SectionGraphMenu extends ContextMenuProvider {

    static final String FIT = "org.mmscope.ui.editors.fit";
    static final String ARRANGE = "org.mmscope.ui.editors.arrange";
    static final String SAVE_PICTURE = "org.mmscope.ui.editors.savePicture";
    private static final String ID = "org.mmscope.ui.editors.sectionGraph.menu";

    private final ActionRegistry registry;

    private SectionGraphMenu(GraphicalViewer viewer, ActionRegistry registry) {
        super(viewer);
        this.registry = registry;
    }

    static void install(GraphicalViewer viewer, ActionRegistry registry, IWorkbenchPartSite site) {
        SectionGraphMenu menu = new SectionGraphMenu(viewer, registry);
        viewer.setContextMenu(menu);
        site.registerContextMenu(ID, menu, viewer);
    }

    @Override
    public void buildContextMenu(IMenuManager menu) {
        menu.add(new Separator(GEFActionConstants.GROUP_VIEW));
        add(menu, FIT);
        add(menu, GEFActionConstants.ZOOM_IN);
        add(menu, GEFActionConstants.ZOOM_OUT);
        add(menu, ARRANGE);
        menu.add(new Separator(GEFActionConstants.GROUP_SAVE));
        add(menu, SAVE_PICTURE);
        menu.add(new Separator(IWorkbenchActionConstants.MB_ADDITIONS));
    }

    private void add(IMenuManager menu, String id) {
        menu.add(registry.getAction(id));
    }
}
