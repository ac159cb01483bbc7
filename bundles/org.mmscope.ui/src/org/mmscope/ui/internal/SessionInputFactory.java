package org.mmscope.ui.internal;

import org.eclipse.core.runtime.IAdaptable;
import org.eclipse.ui.IElementFactory;
import org.eclipse.ui.IMemento;
import org.mmscope.ui.Images;
import org.mmscope.ui.SessionInput;

/** Makes the inputs of the diagrams that were open when the workbench was closed. */
public final class SessionInputFactory implements IElementFactory {

    public static final String ID = "org.mmscope.ui.sessionInput";
    public static final String NAME = "name";
    public static final String IMAGE = "image";

    @Override
    public IAdaptable createElement(IMemento memento) {
        String name = memento.getString(NAME);
        String image = memento.getString(IMAGE);
        return name == null || image == null ? null : new SessionInput(name, Images.valueOf(image));
    }
}
