package org.mmscope.ui;

import org.eclipse.core.runtime.PlatformObject;
import org.eclipse.jface.resource.ImageDescriptor;
import org.eclipse.ui.IEditorInput;
import org.eclipse.ui.IPersistableElement;

/** What a diagram of the active session edits. It is the same for all sessions: the diagram follows the active one. */
public final class SessionInput extends PlatformObject implements IEditorInput {

    private final String name;
    private final ImageDescriptor image;

    /**
     * Makes the input of one kind of diagram.
     *
     * @param name its title
     * @param image its image
     */
    public SessionInput(String name, ImageDescriptor image) {
        this.name = name;
        this.image = image;
    }

    @Override
    public boolean exists() {
        return false;
    }

    @Override
    public ImageDescriptor getImageDescriptor() {
        return image;
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public IPersistableElement getPersistable() {
        return null;
    }

    @Override
    public String getToolTipText() {
        return name;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SessionInput input && input.name.equals(name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }
}
