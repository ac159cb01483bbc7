package org.mmscope.kernel.view;

import java.util.List;

import org.mmscope.machine.PhysicalReader;

/**
 * One machine at one moment. Lists are sorted by process id, address or page number. Immutable, any thread; parts are
 * decoded when they are first asked for.
 */
public interface MachineView {

    /** What machine this is: profile, paging, size, where its kernel keeps things. */
    MachineDescription machine();

    /** Physical memory at this moment. */
    PhysicalReader memory();

    /** The page files at this moment, as far as they are known. */
    default PageFileContents pageFileContents() {
        return PageFileContents.UNKNOWN;
    }

    List<ProcessView> processes();

    List<SectionView> sections();

    List<SegmentView> segments();

    List<ControlAreaView> controlAreas();

    List<FileObjectView> fileObjects();

    List<PageFileView> pageFiles();

    /** Pages on each list, in pages. */
    PageListCounts pageLists();

    /** System-wide counters, in pages. */
    MemoryCounters counters();

    /** The page frame number database by frame. */
    PfnTable pfns();

    /** The valid and invalid page table entries of a process's user half that are not empty, by address. */
    List<PteView> ptes(ProcessView process);

    /** The working-set list of a process by index; empty when the memory is not known. */
    default List<WorkingSetEntryView> workingSet(ProcessView process) {
        return List.of();
    }

    /** The working set of the system, its MMSUPPORT being MmSystemCacheWs; all zero when the memory is not known. */
    default WorkingSetView systemWorkingSet() {
        return new WorkingSetView(0, 0, 0, 0);
    }

    /** The working-set list of the system by index; empty when the memory is not known. */
    default List<WorkingSetEntryView> systemWorkingSetEntries() {
        return List.of();
    }

    /** The working-set list of a session by index; empty when the memory is not known or all its processes are out. */
    default List<WorkingSetEntryView> workingSet(SessionView session) {
        return List.of();
    }

    /** The page faults of the kernel itself; all zero when the memory is not known. */
    default SystemFaultsView systemFaults() {
        return new SystemFaultsView(0, 0);
    }

    /** The sessions of a release that has session space; none where there is no image to read them from. */
    default List<SessionView> sessions() {
        return List.of();
    }

    /** The nonpaged and the paged pool; empty when the memory is not known. */
    default List<PoolView> pools() {
        return List.of();
    }

    /** What the blocks of a pool are for, by tag; empty when the memory is not known. */
    default List<PoolTagView> poolTags(PoolView pool) {
        return List.of();
    }

    /** The threads of a process, the oldest first; none where there is no image to read them from. */
    default List<ThreadView> threads(ProcessView process) {
        return List.of();
    }

    /** The heaps of a process whose headers are in memory, by address; empty when the memory is not known. */
    default List<HeapView> heaps(ProcessView process) {
        return List.of();
    }

    /** The files that the cache manager caches, by the address of their maps; empty when the memory is not known. */
    default List<SharedCacheMapView> sharedCacheMaps() {
        return List.of();
    }

    /** The views that are mapped in the system cache, by address; empty when the memory is not known. */
    default List<CacheView> cacheViews() {
        return List.of();
    }
}
