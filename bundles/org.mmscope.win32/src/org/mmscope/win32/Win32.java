package org.mmscope.win32;

import org.mmscope.kernel.Kernel;

/**
 * The Win32 calls on a kernel, by group. It keeps nothing of its own: handles, heaps and files live in the kernel
 * and in the simulated processes. Engine thread only.
 */
public final class Win32 {

    private final Kernel kernel;
    private final VirtualMemoryCalls virtualMemory;
    private final FileCalls files;
    private final SectionCalls sections;
    private final HeapCalls heaps;
    private final InformationCalls information;
    private final WorkingSetCalls workingSets;
    private final PhysicalPageCalls physicalPages;
    private final ReferenceCalls references;
    private final LoaderCalls loader;

    public Win32(Kernel kernel) {
        this.kernel = kernel;
        this.virtualMemory = new VirtualMemoryCalls(kernel);
        this.files = new FileCalls(kernel);
        this.sections = new SectionCalls(kernel);
        this.heaps = new HeapCalls(kernel);
        this.information = new InformationCalls(kernel);
        this.workingSets = new WorkingSetCalls(kernel);
        this.physicalPages = new PhysicalPageCalls(kernel);
        this.references = new ReferenceCalls(kernel);
        this.loader = new LoaderCalls(kernel);
    }

    public Kernel kernel() {
        return kernel;
    }

    public VirtualMemoryCalls virtualMemory() {
        return virtualMemory;
    }

    public FileCalls files() {
        return files;
    }

    public SectionCalls sections() {
        return sections;
    }

    public HeapCalls heaps() {
        return heaps;
    }

    public InformationCalls information() {
        return information;
    }

    public WorkingSetCalls workingSets() {
        return workingSets;
    }

    public PhysicalPageCalls physicalPages() {
        return physicalPages;
    }

    public ReferenceCalls references() {
        return references;
    }

    public LoaderCalls loader() {
        return loader;
    }
}
