package org.mmscope.rcp.internal;

import org.eclipse.jface.window.Window;
import org.eclipse.ui.application.IWorkbenchConfigurer;
import org.eclipse.ui.application.IWorkbenchWindowConfigurer;
import org.eclipse.ui.application.WorkbenchAdvisor;
import org.eclipse.ui.application.WorkbenchWindowAdvisor;
import org.mmscope.rcp.SectionsPerspective;
import org.mmscope.ui.SessionService;

/** Sets the workbench up and takes it down. */
public final class MmscopeWorkbenchAdvisor extends WorkbenchAdvisor {

    private final StartArguments arguments;
    private final SplashWindow splash;

    /** What it was started with, and what covers the wait. */
    public MmscopeWorkbenchAdvisor(StartArguments arguments, SplashWindow splash) {
        this.arguments = arguments;
        this.splash = splash;
    }

    @Override
    public void initialize(IWorkbenchConfigurer configurer) {
        configurer.setSaveAndRestore(true);
        Window.setDefaultImages(ProductImages.window());
    }

    @Override
    public String getInitialWindowPerspectiveId() {
        return SectionsPerspective.ID;
    }

    @Override
    public String getMainPreferencePageId() {
        return MmscopePreferencePage.ID;
    }

    @Override
    public WorkbenchWindowAdvisor createWorkbenchWindowAdvisor(IWorkbenchWindowConfigurer configurer) {
        return new MmscopeWindowAdvisor(configurer, arguments, splash);
    }

    @Override
    public void postShutdown() {
        SessionService.get().close();
    }
}
