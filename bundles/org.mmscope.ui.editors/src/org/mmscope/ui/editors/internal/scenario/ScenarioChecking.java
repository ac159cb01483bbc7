package org.mmscope.ui.editors.internal.scenario;

import java.util.function.Consumer;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.jface.text.IDocument;
import org.eclipse.jface.text.IRegion;
import org.eclipse.jface.text.reconciler.DirtyRegion;
import org.eclipse.jface.text.reconciler.IReconcilingStrategy;
import org.eclipse.jface.text.reconciler.IReconcilingStrategyExtension;

/** Has the whole text checked after each pause in typing, and once at first. On the reconciler's thread. */
final class ScenarioChecking implements IReconcilingStrategy, IReconcilingStrategyExtension {

    private final Consumer<String> check;
    private IDocument document;

    ScenarioChecking(Consumer<String> check) {
        this.check = check;
    }

    @Override
    public void setDocument(IDocument document) {
        this.document = document;
    }

    @Override
    public void setProgressMonitor(IProgressMonitor monitor) {
        // Checking takes too little time to be cancelled.
    }

    @Override
    public void initialReconcile() {
        check.accept(document.get());
    }

    @Override
    public void reconcile(DirtyRegion dirty, IRegion sub) {
        check.accept(document.get());
    }

    @Override
    public void reconcile(IRegion partition) {
        check.accept(document.get());
    }
}
