package org.mmscope.ui.editors.internal.scenario;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.eclipse.jface.preference.IPreferenceStore;
import org.eclipse.jface.text.IDocument;
import org.eclipse.jface.text.ITextHover;
import org.eclipse.jface.text.contentassist.ContentAssistant;
import org.eclipse.jface.text.contentassist.IContentAssistant;
import org.eclipse.jface.text.presentation.IPresentationReconciler;
import org.eclipse.jface.text.presentation.PresentationReconciler;
import org.eclipse.jface.text.reconciler.IReconciler;
import org.eclipse.jface.text.reconciler.MonoReconciler;
import org.eclipse.jface.text.rules.DefaultDamagerRepairer;
import org.eclipse.jface.text.source.ISourceViewer;
import org.eclipse.ui.editors.text.TextSourceViewerConfiguration;
import org.mmscope.scenario.TranscriptRow;

/** Colours, proposals, hovers and checking of scenario text. */
final class ScenarioConfiguration extends TextSourceViewerConfiguration {

    private static final int IDLE_MILLISECONDS = 500;
    private static final int ASSIST_MILLISECONDS = 200;

    private final Supplier<List<TranscriptRow>> transcript;
    private final Consumer<String> check;

    /**
     * A configuration.
     *
     * @param transcript rows of the calls made so far
     * @param check is given the text when nobody has typed for a while, on a thread of its own
     */
    ScenarioConfiguration(IPreferenceStore preferences, Supplier<List<TranscriptRow>> transcript,
            Consumer<String> check) {
        super(preferences);
        this.transcript = transcript;
        this.check = check;
    }

    @Override
    public IPresentationReconciler getPresentationReconciler(ISourceViewer viewer) {
        PresentationReconciler reconciler = new PresentationReconciler();
        DefaultDamagerRepairer repairer = new DefaultDamagerRepairer(new ScenarioScanner());
        reconciler.setDamager(repairer, IDocument.DEFAULT_CONTENT_TYPE);
        reconciler.setRepairer(repairer, IDocument.DEFAULT_CONTENT_TYPE);
        return reconciler;
    }

    @Override
    public IContentAssistant getContentAssistant(ISourceViewer viewer) {
        ContentAssistant assistant = new ContentAssistant();
        assistant.setContentAssistProcessor(new ScenarioAssist(), IDocument.DEFAULT_CONTENT_TYPE);
        assistant.setInformationControlCreator(getInformationControlCreator(viewer));
        assistant.enableAutoActivation(true);
        assistant.setAutoActivationDelay(ASSIST_MILLISECONDS);
        assistant.enableAutoInsert(true);
        return assistant;
    }

    @Override
    public ITextHover getTextHover(ISourceViewer viewer, String contentType) {
        return new ScenarioHover(transcript);
    }

    @Override
    public IReconciler getReconciler(ISourceViewer viewer) {
        MonoReconciler reconciler = new MonoReconciler(new ScenarioChecking(check), false);
        reconciler.setDelay(IDLE_MILLISECONDS);
        return reconciler;
    }

    @Override
    public String[] getDefaultPrefixes(ISourceViewer viewer, String contentType) {
        return new String[] { "#", "" };
    }
}
