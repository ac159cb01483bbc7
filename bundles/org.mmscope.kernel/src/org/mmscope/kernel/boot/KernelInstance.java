package org.mmscope.kernel.boot;

import java.util.List;
import java.util.Objects;

import org.mmscope.kernel.BugCheck;
import org.mmscope.kernel.ExceptionRecord;
import org.mmscope.kernel.FaultRecord;
import org.mmscope.kernel.FileServices;
import org.mmscope.kernel.Kernel;
import org.mmscope.kernel.KernelCapture;
import org.mmscope.kernel.KernelConfiguration;
import org.mmscope.kernel.KernelConfiguration.DepPolicy;
import org.mmscope.kernel.KernelLayout;
import org.mmscope.kernel.KernelSymbol;
import org.mmscope.kernel.NtStatus;
import org.mmscope.kernel.ObjectServices;
import org.mmscope.kernel.ProcessManager;
import org.mmscope.kernel.SectionServices;
import org.mmscope.kernel.SystemThread;
import org.mmscope.kernel.ThreadManager;
import org.mmscope.kernel.UserPhysicalPageServices;
import org.mmscope.kernel.VirtualMemoryServices;
import org.mmscope.kernel.awe.UserPhysicalPages;
import org.mmscope.kernel.cache.CacheManager;
import org.mmscope.kernel.event.EventSink;
import org.mmscope.kernel.event.Events;
import org.mmscope.kernel.fault.FaultLog;
import org.mmscope.kernel.fault.KernelPages;
import org.mmscope.kernel.fault.PageFaultHandler;
import org.mmscope.kernel.fault.PageSupply;
import org.mmscope.kernel.fault.PageTablePager;
import org.mmscope.kernel.fault.SystemFaults;
import org.mmscope.kernel.fault.SystemPager;
import org.mmscope.kernel.fault.UserAccess;
import org.mmscope.kernel.fault.UserPages;
import org.mmscope.kernel.fork.AddressSpaceCloner;
import org.mmscope.kernel.fork.CloneBlocks;
import org.mmscope.kernel.fork.ForkedPages;
import org.mmscope.kernel.io.FileManager;
import org.mmscope.kernel.io.FileObjects;
import org.mmscope.kernel.io.MediaErrors;
import org.mmscope.kernel.io.PageFiles;
import org.mmscope.kernel.io.PageReads;
import org.mmscope.kernel.io.PageWrites;
import org.mmscope.kernel.io.Volume;
import org.mmscope.kernel.layout.StructureLayouts;
import org.mmscope.kernel.memory.BugChecks;
import org.mmscope.kernel.memory.Irql;
import org.mmscope.kernel.memory.SystemMemory;
import org.mmscope.kernel.memory.SystemPageTables;
import org.mmscope.kernel.memory.SystemPtes;
import org.mmscope.kernel.object.HandleServices;
import org.mmscope.kernel.object.HandleTables;
import org.mmscope.kernel.object.ObjectManager;
import org.mmscope.kernel.pfn.BadPages;
import org.mmscope.kernel.pfn.CommitAccounting;
import org.mmscope.kernel.pfn.PageLists;
import org.mmscope.kernel.pfn.PfnDatabase;
import org.mmscope.kernel.pfn.PhysicalPages;
import org.mmscope.kernel.pool.NonPagedMemory;
import org.mmscope.kernel.pool.PagedMemory;
import org.mmscope.kernel.pool.Pool;
import org.mmscope.kernel.pool.PoolPages;
import org.mmscope.kernel.process.AddressSpaces;
import org.mmscope.kernel.process.PageTables;
import org.mmscope.kernel.process.ProcessControl;
import org.mmscope.kernel.process.ProcessLayout;
import org.mmscope.kernel.process.RootSwapper;
import org.mmscope.kernel.process.UserSpace;
import org.mmscope.kernel.pte.Pte;
import org.mmscope.kernel.pte.PteFormat;
import org.mmscope.kernel.replacement.ReferenceFuture;
import org.mmscope.kernel.replacement.ReplacementPolicies;
import org.mmscope.kernel.replacement.ReplacementPolicy;
import org.mmscope.kernel.section.SectionViews;
import org.mmscope.kernel.section.Sections;
import org.mmscope.kernel.session.Sessions;
import org.mmscope.kernel.swap.ProcessSwapper;
import org.mmscope.kernel.thread.KernelStacks;
import org.mmscope.kernel.thread.ThreadControl;
import org.mmscope.kernel.thread.ThreadLayout;
import org.mmscope.kernel.vad.AddressSpace;
import org.mmscope.kernel.vad.FixedRanges;
import org.mmscope.kernel.vad.LargePages;
import org.mmscope.kernel.vad.MemoryReleaser;
import org.mmscope.kernel.vad.PageStates;
import org.mmscope.kernel.vad.Placement;
import org.mmscope.kernel.vad.VadBitmap;
import org.mmscope.kernel.vad.VadLayout;
import org.mmscope.kernel.vad.VadTree;
import org.mmscope.kernel.vad.Vads;
import org.mmscope.kernel.vad.VirtualMemoryManager;
import org.mmscope.kernel.view.KernelView;
import org.mmscope.kernel.view.MachineDescription;
import org.mmscope.kernel.view.MachineView;
import org.mmscope.kernel.view.PageFileContents;
import org.mmscope.kernel.workingset.BalanceSetManager;
import org.mmscope.kernel.workingset.MemoryRelief;
import org.mmscope.kernel.workingset.ModifiedPageWriter;
import org.mmscope.kernel.workingset.ParityErrors;
import org.mmscope.kernel.workingset.SystemThreads;
import org.mmscope.kernel.workingset.SystemWorkingSet;
import org.mmscope.kernel.workingset.WorkingSetBounds;
import org.mmscope.kernel.workingset.WorkingSetList;
import org.mmscope.kernel.workingset.WorkingSetListLayout;
import org.mmscope.kernel.workingset.WorkingSetOwners;
import org.mmscope.kernel.workingset.WorkingSets;
import org.mmscope.machine.ControlRegisters;
import org.mmscope.machine.PagingMode;
import org.mmscope.machine.PageFault;
import org.mmscope.machine.PhysicalMemory;
import org.mmscope.machine.Processor;
import org.mmscope.machine.TlbGeometry;
import org.mmscope.machine.TrapHandler;
import org.mmscope.machine.VirtualClock;

/** A kernel: boots, holds its parts together, and stands between the processor's page faults and their handler. */
public final class KernelInstance implements Kernel, TrapHandler {

    /** What a page fault takes without its transfers, in 100 ns: some 1000 cycles at 500 MHz. */
    private static final long FAULT_TIME = 20;

    private final KernelConfiguration configuration;
    private final KernelLayout layout;
    private final PteFormat format;
    private final Events events = new Events();
    private final VirtualClock clock = new VirtualClock();
    private final FaultLog faultLog = new FaultLog();
    private final PhysicalMemory memory;
    private final Volume volume;
    private final Processor processor;
    private final SystemMemory system;
    private final BugChecks bugChecks;
    private final PhysicalPages pages;
    private final PageReads reads;
    private final PageWrites writes;
    private final MediaErrors mediaErrors;
    private final ParityErrors parityErrors;
    private final BootMapper mapper;
    private final SystemPageTables systemTables;
    private final PageFiles pageFiles;
    private final SystemWorkingSet systemWorkingSet;
    private final Pool nonPaged;
    private final Pool paged;
    private final Sections sectionParts;
    private final SystemThreads threads;
    private final PageFaultHandler faults;
    private final ProcessControl processes;
    private final WorkingSets workingSets;
    private final ThreadControl threadControl;
    private final SystemPtes systemPtes;
    private final Sessions sessions;
    private final WorkingSetBounds bounds;
    private final VirtualMemoryServices virtualMemory;
    private final UserPhysicalPages userPhysicalPages;
    private final SectionServices sections;
    private final CacheManager cache;
    private final FileServices files;
    private final ObjectServices objectServices;
    private ExceptionRecord pending;
    private Runnable interruption;

    public KernelInstance(KernelConfiguration configuration, ReplacementPolicies policies) {
        this.configuration = configuration;
        StructureLayouts layouts = configuration.profile().layouts();
        layout = new KernelLayout(configuration);
        format = configuration.noExecute() ? PteFormat.noExecute(layout)
                : PteFormat.of(configuration.paging(), layout);
        memory = new PhysicalMemory(configuration.memoryBytes());
        volume = new Volume(clock, memory);
        processor = new Processor(memory, configuration.paging(), TlbGeometry.P6, clock);
        int frames = (int) (configuration.usedMemoryBytes() >>> 12);
        mapper = new BootMapper(memory, format, layout, frames);
        mapper.map();
        long directory = mapper.directoryTableBase();
        system = new SystemMemory(memory, format, layout.systemRangeStart(), directory);
        bugChecks = new BugChecks(system, layout);
        PfnDatabase pfns = new PfnDatabase(memory, format, layout, layouts, mapper.pfnDatabase(), frames);
        PageLists pageLists = new PageLists(system, layout, pfns);
        pages = new PhysicalPages(memory, format, pfns, pageLists, events);
        CommitAccounting commit = new CommitAccounting(system, layout);
        systemTables = new SystemPageTables(format, system, pages, events, directory);
        WorkingSetListLayout listLayout = new WorkingSetListLayout(layouts, format);
        WorkingSetList lists = new WorkingSetList(listLayout, memory, format, pages, commit);
        systemWorkingSet = new SystemWorkingSet(system, layout, layouts, format, systemTables, lists, events,
                directory);
        nonPaged = pool(new NonPagedMemory(system, layout, systemTables), commit, layout.nonPagedPoolStart(),
                layout.nonPagedPoolPages(), Pool.NON_PAGED);
        paged = pool(new PagedMemory(systemTables, systemWorkingSet), commit, layout.pagedPoolStart(),
                layout.pagedPoolPages(), Pool.PAGED);
        reads = new PageReads(system, layout, nonPaged, pages, clock);
        writes = new PageWrites(system, layout, layouts, nonPaged, pages, clock);
        ProcessLayout processLayout = new ProcessLayout(layouts, layout);
        AddressSpaces roots = new AddressSpaces(system, format, layout, pages, commit, nonPaged, directory);
        ObjectManager objects = new ObjectManager(system, layout, layouts, nonPaged, paged);
        HandleTables handles = new HandleTables(system, layouts, paged, objects);
        FileObjects fileObjects = new FileObjects(system, layout, layouts, nonPaged, paged, objects, volume);
        pageFiles = new PageFiles(system, layout, layouts, format, nonPaged, volume, commit, pfns);
        PageSupply supply = new PageSupply(pages, events);
        PageTables tables = new PageTables(system, format, pages, supply, commit, processor, events, listLayout);
        Vads vads = new Vads(system, new VadLayout(layouts), nonPaged);
        VadTree tree = AddressSpace.tree(vads, events, layouts, configuration.profile().balancedVadTree());
        AddressSpace spaces = new AddressSpace(vads, tree, new VadBitmap(layout, memory, lists, tree));
        Placement placement = new Placement(layout, spaces);
        sectionParts = new Sections(system, layout, layouts, format, nonPaged, paged, pages, supply, commit, pageFiles,
                reads, writes, fileObjects, spaces, events);
        CloneBlocks clones = new CloneBlocks(system, format, nonPaged, paged, pages, pageFiles);
        KernelPages kernelPages = new KernelPages(format, pages, supply, pageFiles, events, bugChecks);
        tables.pager(new PageTablePager(format, kernelPages, faultLog, events, bugChecks));
        UserPages userPages = new UserPages(tables, pages, pageFiles, lists, clones);
        ReplacementPolicy policy = policy(configuration, policies);
        workingSets = new WorkingSets(lists, userPages, systemWorkingSet, pageLists, policy,
                policies.find(configuration.profile().replacementPolicy()).orElseThrow(), configuration.seed(),
                layout.highestUserAddress());
        systemWorkingSet.workingSets(workingSets);
        bounds = new WorkingSetBounds(system, layout, lists, workingSets, pageLists);
        Irql irql = new Irql();
        SystemPager pager = new SystemPager(systemTables, format, systemWorkingSet, pages, supply, pageFiles, reads,
                new SystemFaults(system, layout, events), irql, bugChecks, events);
        systemWorkingSet.owner(layout.pagedPoolStart(), layout.pagedPoolEnd() - 1, pager);
        system.pager(layout.pagedPoolStart(), layout.pagedPoolEnd() - 1, pager);
        faults = new PageFaultHandler(layout, system, tables, pages, supply, spaces, sectionParts.prototypes(),
                pageFiles, reads, lists, workingSets, events, faultLog, clones,
                configuration.noExecute());
        ForkedPages forked = new ForkedPages(tables, pfns, clones, faults);
        UserAccess access = new UserAccess(memory, tables, faults, lists);
        PageStates states = new PageStates(vads, tables, pages, sectionParts.prototypes(), lists);
        SectionViews views = sectionParts.views(spaces, placement, userPages);
        userPhysicalPages = new UserPhysicalPages(system, layout, nonPaged, spaces, tables, pages, commit, bounds,
                configuration.profile().addressWindowing());
        LargePages largePages = new LargePages(system, layout, configuration, vads, tables, pages, bounds);
        MemoryReleaser releaser = new MemoryReleaser(spaces, placement, states, userPages, commit,
                userPhysicalPages.windows(), largePages);
        virtualMemory = new VirtualMemoryManager(layout, spaces, placement, states, userPages, views, releaser, commit,
                access, forked, userPhysicalPages.windows(), largePages);
        sections = sectionParts.manager(objects, handles, views);
        cache = new CacheManager(system, layout, layouts, nonPaged, fileObjects, sectionParts.cacheSections(objects),
                sectionParts.systemCacheViews(systemTables, systemWorkingSet));
        systemWorkingSet.owner(layout.systemCacheStart(),
                layout.systemCacheStart() + (layout.systemCachePages() << 12) - 1, cache.pageOwner());
        files = new FileManager(system, handles, objects, volume, fileObjects, sectionParts.areas(), cache);
        objectServices = new HandleServices(handles);
        FixedRanges ranges = new FixedRanges(spaces, commit, releaser);
        UserSpace userSpace =
                new UserSpace(system, layout, layouts, spaces, userPages, releaser, views, virtualMemory, ranges,
                        userPhysicalPages, paged);
        systemPtes = new SystemPtes(system, layout);
        KernelStacks stacks = new KernelStacks(system, format, systemTables, systemPtes, pages, supply, pageFiles,
                kernelPages, commit, bugChecks);
        threadControl = new ThreadControl(system, layout, new ThreadLayout(layouts), objects, stacks, virtualMemory,
                ranges, clock, events);
        faults.guardPages(threadControl.growth());
        AddressSpaceCloner cloner = new AddressSpaceCloner(system, spaces, views, commit, userPages, pages, supply,
                pageFiles, clones, events);
        processes = new ProcessControl(system, layout, processLayout, objects, handles, roots, spaces, userSpace,
                cloner, lists, workingSets, bounds, paged, processor, clock, events, threadControl,
                configuration.noExecute() ? configuration.dep() : DepPolicy.ALWAYS_OFF);
        threadControl.processes(processes);
        sessions = new Sessions(system, layout, layouts, format, systemTables, systemPtes, pages, commit, nonPaged,
                events);
        processes.sessions(sessions);
        userPhysicalPages.processes(processes::all);
        largePages.processes(processes::all);
        systemTables.directories(processes::writeSystemEntry);
        ModifiedPageWriter writer = new ModifiedPageWriter(pages, pageFiles, writes, sectionParts.prototypes(),
                irql);
        WorkingSetOwners owners = new WorkingSetOwners(processes, systemWorkingSet);
        supply.relief(new MemoryRelief(reads, writes, writer, workingSets, pageLists, owners, irql));
        mediaErrors = new MediaErrors(volume, pageFiles);
        parityErrors = new ParityErrors(pfns, new BadPages(pages), reads, writes, lists, userPages, processes,
                cache.pages(), bugChecks);
        BalanceSetManager balance =
                new BalanceSetManager(workingSets, pages, writer, owners, clock, events, frames,
                        configuration.profile().tuning());
        RootSwapper rootSwapper = new RootSwapper(system, format, layout, pages, kernelPages, roots, tables, bugChecks,
                events);
        ProcessSwapper swapper = new ProcessSwapper(threadControl, workingSets, rootSwapper, pageLists, clock,
                bugChecks, events, frames);
        swapper.processes(processes);
        processes.swapper(swapper);
        threads = new SystemThreads(pages, writer, cache.lazyWriter(), balance, swapper, sectionParts.areas(),
                pageFiles, clock, events, frames, configuration.profile().tuning());
        if (policy.watchesReferences()) {
            processor.referenceWatcher(va -> workingSets.referenced(processes.current(), va));
        }
        pages.originalOwner(new OriginalPages(sectionParts.prototypes(), pageFiles));
        boot(layouts, commit, roots, objects, fileObjects, pageFiles);
    }

    private static ReplacementPolicy policy(KernelConfiguration configuration, ReplacementPolicies policies) {
        String id = configuration.policy().isEmpty() ? configuration.profile().replacementPolicy()
                : configuration.policy();
        return policies.find(id)
                .orElseThrow(() -> new IllegalArgumentException("no replacement policy named " + id));
    }

    private Pool pool(PoolPages.Memory pool, CommitAccounting commit, int start, int count, int type) {
        boolean first = type == Pool.NON_PAGED;
        int bitmaps = layout.poolBitmaps() + (first ? 0 : 2 * KernelLayout.bitmapBytes(layout.nonPagedPoolPages()));
        PoolPages poolPages = new PoolPages(system, pool, commit, start, count,
                layout.address(first ? KernelSymbol.MM_NON_PAGED_POOL_BITMAPS : KernelSymbol.MM_PAGED_POOL_INFO),
                bitmaps);
        return new Pool(system, poolPages, layout.address(
                first ? KernelSymbol.NON_PAGED_POOL_DESCRIPTOR : KernelSymbol.PAGED_POOL_DESCRIPTOR), type);
    }

    private void boot(StructureLayouts layouts, CommitAccounting commit, AddressSpaces roots, ObjectManager objects,
            FileObjects fileObjects, PageFiles pageFiles) {
        pages.boot(mapper.used());
        mapper.beginPages(pages, roots);
        KernelImage image = new KernelImage(system, layout, layouts, configuration);
        image.write();
        int memory = pages.lists().available();
        commit.addLimit(memory);
        systemWorkingSet.boot(pages.pfns().frames(), configuration.profile().server());
        nonPaged.boot();
        reads.boot();
        writes.boot();
        paged.boot();
        image.writeSharedData(format, paged);
        systemPtes.boot();
        sessions.boot();
        objects.boot();
        fileObjects.boot();
        sectionParts.areas().boot();
        cache.boot();
        pageFiles.boot(configuration.pageFiles());
        startProcessor();
        processes.boot();
        bounds.boot();
        // The System process's own tables are not charged: they were there before the limit.
        commit.release(commit.total() - nonPaged.totalPages() - paged.totalPages());
        // What the boot took uncharged cannot be promised to anybody: every page that is charged has a place.
        commit.addLimit(pages.lists().available() + commit.total() - memory);
    }

    private void startProcessor() {
        boolean pae = configuration.paging() == PagingMode.PAE;
        boolean largePages = configuration.kernelLargePages() || configuration.largePageMinimum() != 0;
        processor.cr4(ControlRegisters.CR4_PGE | (largePages ? ControlRegisters.CR4_PSE : 0)
                | (pae ? ControlRegisters.CR4_PAE : 0));
        processor.efer(configuration.noExecute() ? ControlRegisters.EFER_NXE : 0);
        processor.loadCr3(mapper.directoryTableBase());
        processor.cr0(ControlRegisters.CR0_PE | ControlRegisters.CR0_WP | ControlRegisters.CR0_PG);
        processor.userMode(true);
        processor.trapHandler(this);
    }

    @Override
    public boolean pageFault(int va, int errorCode) {
        interruptionPoint();
        int operation = (errorCode & PageFault.INSTRUCTION) != 0 ? ExceptionRecord.EXECUTE
                : (errorCode & PageFault.WRITE) != 0 ? ExceptionRecord.WRITE : ExceptionRecord.READ;
        bugChecks.requireRunning();
        writes.complete();
        clock.advance(FAULT_TIME);
        if (operation == ExceptionRecord.EXECUTE && (errorCode & PageFault.USER) == 0) {
            requireExecutable(va);
        }
        int status = faults.access(processes.current(), va, operation);
        if (NtStatus.success(status)) {
            return true;
        }
        pending = new ExceptionRecord(status, operation, va);
        return false;
    }

    /** Code of the kernel that runs into data stops the machine. */
    private void requireExecutable(int va) {
        long pdeAddress = format.directoryEntry(memory, processor.cr3(), va);
        long pde = format.read(memory, pdeAddress);
        long pte = !Pte.valid(pde) || Pte.large(pde) ? pde : format.read(memory,
                ((long) format.frame(pde) << 12) + (va >>> 12 & format.entries() - 1) * format.size());
        if (Pte.valid(pte) && (pte & Pte.NO_EXECUTE) != 0) {
            throw bugChecks.raise(BugCheck.ATTEMPTED_EXECUTE_OF_NOEXECUTE_MEMORY, va, (int) pte, 0, 0);
        }
    }

    @Override
    public KernelConfiguration configuration() {
        return configuration;
    }

    @Override
    public PhysicalMemory memory() {
        return memory;
    }

    @Override
    public Processor processor() {
        return processor;
    }

    @Override
    public VirtualClock clock() {
        return clock;
    }

    @Override
    public Volume volume() {
        return volume;
    }

    @Override
    public ProcessManager processes() {
        return processes;
    }

    @Override
    public ThreadManager threads() {
        return threadControl;
    }

    @Override
    public VirtualMemoryServices virtualMemory() {
        return virtualMemory;
    }

    @Override
    public UserPhysicalPageServices userPhysicalPages() {
        return userPhysicalPages;
    }

    @Override
    public SectionServices sections() {
        return sections;
    }

    @Override
    public FileServices files() {
        return files;
    }

    @Override
    public ObjectServices objects() {
        return objectServices;
    }

    @Override
    public KernelLayout layout() {
        return layout;
    }

    @Override
    public ExceptionRecord pendingException() {
        return pending;
    }

    @Override
    public List<FaultRecord> faults() {
        return faultLog.faults();
    }

    @Override
    public void beginCall() {
        bugChecks.requireRunning();
        completeTransfers();
        forgetCall();
    }

    private void completeTransfers() {
        reads.complete();
        writes.complete();
    }

    private void forgetCall() {
        faultLog.clear();
        pending = null;
    }

    @Override
    public BugCheck bugCheck() {
        return bugChecks.current();
    }

    @Override
    public void eventSink(EventSink sink) {
        events.sink(sink);
    }

    @Override
    public void interruption(Runnable check) {
        interruption = check;
    }

    @Override
    public void interruptionPoint() {
        if (interruption != null) {
            interruption.run();
        }
    }

    @Override
    public int run(SystemThread thread) {
        bugChecks.requireRunning();
        completeTransfers();
        return threads.run(thread);
    }

    @Override
    public void tick(long seconds) {
        bugChecks.requireRunning();
        for (long i = 0; i < seconds; i++) {
            interruptionPoint();
            threads.second();
            completeTransfers();
        }
    }

    @Override
    public ReplacementPolicy replacementPolicy() {
        return workingSets.policy();
    }

    @Override
    public void future(ReferenceFuture future) {
        workingSets.future(future);
    }

    @Override
    public int zeroPages() {
        return run(SystemThread.ZERO_PAGE);
    }

    @Override
    public int writeModifiedPages() {
        return run(SystemThread.MODIFIED_WRITER) + run(SystemThread.MAPPED_WRITER);
    }

    @Override
    public int dereferenceSegments() {
        return run(SystemThread.DEREFERENCE_SEGMENT);
    }

    @Override
    public void injectParityError(int pfn) {
        bugChecks.requireRunning();
        Objects.checkIndex(pfn, pages.pfns().frames());
        parityErrors.inject(pfn);
    }

    @Override
    public void badSectors(String path, long offset, long length, boolean bad) {
        mediaErrors.badSectors(path, offset, length, bad);
    }

    @Override
    public MachineDescription description() {
        return new MachineDescription(configuration.profile().id(), configuration.paging(),
                (int) (configuration.usedMemoryBytes() >>> 12),
                clock.time(), layout.pfnDatabase() & 0xFFFFFFFFL, KernelLayout.SYSTEM_DIRECTORY_FRAME,
                layout.kernelBase() & 0xFFFFFFFFL, layout.symbols());
    }

    @Override
    public PageFileContents pageFileContents() {
        return systemTables.anyInPageFile(layout.pagedPoolStart(), layout.pagedPoolEnd() - 1) ? pageFiles.capture()
                : PageFileContents.UNKNOWN;
    }

    @Override
    public int emptySystemWorkingSet() {
        bugChecks.requireRunning();
        return workingSets.empty(systemWorkingSet.owner());
    }

    @Override
    public MachineView view() {
        return KernelView.of(memory.capture(), description(), pageFileContents());
    }

    @Override
    public KernelCapture capture() {
        return new KernelCapture(memory.capture(), processor.capture(), clock.capture(), volume.capture(),
                description());
    }

    @Override
    public void restore(KernelCapture capture) {
        memory.restore(capture.memory());
        processor.restore(capture.processor());
        clock.restore(capture.clock());
        volume.restore(capture.volume());
        system.forgetAll();
        systemWorkingSet.reload();
        processes.reload();
        reads.reload();
        writes.reload();
        pages.reload();
        forgetCall();
    }
}
