package org.mmscope.session.internal.inspect;

import java.util.Map;
import java.util.TreeMap;

import org.mmscope.kernel.view.MachineView;
import org.mmscope.kernel.view.PoolTagView;
import org.mmscope.kernel.view.PoolView;
import org.mmscope.session.inspect.Answer;
import org.mmscope.session.inspect.Argument;
import org.mmscope.session.inspect.ArgumentKind;
import org.mmscope.session.inspect.Arguments;
import org.mmscope.session.inspect.Field;
import org.mmscope.session.inspect.Fields;
import org.mmscope.session.inspect.Inspection;
import org.mmscope.session.inspect.Inspector;
import org.mmscope.session.inspect.Table;
import org.mmscope.session.inspect.Value;

/** {@code !poolused}: the blocks of both pools by their tags. */
@Inspection(name = "poolused", debugger = true, needsMemory = true, help = "the blocks of both pools by their tags",
        arguments = @Argument(name = "TAG", kind = ArgumentKind.WORD, optional = true))
final class PoolUsedInspector implements Inspector {

    private static final String[] NAMES = { "NonPaged", "Paged" };

    @Override
    public Answer inspect(MachineView view, Arguments arguments) {
        String wanted = arguments.word("TAG").orElse(null);
        Map<String, PoolTagView[]> tags = new TreeMap<>();
        Fields.Builder pages = Fields.titled("Pool Used:");
        for (PoolView pool : view.pools()) {
            int kind = pool.kind().ordinal();
            pages.line(new Field(NAMES[kind], NAMES[kind] + " pool", Value.pages(pool.pages())));
            for (PoolTagView tag : view.poolTags(pool)) {
                if (wanted == null || tag.tag().strip().equals(wanted)) {
                    tags.computeIfAbsent(tag.tag(), ignored -> new PoolTagView[NAMES.length])[kind] = tag;
                }
            }
        }
        return Answer.of(pages.build(), table(tags));
    }

    private static Table table(Map<String, PoolTagView[]> tags) {
        Table.Builder table = Table.titled("Sorting by Tag").columns("Tag", "NonPaged Allocs", "NonPaged Used",
                "Paged Allocs", "Paged Used");
        long[] sums = new long[4];
        tags.forEach((tag, pools) -> {
            Value[] row = new Value[5];
            row[0] = Value.text(tag);
            for (int kind = 0; kind < pools.length; kind++) {
                long blocks = pools[kind] == null ? 0 : pools[kind].blocks();
                long bytes = pools[kind] == null ? 0 : pools[kind].bytes();
                sums[kind * 2] += blocks;
                sums[kind * 2 + 1] += bytes;
                row[kind * 2 + 1] = Value.count(blocks);
                row[kind * 2 + 2] = Value.count(bytes);
            }
            table.row(row);
        });
        return table.row(Value.text("TOTAL"), Value.count(sums[0]), Value.count(sums[1]), Value.count(sums[2]),
                Value.count(sums[3])).build();
    }
}
