package org.mmscope.kernel.boot;

import org.mmscope.kernel.FileServices;
import org.mmscope.kernel.KernelConfiguration.DepPolicy;
import org.mmscope.kernel.KernelConfiguration;
import org.mmscope.kernel.KernelLayout;
import org.mmscope.kernel.KernelSymbol;
import org.mmscope.kernel.ObjectServices;
import org.mmscope.kernel.SectionServices;
import org.mmscope.kernel.VirtualMemoryServices;
import org.mmscope.kernel.awe.UserPhysicalPages;
import org.mmscope.kernel.cache.CacheManager;
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
import org.mmscope.kernel.pte.PteFormat;
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
import org.mmscope.machine.PhysicalMemory;
import org.mmscope.machine.Processor;
import org.mmscope.machine.TlbGeometry;
import org.mmscope.machine.VirtualClock;

/** The parts of a kernel, put together and not booted yet. */
final class KernelParts {

    final KernelConfiguration configuration;
    final StructureLayouts layouts;
    final KernelLayout layout;
    final PteFormat format;
    final Events events = new Events();
    final VirtualClock clock = new VirtualClock();
    final FaultLog faultLog = new FaultLog();
    final PhysicalMemory memory;
    final Volume volume;
    final Processor processor;
    final SystemMemory system;
    final BugChecks bugChecks;
    final PhysicalPages pages;
    final PageReads reads;
    final PageWrites writes;
    final MediaErrors mediaErrors;
    final ParityErrors parityErrors;
    final BootMapper mapper;
    final SystemPageTables systemTables;
    final PageFiles pageFiles;
    final SystemWorkingSet systemWorkingSet;
    final Pool nonPaged;
    final Pool paged;
    final Sections sectionParts;
    final SystemThreads threads;
    final PageFaultHandler faults;
    final ProcessControl processes;
    final WorkingSets workingSets;
    final ThreadControl threadControl;
    final SystemPtes systemPtes;
    final Sessions sessions;
    final WorkingSetBounds bounds;
    final VirtualMemoryServices virtualMemory;
    final UserPhysicalPages userPhysicalPages;
    final SectionServices sections;
    final CacheManager cache;
    final FileServices files;
    final ObjectServices objectServices;
    final CommitAccounting commit;
    final AddressSpaces roots;
    final ObjectManager objects;
    final FileObjects fileObjects;

    KernelParts(KernelConfiguration configuration, ReplacementPolicies policies) {
        this.configuration = configuration;
        layouts = configuration.profile().layouts();
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
        commit = new CommitAccounting(system, layout);
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
        roots = new AddressSpaces(system, format, layout, pages, commit, nonPaged, directory);
        objects = new ObjectManager(system, layout, layouts, nonPaged, paged);
        HandleTables handles = new HandleTables(system, layouts, paged, objects);
        fileObjects = new FileObjects(system, layout, layouts, nonPaged, paged, objects, volume);
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
                lists, events);
        processes.sessions(sessions);
        userPhysicalPages.processes(processes::all);
        largePages.processes(processes::all);
        systemTables.directories(processes::writeSystemEntry);
        ModifiedPageWriter writer = new ModifiedPageWriter(pages, pageFiles, writes, sectionParts.prototypes(),
                irql);
        WorkingSetOwners owners = new WorkingSetOwners(processes, sessions::workingSets, systemWorkingSet);
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
}
