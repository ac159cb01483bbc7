package org.mmscope.ui.editors.internal.scenario;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.jface.operation.IRunnableContext;
import org.eclipse.jface.text.Document;
import org.eclipse.jface.text.IDocument;
import org.eclipse.jface.text.source.AnnotationModel;
import org.eclipse.jface.text.source.IAnnotationModel;
import org.eclipse.ui.texteditor.AbstractDocumentProvider;
import org.mmscope.ui.ScenarioInput;

/** Reads and writes the texts of scenario inputs, without a workspace. */
final class ScenarioDocumentProvider extends AbstractDocumentProvider {

    @Override
    protected IDocument createDocument(Object element) throws CoreException {
        try {
            return new Document(((ScenarioInput) element).read().text());
        } catch (IOException e) {
            throw failure(e);
        }
    }

    @Override
    protected IAnnotationModel createAnnotationModel(Object element) {
        return new AnnotationModel();
    }

    @Override
    protected void doSaveDocument(IProgressMonitor monitor, Object element, IDocument document, boolean overwrite)
            throws CoreException {
        try {
            write(((ScenarioInput) element).file().orElseThrow(), document.get());
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** Writes a text to a file of its own first, so that a failure leaves what was there. */
    static void write(Path file, String text) throws IOException {
        Path real = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        Path beside = Files.createTempFile(real.getParent(), real.getFileName().toString(), ".tmp");
        try {
            Files.writeString(beside, text, StandardCharsets.UTF_8);
            Files.move(beside, real, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    private static CoreException failure(IOException e) {
        String message = e.getMessage() == null ? e.toString() : e.getMessage();
        return new CoreException(new Status(IStatus.ERROR, "org.mmscope.ui.editors", message, e));
    }

    @Override
    public boolean isModifiable(Object element) {
        return true;
    }

    @Override
    public boolean isReadOnly(Object element) {
        return false;
    }

    @Override
    public boolean isDeleted(Object element) {
        return element instanceof ScenarioInput input && input.file().isPresent() && !input.exists();
    }

    @Override
    protected IRunnableContext getOperationRunner(IProgressMonitor monitor) {
        return null;
    }
}
