package org.mmscope.kernel.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.mmscope.machine.PhysicalReader;

/**
 * The machine that lies in a memory image, decoded as a debugger decodes a dump: everything is read from the image
 * through the System process's directory, and only when it is asked for. The image must not change while the view is
 * used. A damaged or hostile image is told by {@link DamagedImageException}, in bounded time and memory.
 */
public final class KernelView implements MachineView {

    private static final String CONTROL_AREA = "MmCa";
    private static final String IMAGE_CONTROL_AREA = "MmCi";
    private static final String SECTION = "Sect";
    private static final String FILE = "File";

    private final KernelImage image;
    private final Lazy<List<ProcessView>> processes = new Lazy<>(this::decodeProcesses);
    private final Lazy<Map<String, List<Long>>> blocks = new Lazy<>(this::scanPool);
    private final Lazy<List<ControlAreaView>> controlAreas = new Lazy<>(this::decodeControlAreas);
    private final Lazy<List<SegmentView>> segments = new Lazy<>(this::decodeSegments);
    private final Lazy<List<SectionView>> sections = new Lazy<>(this::decodeSections);
    private final Lazy<List<FileObjectView>> fileObjects = new Lazy<>(this::decodeFileObjects);
    private final Lazy<List<PageFileView>> pageFiles = new Lazy<>(this::decodePageFiles);
    private final Lazy<PageListCounts> pageLists = new Lazy<>(this::decodePageLists);
    private final Lazy<MemoryCounters> counters = new Lazy<>(this::decodeCounters);
    private final Lazy<List<SharedCacheMapView>> sharedCacheMaps = new Lazy<>(this::decodeSharedCacheMaps);
    private final Lazy<List<CacheView>> cacheViews = new Lazy<>(this::decodeCacheViews);
    private final Lazy<PfnTable> pfns = new Lazy<>(this::decodePfns);

    private KernelView(KernelImage image) {
        this.image = image;
    }

    /**
     * A view of an image.
     *
     * @param memory the image, at least as large as the machine described
     * @param machine what machine it is of
     * @throws DamagedImageException if the image is too small or the machine's profile is not known
     */
    public static KernelView of(PhysicalReader memory, MachineDescription machine) {
        return of(memory, machine, PageFileContents.UNKNOWN);
    }

    /**
     * A view of an image with page files beside it.
     *
     * @param memory the image, at least as large as the machine described
     * @param machine what machine it is of
     * @param pageFiles what the page files hold
     * @throws DamagedImageException if the image is too small or the machine's profile is not known
     */
    public static KernelView of(PhysicalReader memory, MachineDescription machine, PageFileContents pageFiles) {
        return new KernelView(new KernelImage(memory, machine, pageFiles));
    }

    @Override
    public MachineDescription machine() {
        return image.machine();
    }

    @Override
    public PhysicalReader memory() {
        return image.memory();
    }

    @Override
    public PageFileContents pageFileContents() {
        return image.pageFiles();
    }

    @Override
    public List<ProcessView> processes() {
        return processes.get();
    }

    @Override
    public List<SectionView> sections() {
        return sections.get();
    }

    @Override
    public List<SegmentView> segments() {
        return segments.get();
    }

    @Override
    public List<ControlAreaView> controlAreas() {
        return controlAreas.get();
    }

    @Override
    public List<FileObjectView> fileObjects() {
        return fileObjects.get();
    }

    @Override
    public List<PageFileView> pageFiles() {
        return pageFiles.get();
    }

    @Override
    public PageListCounts pageLists() {
        return pageLists.get();
    }

    @Override
    public MemoryCounters counters() {
        return counters.get();
    }

    @Override
    public PfnTable pfns() {
        return pfns.get();
    }

    @Override
    public List<PteView> ptes(ProcessView process) {
        PageTables tables = image.tables(process.directoryTableBase());
        PteList list = new PteList(tables, image.global("MmPagedPoolStart"));
        tables.scan(0, image.global("MmSystemRangeStart") - 1, (va, entry, raw, large) -> list.add(va, entry));
        return list;
    }

    @Override
    public List<WorkingSetEntryView> workingSet(ProcessView process) {
        return new WorkingSetDecoder(image).ofProcess(process);
    }

    @Override
    public List<WorkingSetEntryView> workingSet(SessionView session) {
        return new WorkingSetDecoder(image).ofSession(session);
    }

    @Override
    public List<WorkingSetEntryView> systemWorkingSetEntries() {
        return new WorkingSetDecoder(image).ofSystem();
    }

    @Override
    public WorkingSetView systemWorkingSet() {
        return new WorkingSetDecoder(image).system();
    }

    @Override
    public List<SessionView> sessions() {
        return new SessionDecoder(image).sessions();
    }

    @Override
    public SystemFaultsView systemFaults() {
        return new WorkingSetDecoder(image).systemFaults();
    }

    @Override
    public List<HeapView> heaps(ProcessView process) {
        return new HeapDecoder(image.space(process.directoryTableBase())).heaps(process);
    }

    @Override
    public List<PoolView> pools() {
        return new CounterDecoder(image).pools();
    }

    @Override
    public List<PoolTagView> poolTags(PoolView pool) {
        return new PoolScanner(image, systemTables()).tags(pool);
    }

    @Override
    public List<ThreadView> threads(ProcessView process) {
        return new ThreadDecoder(image).threads(process);
    }

    @Override
    public List<SharedCacheMapView> sharedCacheMaps() {
        return sharedCacheMaps.get();
    }

    @Override
    public List<CacheView> cacheViews() {
        return cacheViews.get();
    }

    private List<ProcessView> decodeProcesses() {
        return new ProcessDecoder(image).processes();
    }

    private List<ControlAreaView> decodeControlAreas() {
        List<Long> areas = new ArrayList<>(blocks.get().get(CONTROL_AREA));
        areas.addAll(blocks.get().get(IMAGE_CONTROL_AREA));
        areas.sort(null);
        return new ControlAreaDecoder(image).controlAreas(areas);
    }

    private List<SegmentView> decodeSegments() {
        return new SectionDecoder(image).segments(controlAreas.get());
    }

    private List<SectionView> decodeSections() {
        return new SectionDecoder(image).sections(objects(SECTION, "MmSectionObjectType"));
    }

    private List<FileObjectView> decodeFileObjects() {
        return new FileObjectDecoder(image).fileObjects(objects(FILE, "IoFileObjectType"));
    }

    private List<PageFileView> decodePageFiles() {
        return new CounterDecoder(image).pageFiles();
    }

    private PageListCounts decodePageLists() {
        return new CounterDecoder(image).pageLists(pfns.get());
    }

    private MemoryCounters decodeCounters() {
        return new CounterDecoder(image).counters();
    }

    private List<SharedCacheMapView> decodeSharedCacheMaps() {
        return new CacheDecoder(image).sharedCacheMaps();
    }

    private List<CacheView> decodeCacheViews() {
        return new CacheDecoder(image).views();
    }

    private PfnTable decodePfns() {
        return new KernelPfnTable(image);
    }

    private Map<String, List<Long>> scanPool() {
        return new PoolScanner(image, systemTables()).scan(CONTROL_AREA, IMAGE_CONTROL_AREA, SECTION, FILE);
    }

    private PageTables systemTables() {
        return image.tables((long) image.machine().systemPageDirectory() * PhysicalReader.FRAME_SIZE);
    }

    /** Addresses of the objects of a type in pool blocks of a tag. */
    private List<Long> objects(String tag, String typeSymbol) {
        long type = image.global(typeSymbol);
        ObjectHeaders headers = new ObjectHeaders(image);
        return blocks.get().get(tag).stream().map(block -> headers.body(block, type)).filter(body -> body >= 0).toList();
    }
}
