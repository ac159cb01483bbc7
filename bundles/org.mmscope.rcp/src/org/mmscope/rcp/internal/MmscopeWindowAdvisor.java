package org.mmscope.rcp.internal;

import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Display;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.application.ActionBarAdvisor;
import org.eclipse.ui.application.IActionBarConfigurer;
import org.eclipse.ui.application.IWorkbenchWindowConfigurer;
import org.eclipse.ui.application.WorkbenchWindowAdvisor;
import org.mmscope.ui.UiThread;
import org.mmscope.ui.views.MachineConsoles;

/** One window: its size, its title, and what is open in it at first. */
final class MmscopeWindowAdvisor extends WorkbenchWindowAdvisor {

    /** Action sets of the text editor's bundle that make sense only in an IDE; activities do not reach them. */
    private static final String[] IDE_ACTION_SETS = {
        "org.eclipse.ui.edit.text.actionSet.annotationNavigation",
        "org.eclipse.ui.edit.text.actionSet.navigation",
        "org.eclipse.ui.edit.text.actionSet.convertLineDelimitersTo" };

    private final StartArguments arguments;
    private final SplashWindow splash;
    private WindowTitle title;

    MmscopeWindowAdvisor(IWorkbenchWindowConfigurer configurer, StartArguments arguments, SplashWindow splash) {
        super(configurer);
        this.arguments = arguments;
        this.splash = splash;
    }

    @Override
    public ActionBarAdvisor createActionBarAdvisor(IActionBarConfigurer configurer) {
        return new MmscopeActionBarAdvisor(configurer);
    }

    @Override
    public void preWindowOpen() {
        IWorkbenchWindowConfigurer configurer = getWindowConfigurer();
        Rectangle monitor = Display.getCurrent().getPrimaryMonitor().getClientArea();
        configurer.setInitialSize(new Point(Math.min(1600, monitor.width), Math.min(1000, monitor.height)));
        configurer.setShowMenuBar(true);
        configurer.setShowCoolBar(true);
        configurer.setShowStatusLine(true);
        configurer.setShowPerspectiveBar(false);
        configurer.setShowProgressIndicator(true);
        configurer.setTitle(Messages.Window_title);
    }

    @Override
    public void postWindowOpen() {
        title = new WindowTitle(getWindowConfigurer());
        MachineConsoles.follow(window());
        hideIdeActions();
        splash.close();
        UiThread.later(window().getShell(), shell -> openArguments());
    }

    private void hideIdeActions() {
        IWorkbenchPage page = window().getActivePage();
        for (String id : IDE_ACTION_SETS) {
            page.hideActionSet(id);
        }
    }

    /** Once the window can be seen, since a refused scenario brings up a dialog. */
    private void openArguments() {
        ScenarioOpener opener = new ScenarioOpener(window());
        arguments.files().forEach(opener::openFile);
        if (arguments.demo()) {
            opener.openGuidedExample();
        }
    }

    @Override
    public void postWindowClose() {
        if (title != null) {
            title.close();
        }
    }

    private IWorkbenchWindow window() {
        return getWindowConfigurer().getWindow();
    }
}
