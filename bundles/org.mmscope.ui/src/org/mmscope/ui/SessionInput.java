package org.mmscope.ui;

import org.eclipse.core.runtime.PlatformObject;
import org.eclipse.jface.resource.ImageDescriptor;
import org.eclipse.ui.IEditorInput;
import org.eclipse.ui.IMemento;
import org.eclipse.ui.IPersistableElement;
import org.mmscope.ui.internal.SessionInputFactory;

/** What a diagram of the active session edits. It is the same for all sessions: the diagram follows the active one. */
public final class SessionInput extends PlatformObject implements IEditorInput {

    private final String name;
    private final Images image;

    /**
     * Makes the input of one kind of diagram.
     *
     * @param name its title
     * @param image its image
     */
    public SessionInput(String name, Images image) {
        this.name = name;
        this.image = image;
    }

    @Override
    public boolean exists() {
        return false;
    }

    @Override
    public ImageDescriptor getImageDescriptor() {
        return image.descriptor();
    }

    @Override
    public String getName() {
        return name;
    }

    /** Diagrams are there again at the next start, and follow what is opened then. */
    @Override
    public IPersistableElement getPersistable() {
        return new Persistable();
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

    private final class Persistable implements IPersistableElement {
        @Override
        public String getFactoryId() {
            return SessionInputFactory.ID;
        }

        @Override
        public void saveState(IMemento memento) {
            memento.putString(SessionInputFactory.NAME, name);
            memento.putString(SessionInputFactory.IMAGE, image.name());
        }
    }
}
