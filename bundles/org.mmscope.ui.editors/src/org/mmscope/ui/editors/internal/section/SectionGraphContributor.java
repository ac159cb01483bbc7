package org.mmscope.ui.editors.internal.section;

import org.eclipse.gef.ui.actions.ActionBarContributor;
import org.eclipse.gef.ui.actions.GEFActionConstants;
import org.eclipse.gef.ui.actions.RedoRetargetAction;
import org.eclipse.gef.ui.actions.UndoRetargetAction;
import org.eclipse.gef.ui.actions.ZoomInRetargetAction;
import org.eclipse.gef.ui.actions.ZoomOutRetargetAction;
import org.eclipse.jface.action.IToolBarManager;
import org.eclipse.jface.action.Separator;
import org.eclipse.ui.actions.ActionFactory;
import org.eclipse.ui.actions.RetargetAction;
import org.mmscope.ui.Images;

/** The section graph's part of the tool bar: zoom, fit, arrange, save a picture. */
public final class SectionGraphContributor extends ActionBarContributor {

    @Override
    protected void buildActions() {
        addRetargetAction(new UndoRetargetAction());
        addRetargetAction(new RedoRetargetAction());
        ZoomInRetargetAction in = new ZoomInRetargetAction();
        in.setImageDescriptor(Images.ZOOM_IN.descriptor());
        addRetargetAction(in);
        ZoomOutRetargetAction out = new ZoomOutRetargetAction();
        out.setImageDescriptor(Images.ZOOM_OUT.descriptor());
        addRetargetAction(out);
        addRetargetAction(new RetargetAction(SectionGraphMenu.FIT, Messages.action_fit));
        RetargetAction save = new RetargetAction(SectionGraphMenu.SAVE_PICTURE, Messages.action_savePicture);
        save.setImageDescriptor(Images.EXPORT.descriptor());
        addRetargetAction(save);
    }

    @Override
    protected void declareGlobalActionKeys() {
        addGlobalActionKey(ActionFactory.SELECT_ALL.getId());
    }

    @Override
    public void contributeToToolBar(IToolBarManager bar) {
        bar.add(new Separator());
        bar.add(getAction(GEFActionConstants.ZOOM_IN));
        bar.add(getAction(GEFActionConstants.ZOOM_OUT));
        bar.add(getAction(SectionGraphMenu.FIT));
        bar.add(getAction(SectionGraphMenu.SAVE_PICTURE));
    }
}
