package org.mmscope.session.inspect;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.mmscope.kernel.view.MachineView;

/** A question, understood as far as it can be without a machine. Immutable, any thread. */
public final class Query {

    private final RegisteredInspection inspection;
    private final List<Word> words;
    private final int position;

    Query(RegisteredInspection inspection, List<Word> words, int position) {
        this.inspection = inspection;
        this.words = words;
        this.position = position;
    }

    /** What is asked. */
    public RegisteredInspection inspection() {
        return inspection;
    }

    /**
     * Asks a machine.
     *
     * @throws QueryException if it asks for what the machine does not have
     * @throws org.mmscope.kernel.view.DamagedImageException if the machine's memory cannot be decoded
     */
    public Answer ask(MachineView view) {
        if (inspection.description().needsMemory() && view.memory().size() == 0) {
            throw new QueryException(position, inspection.title() + " reads the machine's memory, which is not here",
                    "a snapshot with memory: .mmsnap, or .json with its .raw image beside it", null);
        }
        return inspection.inspector().inspect(view, arguments(view));
    }

    private Arguments arguments(MachineView view) {
        ArgumentReader reader = new ArgumentReader(view);
        Map<String, Object> values = new HashMap<>();
        Map<String, Integer> positions = new HashMap<>();
        for (int i = 0; i < words.size(); i++) {
            Argument argument = inspection.description().arguments()[i];
            values.put(argument.name(), reader.read(argument, words.get(i)));
            positions.put(argument.name(), words.get(i).position());
        }
        return new Arguments(values, positions);
    }
}
