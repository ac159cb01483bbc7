package org.mmscope.session.internal.inspect;

import org.mmscope.kernel.view.DamagedImageException;
import org.mmscope.kernel.view.KernelImage;
import org.mmscope.kernel.view.MachineView;
import org.mmscope.session.inspect.Answer;
import org.mmscope.session.inspect.Arguments;
import org.mmscope.session.inspect.Field;
import org.mmscope.session.inspect.Fields;
import org.mmscope.session.inspect.Inspection;
import org.mmscope.session.inspect.Inspector;
import org.mmscope.session.inspect.Table;
import org.mmscope.session.inspect.Value;

/** {@code !sysptes}: the system PTEs and which runs of them are free. */
@Inspection(name = "sysptes", debugger = true, needsMemory = true,
        help = "the system page table entries and which runs of them are free")
final class SystemPteInspector implements Inspector {

    private static final long MOST = 1 << 20;
    private static final int WORD = 32;

    @Override
    public Answer inspect(MachineView view, Arguments arguments) {
        KernelImage image = KernelImage.of(view);
        long bitmap = image.symbol("MmSystemPteBitMap");
        long total = image.system().read32(bitmap);
        if (total > MOST) {
            throw new DamagedImageException("bitmap of " + total + " system PTEs", bitmap);
        }
        // The pages of the system PTEs begin where paged pool ends.
        Runs runs = new Runs(image, image.global("MmPagedPoolEnd"));
        long bits = image.system().read32(bitmap + 4);
        for (int at = 0; at < total; at++) {
            runs.entry(at, (image.system().read32(bits + at / WORD * 4L) >>> at % WORD & 1) == 0);
        }
        runs.entry((int) total, false);
        return Answer.of(Fields.titled("System PTE Information")
                .line("Total System Ptes", Value.count(total))
                .line("starting PTE:", Value.address(runs.pte(0)))
                .line("ending PTE:", Value.address(runs.pte(total - 1)))
                .line(Field.of("free blocks:", Value.count(runs.blocks)),
                        Field.of("total free:", Value.count(runs.free)),
                        Field.of("largest free block:", Value.count(runs.largest)))
                .build(), runs.table.build());
    }

    /** Collects the runs of free entries. */
    private static final class Runs {
        private final KernelImage image;
        private final long start;
        private final Table.Builder table = Table.titled(null).columns("free ptes", "Virtual Address", "number free");
        private int first = -1;
        private int blocks;
        private int free;
        private int largest;

        Runs(KernelImage image, long start) {
            this.image = image;
            this.start = start;
        }

        void entry(int at, boolean isFree) {
            if (isFree && first < 0) {
                first = at;
            } else if (!isFree && first >= 0) {
                int length = at - first;
                table.row(Value.address(pte(first)), Value.address(start + first * AddressSpace.PAGE),
                        Value.count(length));
                blocks++;
                free += length;
                largest = Math.max(largest, length);
                first = -1;
            }
        }

        /** Where the kernel sees an entry. */
        long pte(long entry) {
            return AddressSpace.TABLES + (start / AddressSpace.PAGE + entry) * image.ptes().bytes();
        }
    }
}
