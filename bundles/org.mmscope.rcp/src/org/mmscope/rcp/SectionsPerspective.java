package org.mmscope.rcp;

import org.eclipse.ui.IFolderLayout;
import org.eclipse.ui.IPageLayout;
import org.eclipse.ui.IPerspectiveFactory;
import org.mmscope.ui.views.MachineConsoles;
import org.mmscope.ui.views.PhysicalMemoryView;
import org.mmscope.ui.views.ProcessesView;

/** The perspective for sections: the scenario and its section graph above, processes, frames and properties below. */
public final class SectionsPerspective implements IPerspectiveFactory {

    /** The id of this perspective. */
    public static final String ID = "org.mmscope.rcp.perspective.sections";

    @Override
    public void createInitialLayout(IPageLayout layout) {
        layout.setEditorAreaVisible(true);
        IFolderLayout processes = layout.createFolder("processes", IPageLayout.BOTTOM, 0.69f, layout.getEditorArea());
        processes.addView(ProcessesView.ID);
        IFolderLayout frames = layout.createFolder("frames", IPageLayout.RIGHT, 0.37f, "processes");
        frames.addView(PhysicalMemoryView.ID);
        IFolderLayout properties = layout.createFolder("properties", IPageLayout.RIGHT, 0.54f, "frames");
        properties.addView(IPageLayout.ID_PROP_SHEET);
        properties.addView(MachineConsoles.VIEW_ID);
        layout.addShowViewShortcut(ProcessesView.ID);
        layout.addShowViewShortcut(PhysicalMemoryView.ID);
        layout.addShowViewShortcut(IPageLayout.ID_PROP_SHEET);
        layout.addShowViewShortcut(IPageLayout.ID_OUTLINE);
        layout.addShowViewShortcut(MachineConsoles.VIEW_ID);
    }
}
