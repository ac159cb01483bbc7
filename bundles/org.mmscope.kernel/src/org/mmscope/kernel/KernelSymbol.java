package org.mmscope.kernel;

/** A global variable of the kernel image, by its name in NT. */
public enum KernelSymbol {
    PS_ACTIVE_PROCESS_HEAD("PsActiveProcessHead", 8),
    PS_INITIAL_SYSTEM_PROCESS("PsInitialSystemProcess", 4),
    /** The EPROCESS whose directory is in CR3; NT keeps it in the KPCR's current thread. */
    KI_CURRENT_PROCESS("KiCurrentProcess", 4),
    /** The process id given last. */
    PSP_LAST_PROCESS_ID("PspLastProcessId", 4),
    /** 32 longs: protection code to PAGE_*. */
    MM_PROTECT_TO_VALUE("MmProtectToValue", 128),
    /** 32 longs: protection code to PTE bits. */
    MM_PROTECT_TO_PTE_MASK("MmProtectToPteMask", 128),
    MM_PFN_DATABASE("MmPfnDatabase", 4),
    MM_ZEROED_PAGE_LIST_HEAD("MmZeroedPageListHead", 16),
    MM_FREE_PAGE_LIST_HEAD("MmFreePageListHead", 16),
    MM_STANDBY_PAGE_LIST_HEAD("MmStandbyPageListHead", 16),
    MM_MODIFIED_PAGE_LIST_HEAD("MmModifiedPageListHead", 16),
    MM_MODIFIED_NO_WRITE_PAGE_LIST_HEAD("MmModifiedNoWritePageListHead", 16),
    MM_BAD_PAGE_LIST_HEAD("MmBadPageListHead", 16),
    /** MMCOLOR_TABLES (Flink, Blink, Count) by colour, first of the zeroed, then of the free pages. */
    MM_FREE_PAGES_BY_COLOR("MmFreePagesByColor", 2 * 64 * 12),
    MM_SECONDARY_COLORS("MmSecondaryColors", 4),
    MM_AVAILABLE_PAGES("MmAvailablePages", 4),
    MM_NUMBER_OF_PHYSICAL_PAGES("MmNumberOfPhysicalPages", 4),
    MM_HIGHEST_PHYSICAL_PAGE("MmHighestPhysicalPage", 4),
    MM_TOTAL_COMMITTED_PAGES("MmTotalCommittedPages", 4),
    MM_TOTAL_COMMIT_LIMIT("MmTotalCommitLimit", 4),
    MM_PEAK_COMMITMENT("MmPeakCommitment", 4),
    MM_NUMBER_OF_PAGING_FILES("MmNumberOfPagingFiles", 4),
    /** 16 pointers to MMPAGING_FILE. */
    MM_PAGING_FILE("MmPagingFile", 64),
    MM_NON_PAGED_POOL_START("MmNonPagedPoolStart", 4),
    MM_NON_PAGED_POOL_END("MmNonPagedPoolEnd", 4),
    MM_PAGED_POOL_START("MmPagedPoolStart", 4),
    MM_PAGED_POOL_END("MmPagedPoolEnd", 4),
    MM_SUBSECTION_BASE("MmSubsectionBase", 4),
    MM_SYSTEM_RANGE_START("MmSystemRangeStart", 4),
    MM_HIGHEST_USER_ADDRESS("MmHighestUserAddress", 4),
    MM_USER_PROBE_ADDRESS("MmUserProbeAddress", 4),
    /** Prototype PTE of the shared user data page. */
    MM_SHARED_USER_DATA_PTE("MmSharedUserDataPte", 4),
    /** LIST_ENTRY of CONTROL_AREA.DereferenceList: control areas that nothing refers to but their file. */
    MM_UNUSED_SEGMENT_LIST("MmUnusedSegmentList", 8),
    MM_UNUSED_SEGMENT_COUNT("MmUnusedSegmentCount", 4),
    MM_SYSTEM_CACHE_WS("MmSystemCacheWs", 72),
    /** POOL_DESCRIPTOR of nonpaged pool. */
    NON_PAGED_POOL_DESCRIPTOR("NonPagedPoolDescriptor", 0x1028),
    /** POOL_DESCRIPTOR of paged pool. */
    PAGED_POOL_DESCRIPTOR("PagedPoolDescriptor", 0x1028),
    /** RTL_BITMAPs of the pages given out and of the last page of each allocation, then the hint and the count. */
    MM_NON_PAGED_POOL_BITMAPS("MmNonPagedPoolBitMaps", 32),
    /** The same of paged pool. */
    MM_PAGED_POOL_INFO("MmPagedPoolInfo", 40),
    PS_PROCESS_TYPE("PsProcessType", 4),
    MM_SECTION_OBJECT_TYPE("MmSectionObjectType", 4),
    IO_FILE_OBJECT_TYPE("IoFileObjectType", 4),
    OBP_DIRECTORY_OBJECT_TYPE("ObpDirectoryObjectType", 4),
    OBP_ROOT_DIRECTORY_OBJECT("ObpRootDirectoryObject", 4),
    /** The directory \BaseNamedObjects. */
    OBP_BASE_NAMED_OBJECTS("ObpBaseNamedObjectsDirectory", 4),
    /** LIST_ENTRY of the volume's file control blocks. */
    NTFS_FCB_LIST_HEAD("NtfsFcbListHead", 8),
    /** The largest bound of a working set, in pages. */
    MM_MAXIMUM_WORKING_SET_SIZE("MmMaximumWorkingSetSize", 4),
    /** Code and four parameters of the bug check that stopped the machine; the code is 0 while it runs. */
    KI_BUG_CHECK_DATA("KiBugCheckData", 20),
    /** LIST_ENTRY of the MMINPAGE_SUPPORTs of the reads that are under way. */
    MM_IN_PAGE_SUPPORT_LIST_HEAD("MmInPageSupportListHead", 8),
    /** LIST_ENTRY of the MMMOD_WRITER_MDL_ENTRYs of the writes that are under way. */
    MM_MOD_WRITER_LIST_HEAD("MmModWriterListHead", 8),
    PS_THREAD_TYPE("PsThreadType", 4),
    /** The ETHREAD that runs; NT keeps it in the KPCR. */
    KI_CURRENT_THREAD("KiCurrentThread", 4),
    /** The thread id given last. NT gives process and thread ids from one table. */
    PSP_LAST_THREAD_ID("PspLastThreadId", 4),
    /** Pages of its own that the kernel has read from page files; NT counts them with those of programs. */
    MM_SYSTEM_HARD_FAULTS("MmSystemHardFaults", 4),
    /** LIST_ENTRY of MM_SESSION_SPACE.WsListEntry: the sessions, by their global addresses. */
    MI_SESSION_WS_LIST("MiSessionWsList", 8),
    /** First address of session space, 0 without sessions. */
    MM_SESSION_BASE("MmSessionBase", 4),
    /** RTL_BITMAP of the system PTEs that are taken, the hint, the bits. */
    MM_SYSTEM_PTE_BITMAP("MmSystemPteBitMap", 12 + KernelLayout.MOST_SYSTEM_PTES / 8),
    /** Physical pages that programs have as their own. */
    MM_VAD_PHYSICAL_PAGES("MmVadPhysicalPages", 4),
    /** Root of the tree of the sections that are at the same address everywhere. */
    MM_SECTION_BASED_ROOT("MmSectionBasedRoot", 4),
    /** The highest address that such a section may have. */
    MM_HIGH_SECTION_BASE("MmHighSectionBase", 4),
    /** KEVENT that wakes the dereference segment thread to delete unused segments: there is too little pool. */
    MM_UNUSED_SEGMENT_CLEANUP("MmUnusedSegmentCleanup", 16),
    /** First address of the system cache. */
    MM_SYSTEM_CACHE_START("MmSystemCacheStart", 4),
    /** Last address of the system cache. */
    MM_SYSTEM_CACHE_END("MmSystemCacheEnd", 4),
    MM_SIZE_OF_SYSTEM_CACHE_IN_PAGES("MmSizeOfSystemCacheInPages", 4),
    /** Address of the array of VACBs. */
    CC_VACBS("CcVacbs", 4),
    /** Number of VACBs, in use or not. */
    CC_NUMBER_VACBS("CcNumberVacbs", 4),
    /** LIST_ENTRY of the VACBs that map a view, the one unused for longest first. */
    CC_VACB_LRU("CcVacbLru", 8),
    /** LIST_ENTRY of the VACBs that map nothing. */
    CC_VACB_FREE_LIST("CcVacbFreeList", 8),
    /** LIST_ENTRY of the SHARED_CACHE_MAPs of files without dirty pages. */
    CC_CLEAN_SHARED_CACHE_MAP_LIST("CcCleanSharedCacheMapList", 8),
    /** LIST_ENTRY of the SHARED_CACHE_MAPs of files with dirty pages. */
    CC_DIRTY_SHARED_CACHE_MAP_LIST("CcDirtySharedCacheMapList", 8),
    /** Pages of all views that were stored to and are not yet written. */
    CC_TOTAL_DIRTY_PAGES("CcTotalDirtyPages", 4);

    private final String symbol;
    private final int size;

    KernelSymbol(String symbol, int size) {
        this.symbol = symbol;
        this.size = size;
    }

    /** The name in NT. */
    public String symbol() {
        return symbol;
    }

    /** Size of the variable in bytes. */
    public int size() {
        return size;
    }
}
