package org.mmscope.ui.views.internal;

import org.eclipse.jface.viewers.ITreeContentProvider;
import org.mmscope.model.Machine;
import org.mmscope.model.Process;
import org.mmscope.model.Vad;

/** Processes, and below each its VADs by start. */
public final class ProcessContent implements ITreeContentProvider {

    @Override
    public Object[] getElements(Object input) {
        return input instanceof Machine machine ? machine.getProcesses().toArray() : new Object[0];
    }

    @Override
    public Object[] getChildren(Object parent) {
        return parent instanceof Process process ? process.getVads().toArray() : new Object[0];
    }

    @Override
    public Object getParent(Object element) {
        return element instanceof Vad vad ? vad.getProcess() : null;
    }

    @Override
    public boolean hasChildren(Object element) {
        return element instanceof Process process && !process.getVads().isEmpty();
    }
}
