package org.mmscope.rcp.internal;

import org.eclipse.jface.action.GroupMarker;
import org.eclipse.jface.action.ICoolBarManager;
import org.eclipse.jface.action.IMenuManager;
import org.eclipse.jface.action.IStatusLineManager;
import org.eclipse.jface.action.IToolBarManager;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.jface.action.Separator;
import org.eclipse.jface.action.ToolBarContributionItem;
import org.eclipse.jface.action.ToolBarManager;
import org.eclipse.swt.SWT;
import org.eclipse.ui.IWorkbenchActionConstants;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.actions.ActionFactory;
import org.eclipse.ui.actions.ContributionItemFactory;
import org.eclipse.ui.application.ActionBarAdvisor;
import org.eclipse.ui.application.IActionBarConfigurer;

/**
 * The menus that every editor and view shares. What acts on scenarios and sessions is declared in plugin.xml and comes
 * in at the markers.
 */
final class MmscopeActionBarAdvisor extends ActionBarAdvisor {

    private static final ActionFactory[] FILE = { ActionFactory.CLOSE, ActionFactory.CLOSE_ALL };
    private static final ActionFactory[] SAVE = { ActionFactory.SAVE, ActionFactory.SAVE_AS, ActionFactory.SAVE_ALL };
    private static final ActionFactory[] UNDO = { ActionFactory.UNDO, ActionFactory.REDO };
    private static final ActionFactory[] CLIPBOARD = { ActionFactory.CUT, ActionFactory.COPY, ActionFactory.PASTE };
    private static final ActionFactory[] SELECT = { ActionFactory.DELETE, ActionFactory.SELECT_ALL, ActionFactory.FIND };
    private static final ActionFactory[] PARTS = { ActionFactory.NEXT_PART, ActionFactory.NEXT_EDITOR };

    private IWorkbenchWindow window;

    MmscopeActionBarAdvisor(IActionBarConfigurer configurer) {
        super(configurer);
    }

    @Override
    protected void makeActions(IWorkbenchWindow forWindow) {
        window = forWindow;
        make(FILE);
        make(SAVE);
        make(UNDO);
        make(CLIPBOARD);
        make(SELECT);
        make(PARTS);
        make(ActionFactory.QUIT, ActionFactory.RESET_PERSPECTIVE, ActionFactory.PREFERENCES, ActionFactory.ABOUT,
                ActionFactory.PRINT);
    }

    private void make(ActionFactory... factories) {
        for (ActionFactory factory : factories) {
            register(factory.create(window));
        }
    }

    @Override
    protected void fillMenuBar(IMenuManager menuBar) {
        menuBar.add(fileMenu());
        menuBar.add(editMenu());
        menuBar.add(new GroupMarker(IWorkbenchActionConstants.MB_ADDITIONS));
        menuBar.add(windowMenu());
        menuBar.add(helpMenu());
    }

    private MenuManager fileMenu() {
        MenuManager menu = new MenuManager(Messages.Menu_file, IWorkbenchActionConstants.M_FILE);
        menu.add(new GroupMarker("open"));
        menu.add(new Separator());
        add(menu, FILE);
        menu.add(new Separator(IWorkbenchActionConstants.SAVE_GROUP));
        add(menu, SAVE);
        menu.add(new Separator("export"));
        menu.add(new Separator());
        add(menu, ActionFactory.PRINT);
        menu.add(new Separator());
        add(menu, ActionFactory.QUIT);
        return menu;
    }

    /** The markers are those that text editors add to. */
    private MenuManager editMenu() {
        MenuManager menu = new MenuManager(Messages.Menu_edit, IWorkbenchActionConstants.M_EDIT);
        menu.add(new GroupMarker(IWorkbenchActionConstants.EDIT_START));
        add(menu, UNDO);
        menu.add(new GroupMarker(IWorkbenchActionConstants.UNDO_EXT));
        menu.add(new Separator());
        add(menu, CLIPBOARD);
        menu.add(new GroupMarker(IWorkbenchActionConstants.CUT_EXT));
        menu.add(new Separator());
        add(menu, SELECT);
        menu.add(new GroupMarker(IWorkbenchActionConstants.FIND_EXT));
        menu.add(new Separator(IWorkbenchActionConstants.ADD_EXT));
        menu.add(new GroupMarker(IWorkbenchActionConstants.EDIT_END));
        menu.add(new GroupMarker(IWorkbenchActionConstants.MB_ADDITIONS));
        return menu;
    }

    private MenuManager windowMenu() {
        MenuManager menu = new MenuManager(Messages.Menu_window, IWorkbenchActionConstants.M_WINDOW);
        MenuManager views = new MenuManager(Messages.Menu_showView, "showView");
        views.add(ContributionItemFactory.VIEWS_SHORTLIST.create(window));
        menu.add(views);
        add(menu, ActionFactory.RESET_PERSPECTIVE);
        menu.add(new Separator());
        add(menu, PARTS);
        menu.add(new Separator());
        add(menu, ActionFactory.PREFERENCES);
        return menu;
    }

    private MenuManager helpMenu() {
        MenuManager menu = new MenuManager(Messages.Menu_help, IWorkbenchActionConstants.M_HELP);
        menu.add(new GroupMarker(IWorkbenchActionConstants.HELP_START));
        add(menu, ActionFactory.ABOUT);
        return menu;
    }

    private void add(IMenuManager menu, ActionFactory... factories) {
        for (ActionFactory factory : factories) {
            menu.add(getAction(factory.getId()));
        }
    }

    @Override
    protected void fillCoolBar(ICoolBarManager coolBar) {
        IToolBarManager file = new ToolBarManager(SWT.FLAT | SWT.RIGHT);
        file.add(getAction(ActionFactory.SAVE.getId()));
        coolBar.add(new ToolBarContributionItem(file, "org.mmscope.rcp.toolbar.file"));
        coolBar.add(new GroupMarker(IWorkbenchActionConstants.MB_ADDITIONS));
    }

    @Override
    protected void fillStatusLine(IStatusLineManager statusLine) {
        statusLine.add(new SessionStatus());
    }
}
