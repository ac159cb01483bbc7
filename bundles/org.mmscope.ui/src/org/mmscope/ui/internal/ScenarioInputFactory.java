package org.mmscope.ui.internal;

import java.nio.file.Path;

import org.eclipse.core.runtime.IAdaptable;
import org.eclipse.ui.IElementFactory;
import org.eclipse.ui.IMemento;
import org.mmscope.ui.ScenarioInput;

/** Makes the inputs of the scenario editors that were open when the workbench was closed. */
public final class ScenarioInputFactory implements IElementFactory {

    public static final String ID = "org.mmscope.ui.scenarioInput";
    public static final String FILE = "file";

    @Override
    public IAdaptable createElement(IMemento memento) {
        String file = memento.getString(FILE);
        return file == null ? null : ScenarioInput.of(Path.of(file));
    }
}
