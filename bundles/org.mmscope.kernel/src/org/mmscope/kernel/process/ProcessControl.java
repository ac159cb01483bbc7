package org.mmscope.kernel.process;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

import org.mmscope.kernel.ExecuteOptions;
import org.mmscope.kernel.KernelConfiguration.DepPolicy;
import org.mmscope.kernel.KernelLayout;
import org.mmscope.kernel.KernelSymbol;
import org.mmscope.kernel.NtStatus;
import org.mmscope.kernel.ProcessManager;
import org.mmscope.kernel.ProcessMemoryCounters;
import org.mmscope.kernel.ProcessOptions;
import org.mmscope.kernel.ThreadOptions;
import org.mmscope.kernel.WorkingSetLimits;
import org.mmscope.kernel.event.Events;
import org.mmscope.kernel.event.ProcessEvent;
import org.mmscope.kernel.fork.AddressSpaceCloner;
import org.mmscope.kernel.memory.ListEntry;
import org.mmscope.kernel.memory.SystemMemory;
import org.mmscope.kernel.object.HandleTables;
import org.mmscope.kernel.object.ObjectManager;
import org.mmscope.kernel.object.ObjectType;
import org.mmscope.kernel.object.Strings;
import org.mmscope.kernel.pool.Pool;
import org.mmscope.kernel.session.Sessions;
import org.mmscope.kernel.swap.ProcessSwapper;
import org.mmscope.kernel.thread.ThreadControl;
import org.mmscope.kernel.thread.ThreadObject;
import org.mmscope.kernel.vad.AddressSpace;
import org.mmscope.kernel.workingset.WorkingSetBounds;
import org.mmscope.kernel.workingset.WorkingSetList;
import org.mmscope.kernel.workingset.WorkingSets;
import org.mmscope.machine.Processor;
import org.mmscope.machine.VirtualClock;

/** Creates, finds, attaches and ends processes. The objects it keeps by address are accessors and nothing more. */
public final class ProcessControl implements ProcessManager, ObjectManager.TypeProcedures, ThreadControl.Processes {

    private static final int NORMAL_PRIORITY = 8;
    private static final int SYSTEM_ID = 4;
    private static final int NAME_LENGTH = 15;
    /** The first of January 2005, in 100 ns since 1601: when every simulated machine boots. */
    private static final long BOOT_TIME = 127_490_112_000_000_000L;

    private final SystemMemory system;
    private final KernelLayout kernel;
    private final ProcessLayout layout;
    private final ObjectManager objects;
    private final HandleTables handles;
    private final AddressSpaces roots;
    private final AddressSpace spaces;
    private final UserSpace userSpace;
    private final AddressSpaceCloner cloner;
    private final WorkingSetList lists;
    private final WorkingSets workingSets;
    private final WorkingSetBounds bounds;
    private final Pool paged;
    private final Processor processor;
    private final VirtualClock clock;
    private final Events events;
    private final ThreadControl threads;
    private final DepPolicy dep;
    private final Map<Integer, ProcessObject> accessors = new HashMap<>();
    private ProcessObject current;
    private ProcessSwapper swapper;
    private Sessions sessions;

    public ProcessControl(SystemMemory system, KernelLayout kernel, ProcessLayout layout, ObjectManager objects,
            HandleTables handles, AddressSpaces roots, AddressSpace spaces, UserSpace userSpace,
            AddressSpaceCloner cloner, WorkingSetList lists, WorkingSets workingSets, WorkingSetBounds bounds,
            Pool paged, Processor processor, VirtualClock clock, Events events,
            ThreadControl threads, DepPolicy dep) {
        this.system = system;
        this.kernel = kernel;
        this.layout = layout;
        this.objects = objects;
        this.handles = handles;
        this.roots = roots;
        this.spaces = spaces;
        this.userSpace = userSpace;
        this.cloner = cloner;
        this.lists = lists;
        this.workingSets = workingSets;
        this.bounds = bounds;
        this.paged = paged;
        this.processor = processor;
        this.clock = clock;
        this.events = events;
        this.threads = threads;
        this.dep = dep;
        objects.procedures(ObjectType.PROCESS, this);
    }

    /** Makes the System process on the directory of the boot and attaches it. */
    public void boot() {
        ListEntry.initialize(system, head());
        int body = objects.create(ObjectType.PROCESS, layout.size, false);
        roots.adopt(body, layout);
        ProcessObject process = describe(body, ProcessOptions.named("System").withParent(0));
        process.executeOptions(dep.system());
        start(process);
        system.write32(kernel.address(KernelSymbol.PS_INITIAL_SYSTEM_PROCESS), body);
        threads.boot(process);
        attach(process);
    }

    private int head() {
        return kernel.address(KernelSymbol.PS_ACTIVE_PROCESS_HEAD);
    }

    @Override
    public ProcessObject system() {
        return at(system.read32(kernel.address(KernelSymbol.PS_INITIAL_SYSTEM_PROCESS)));
    }

    @Override
    public ProcessObject at(int address) {
        return accessors.computeIfAbsent(address, key -> new ProcessObject(system, layout, key,
                process -> swapper.present(process)));
    }

    @Override
    public int create(ProcessOptions options, EProcess[] process) {
        return create(options, process, made -> !userSpace.populate(made, options) ? NtStatus.NO_MEMORY
                : options.program() ? threads.create(made, ThreadOptions.defaults().at(UserSpace.STACK), new EThread[1])
                        : NtStatus.SUCCESS);
    }

    @Override
    public int fork(EProcess parent, ProcessOptions options, EProcess[] process) {
        return create(options, process, made -> {
            made.executeOptions(((ProcessObject) parent).executeOptions());
            int status = cloner.copy((ProcessObject) parent, made);
            if (status == NtStatus.SUCCESS) {
                status = userSpace.adopt(made, options) ? threads.fork((ProcessObject) parent, made)
                        : NtStatus.NO_MEMORY;
            }
            return status;
        });
    }

    private int create(ProcessOptions options, EProcess[] process, ToIntFunction<ProcessObject> fill) {
        int body = objects.create(ObjectType.PROCESS, layout.size, false);
        if (body == 0) {
            return NtStatus.INSUFFICIENT_RESOURCES;
        }
        if (!roots.create(body, layout)) {
            objects.dereference(body);
            return NtStatus.NO_MEMORY;
        }
        ProcessObject made = describe(body, options);
        if (!start(made) || !sessions.join(made, options.session())) {
            exit(made);
            return NtStatus.INSUFFICIENT_RESOURCES;
        }
        int status = fill.applyAsInt(made);
        if (status != NtStatus.SUCCESS) {
            exit(made);
            return status;
        }
        process[0] = made;
        return NtStatus.SUCCESS;
    }

    private ProcessObject describe(int body, ProcessOptions options) {
        ProcessObject process = at(body);
        threads.prepare(process);
        int id = system.add32(kernel.address(KernelSymbol.PSP_LAST_PROCESS_ID), SYSTEM_ID);
        process.set(layout.processId, id);
        process.set(layout.parentId, options.parent());
        int maximum = orDefault(options.maximumWorkingSet(),
                Math.max(WorkingSetBounds.DEFAULT_MAXIMUM, options.minimumWorkingSet()));
        process.workingSetBounds(
                orDefault(options.minimumWorkingSet(), Math.min(WorkingSetBounds.DEFAULT_MINIMUM, maximum)), maximum);
        process.describeList();
        system.write8(body + layout.basePriority, orDefault(options.priority(), NORMAL_PRIORITY));
        process.executeOptions(dep.programs());
        system.write64(body + layout.createTime, BOOT_TIME + clock.time());
        for (int i = 0; i < Math.min(NAME_LENGTH, options.name().length()); i++) {
            system.write8(body + layout.imageFileName + i, options.name().charAt(i));
        }
        ListEntry.insertTail(system, head(), body + layout.activeLinks);
        return process;
    }

    private static int orDefault(int value, int standard) {
        return value == 0 ? standard : value;
    }

    /** Gives a process its working-set list, bitmap and handle table. */
    private boolean start(ProcessObject process) {
        lists.initialize(process);
        for (int[] page : roots.fixedPages(process)) {
            lists.addFixed(process, page[0], page[1]);
        }
        lists.dynamicFromHere(process);
        boolean bitmap = spaces.bitmap().create(process);
        process.set(layout.objectTable, handles.create(process.address(), process.processId()));
        tell(ProcessEvent.Change.CREATED, process);
        return bitmap && process.objectTable() != 0;
    }

    private void tell(ProcessEvent.Change change, ProcessObject process) {
        if (events.wanted()) {
            events.emit(new ProcessEvent(change, process.address(), process.processId()));
        }
    }

    @Override
    public EProcess byName(String name) {
        EProcess found = null;
        for (EProcess process : all()) {
            if (process.name().equals(name)) {
                found = process;
            }
        }
        return found;
    }

    @Override
    public List<EProcess> all() {
        List<EProcess> all = new ArrayList<>();
        int head = head();
        for (int entry = ListEntry.next(system, head); entry != head; entry = ListEntry.next(system, entry)) {
            all.add(at(entry - layout.activeLinks));
        }
        return all;
    }

    @Override
    public void exit(EProcess ending) {
        ProcessObject process = (ProcessObject) ending;
        if (process.equals(current)) {
            attach(system());
        }
        tell(ProcessEvent.Change.EXITED, process);
        threads.exitAll(process);
        if (process.objectTable() != 0) {
            handles.delete(process.objectTable());
        }
        userSpace.delete(process);
        spaces.bitmap().delete(process);
        lists.delete(process);
        sessions.leave(process);
        roots.delete(process);
        ListEntry.remove(system, process.address() + layout.activeLinks);
        objects.dereference(process.address());
    }

    @Override
    public void delete(int body) {
        int audit = system.read32(body + layout.auditName);
        if (audit != 0) {
            Strings.free(system, paged, audit);
            paged.free(audit);
        }
        accessors.remove(body);
    }

    @Override
    public void attach(EProcess process) {
        if (process.equals(current)) {
            return;
        }
        swapper.present((ProcessObject) process);
        current = (ProcessObject) process;
        system.write32(kernel.address(KernelSymbol.KI_CURRENT_PROCESS), process.address());
        processor.loadCr3(current.root());
        threads.attached(current);
        tell(ProcessEvent.Change.ATTACHED, current);
    }

    @Override
    public ProcessObject current() {
        return current;
    }

    @Override
    public void present(ProcessObject process, ThreadObject thread) {
        swapper.present(process, thread);
    }

    @Override
    public int outswap(EProcess process) {
        if (process.equals(current)) {
            attach(system());
        }
        return swapper.outswap((ProcessObject) process);
    }

    @Override
    public void inswap(EProcess process) {
        swapper.inswap((ProcessObject) process);
    }

    /** Sets who has the sessions. */
    public void sessions(Sessions value) {
        sessions = value;
    }

    /** Sets who swaps processes. */
    public void swapper(ProcessSwapper value) {
        swapper = value;
    }

    @Override
    public int emptyWorkingSet(EProcess process) {
        return workingSets.empty((ProcessObject) process);
    }

    @Override
    public int adjustWorkingSet(EProcess process, WorkingSetLimits limits) {
        return bounds.adjust((ProcessObject) process, limits, all());
    }

    @Override
    public int executeOptions(EProcess process) {
        return ((ProcessObject) process).executeOptions();
    }

    @Override
    public int setExecuteOptions(EProcess process, int options) {
        if ((executeOptions(process) & ExecuteOptions.PERMANENT) != 0) {
            return NtStatus.ACCESS_DENIED;
        }
        if (dep == DepPolicy.ALWAYS_OFF) {
            return NtStatus.NOT_SUPPORTED;
        }
        ((ProcessObject) process).executeOptions(options);
        return NtStatus.SUCCESS;
    }

    @Override
    public WorkingSetLimits workingSetLimits(EProcess process) {
        ProcessObject of = (ProcessObject) process;
        return new WorkingSetLimits(of.minimumWorkingSet(), of.maximumWorkingSet());
    }

    @Override
    public ProcessMemoryCounters memoryCounters(EProcess process) {
        ProcessObject of = (ProcessObject) process;
        return new ProcessMemoryCounters(of.get(layout.pageFaultCount), of.workingSetSize(),
                of.get(layout.peakWorkingSetSize), of.get(layout.commitCharge), of.get(layout.commitChargePeak),
                of.get(layout.virtualSize));
    }

    /** Writes an entry of the system half into every directory. */
    public void writeSystemEntry(int va, long entry) {
        int systemProcess = system.read32(kernel.address(KernelSymbol.PS_INITIAL_SYSTEM_PROCESS));
        if (systemProcess == 0) {
            return;
        }
        int head = head();
        for (int at = ListEntry.next(system, head); at != head; at = ListEntry.next(system, at)) {
            roots.writeSystemEntry(at(at - layout.activeLinks), va, entry);
        }
    }

    /** Memory has been put back to another state: the accessors are read anew. */
    public void reload() {
        accessors.clear();
        current = at(system.read32(kernel.address(KernelSymbol.KI_CURRENT_PROCESS)));
    }
}
