package org.mmscope.session.internal.inspect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import org.mmscope.kernel.view.MachineView;
import org.mmscope.kernel.view.VadView;
import org.mmscope.session.inspect.Answer;
import org.mmscope.session.inspect.Argument;
import org.mmscope.session.inspect.ArgumentKind;
import org.mmscope.session.inspect.Arguments;
import org.mmscope.session.inspect.Inspection;
import org.mmscope.session.inspect.Inspector;
import org.mmscope.session.inspect.Table;
import org.mmscope.session.inspect.Value;

/** The largest ranges of a process's addresses that no VAD holds. */
@Inspection(name = "largest-free", needsMemory = true, help = "the largest free ranges of a process's addresses",
        arguments = { @Argument(name = "PROCESS", kind = ArgumentKind.PROCESS),
            @Argument(name = "COUNT", kind = ArgumentKind.NUMBER, optional = true) })
final class LargestFreeInspector implements Inspector {

    private static final long LOWEST = 0x10000;
    private static final long USUAL_COUNT = 10;

    /** A free range: first and last byte. */
    private record Gap(long start, long end) {

        long size() {
            return end - start + 1;
        }
    }

    @Override
    public Answer inspect(MachineView view, Arguments arguments) {
        AddressSpace space = new AddressSpace(view, arguments.process("PROCESS"));
        Table.Builder table = Table.titled("Largest free ranges of " + space.process().name())
                .columns("Start", "End", "Bytes", "Kb");
        gaps(space).stream().sorted(Comparator.comparingLong(Gap::size).reversed().thenComparing(Gap::start))
                .limit(arguments.optionalNumber("COUNT").orElse(USUAL_COUNT))
                .forEach(gap -> table.row(Value.address(gap.start()), Value.address(gap.end()),
                        Value.hex(gap.size()), Value.count(gap.size() / 1024)));
        return Answer.of(table.build());
    }

    private static List<Gap> gaps(AddressSpace space) {
        List<Gap> gaps = new ArrayList<>();
        long from = LOWEST;
        for (VadView vad : space.process().vads()) {
            if (vad.start() > from) {
                gaps.add(new Gap(from, vad.start() - 1));
            }
            from = Math.max(from, vad.end() + 1);
        }
        if (from <= space.highestVadAddress()) {
            gaps.add(new Gap(from, space.highestVadAddress()));
        }
        return gaps;
    }
}
