package org.mmscope.scenario.internal.trace;

import java.util.HashMap;
import java.util.Map;

import org.mmscope.kernel.Kernel;
import org.mmscope.kernel.MemoryBasicInformation;
import org.mmscope.kernel.MemoryConstants;
import org.mmscope.kernel.MemoryRange;
import org.mmscope.kernel.NtStatus;
import org.mmscope.kernel.process.EProcess;

/**
 * Where the address space of a traced program lies in a process, by blocks of 64 KB, the granularity of reservations.
 * <ul>
 * <li>An address at which the process has a range or a view when the trace first comes to its block is played there, as
 * the process has it.
 * <li>A block where the process has nothing is reserved at its own address when the trace first comes to it.
 * <li>A block that cannot be there, because it lies in the first 64 KB, above user space, above 4 GB or partly under
 * something else, is reserved wherever there is room, so that different pages of the traced program are different pages
 * here.
 * </ul>
 * Pages of reserved blocks are committed one by one when the trace first comes to them, since the traced program had
 * them: readable, writable, executable.
 */
public final class TracePlaces {

    private static final int GRANULE = 1 << 16;
    private static final int PAGE_SHIFT = 12;
    private static final int PAGES_IN_GRANULE = GRANULE >>> PAGE_SHIFT;
    private static final long FOUR_GIGABYTES = 1L << 32;
    /** Pages of which the place is remembered in front of the map; a power of two. */
    private static final int REMEMBERED = 1024;

    private final Kernel kernel;
    private final EProcess process;
    private final Map<Long, Block> blocks = new HashMap<>();
    private final Map<Integer, Long> origins = new HashMap<>();
    private final MemoryBasicInformation information = new MemoryBasicInformation();
    private final long[] pages = new long[REMEMBERED];
    private final int[] bases = new int[REMEMBERED];
    private Map<Long, Block> kept = Map.of();
    private boolean changed;

    /**
     * The place of a block.
     *
     * @param base its address in the process
     * @param reserved whether it was reserved for the trace
     * @param committed bits of the pages committed for the trace
     */
    public record Block(int base, boolean reserved, int committed) {
    }

    /** No place yet has anything of a trace. */
    public TracePlaces(Kernel kernel, EProcess process) {
        this.kernel = kernel;
        this.process = process;
    }

    /** The places as they were kept. */
    public TracePlaces(Kernel kernel, EProcess process, Map<Long, Block> kept) {
        this(kernel, process);
        this.kept = kept;
        blocks.putAll(kept);
        blocks.forEach((number, block) -> origins.put(block.base(), number));
    }

    /** The places as they are, to be kept; immutable. */
    public Map<Long, Block> keep() {
        if (changed) {
            kept = Map.copyOf(blocks);
            changed = false;
        }
        return kept;
    }

    /**
     * The address in the process that stands for one of the trace.
     *
     * @throws TraceMemoryException if the page is new and there is no memory for it
     */
    int address(long address) throws TraceMemoryException {
        long page = address >>> PAGE_SHIFT;
        int slot = (int) page & REMEMBERED - 1;
        if (pages[slot] != page + 1) {
            bases[slot] = place(page);
            pages[slot] = page + 1;
        }
        return bases[slot] | (int) address & (1 << PAGE_SHIFT) - 1;
    }

    /** The page of the trace that an address of the process stands for. */
    long origin(int va) {
        Long block = origins.get(va & -GRANULE);
        return block == null ? va >>> PAGE_SHIFT : block * PAGES_IN_GRANULE + (va >>> PAGE_SHIFT & PAGES_IN_GRANULE - 1);
    }

    private int place(long page) throws TraceMemoryException {
        long number = page / PAGES_IN_GRANULE;
        int index = (int) (page % PAGES_IN_GRANULE);
        Block block = blocks.get(number);
        if (block == null) {
            block = place(number, index);
            origins.put(block.base(), number);
            blocks.put(number, block);
            changed = true;
        }
        if (block.reserved() && (block.committed() >>> index & 1) == 0) {
            allocate(block.base() + (index << PAGE_SHIFT), 1 << PAGE_SHIFT, MemoryConstants.MEM_COMMIT);
            blocks.put(number, new Block(block.base(), true, block.committed() | 1 << index));
            changed = true;
        }
        return block.base() + (index << PAGE_SHIFT);
    }

    private Block place(long number, int index) throws TraceMemoryException {
        long start = number * GRANULE;
        int own = (int) start;
        boolean possible = number > 0 && start < FOUR_GIGABYTES && NtStatus.success(
                kernel.virtualMemory().query(process, own + (index << PAGE_SHIFT), information));
        if (possible && information.state != MemoryConstants.MEM_FREE) {
            return new Block(own, false, 0);
        }
        MemoryRange range = new MemoryRange(own, GRANULE);
        if (possible && NtStatus.success(reserve(range))) {
            return new Block(own, true, 0);
        }
        return new Block(allocate(0, GRANULE, MemoryConstants.MEM_RESERVE), true, 0);
    }

    private int reserve(MemoryRange range) {
        return kernel.virtualMemory().allocate(process, range, MemoryConstants.MEM_RESERVE,
                MemoryConstants.PAGE_EXECUTE_READWRITE);
    }

    private int allocate(int base, int size, int type) throws TraceMemoryException {
        MemoryRange range = new MemoryRange(base, size);
        int status = kernel.virtualMemory().allocate(process, range, type, MemoryConstants.PAGE_EXECUTE_READWRITE);
        if (!NtStatus.success(status)) {
            throw new TraceMemoryException(status);
        }
        return range.base;
    }
}
