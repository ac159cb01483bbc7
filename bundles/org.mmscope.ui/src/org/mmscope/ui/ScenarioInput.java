package org.mmscope.ui;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

import org.eclipse.core.runtime.PlatformObject;
import org.eclipse.jface.resource.ImageDescriptor;
import org.eclipse.ui.IEditorInput;
import org.eclipse.ui.IMemento;
import org.eclipse.ui.IPersistableElement;
import org.mmscope.scenario.SourceText;
import org.mmscope.ui.internal.ScenarioInputFactory;

/** What a scenario editor edits: a file, or a text that is not a file yet, such as a new scenario or a lesson. */
public final class ScenarioInput extends PlatformObject implements IEditorInput {

    private final Path file;
    private final String name;
    private final String text;

    private ScenarioInput(Path file, String name, String text) {
        this.file = file;
        this.name = name;
        this.text = text;
    }

    /** A file, which need not exist yet. */
    public static ScenarioInput of(Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        return new ScenarioInput(absolute, absolute.getFileName().toString(), null);
    }

    /**
     * A text without a file.
     *
     * @param name for the title, and proposed as the file name when it is saved
     * @param text what the editor shows at first
     */
    public static ScenarioInput of(String name, String text) {
        return new ScenarioInput(null, Objects.requireNonNull(name), Objects.requireNonNull(text));
    }

    /** The file, if it is one. */
    public Optional<Path> file() {
        return Optional.ofNullable(file);
    }

    /**
     * Reads what the editor shows at first.
     *
     * @throws IOException if the file cannot be read
     */
    public SourceText read() throws IOException {
        return file == null ? new SourceText(name, text) : SourceText.read(file);
    }

    @Override
    public boolean exists() {
        return file != null && Files.isRegularFile(file);
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public String getToolTipText() {
        return file == null ? name : file.toString();
    }

    @Override
    public ImageDescriptor getImageDescriptor() {
        return Images.SCENARIO.descriptor();
    }

    /** A file is remembered for the next start, a text is not. */
    @Override
    public IPersistableElement getPersistable() {
        return file == null ? null : new Persistable();
    }

    @Override
    public boolean equals(Object other) {
        return other == this || file != null && other instanceof ScenarioInput input && file.equals(input.file);
    }

    @Override
    public int hashCode() {
        return Objects.hash(file, name);
    }

    private final class Persistable implements IPersistableElement {
        @Override
        public String getFactoryId() {
            return ScenarioInputFactory.ID;
        }

        @Override
        public void saveState(IMemento memento) {
            memento.putString(ScenarioInputFactory.FILE, file.toString());
        }
    }
}
