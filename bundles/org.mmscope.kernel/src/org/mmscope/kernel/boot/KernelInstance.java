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
import org.mmscope.kernel.KernelLayout;
import org.mmscope.kernel.ObjectServices;
import org.mmscope.kernel.ProcessManager;
import org.mmscope.kernel.SectionServices;
import org.mmscope.kernel.SystemThread;
import org.mmscope.kernel.ThreadManager;
import org.mmscope.kernel.UserPhysicalPageServices;
import org.mmscope.kernel.VirtualMemoryServices;
import org.mmscope.kernel.event.EventSink;
import org.mmscope.kernel.io.Volume;
import org.mmscope.kernel.replacement.ReferenceFuture;
import org.mmscope.kernel.replacement.ReplacementPolicies;
import org.mmscope.kernel.replacement.ReplacementPolicy;
import org.mmscope.kernel.view.KernelView;
import org.mmscope.kernel.view.MachineDescription;
import org.mmscope.kernel.view.MachineView;
import org.mmscope.kernel.view.PageFileContents;
import org.mmscope.machine.PhysicalMemory;
import org.mmscope.machine.Processor;
import org.mmscope.machine.VirtualClock;

/** A booted kernel: what its services, its threads and whoever looks at it see of its parts. */
public final class KernelInstance implements Kernel {

    private final KernelParts parts;
    private final PageFaultTrap traps;

    public KernelInstance(KernelConfiguration configuration, ReplacementPolicies policies) {
        parts = new KernelParts(configuration, policies);
        traps = new PageFaultTrap(parts);
        KernelBoot.boot(parts, traps);
    }

    @Override
    public KernelConfiguration configuration() {
        return parts.configuration;
    }

    @Override
    public PhysicalMemory memory() {
        return parts.memory;
    }

    @Override
    public Processor processor() {
        return parts.processor;
    }

    @Override
    public VirtualClock clock() {
        return parts.clock;
    }

    @Override
    public Volume volume() {
        return parts.volume;
    }

    @Override
    public ProcessManager processes() {
        return parts.processes;
    }

    @Override
    public ThreadManager threads() {
        return parts.threadControl;
    }

    @Override
    public VirtualMemoryServices virtualMemory() {
        return parts.virtualMemory;
    }

    @Override
    public UserPhysicalPageServices userPhysicalPages() {
        return parts.userPhysicalPages;
    }

    @Override
    public SectionServices sections() {
        return parts.sections;
    }

    @Override
    public FileServices files() {
        return parts.files;
    }

    @Override
    public ObjectServices objects() {
        return parts.objectServices;
    }

    @Override
    public KernelLayout layout() {
        return parts.layout;
    }

    @Override
    public ExceptionRecord pendingException() {
        return traps.pending();
    }

    @Override
    public List<FaultRecord> faults() {
        return parts.faultLog.faults();
    }

    @Override
    public void beginCall() {
        parts.bugChecks.requireRunning();
        completeTransfers();
        forgetCall();
    }

    private void completeTransfers() {
        parts.reads.complete();
        parts.writes.complete();
    }

    private void forgetCall() {
        parts.faultLog.clear();
        parts.events.forgetFault();
        traps.forget();
    }

    @Override
    public BugCheck bugCheck() {
        return parts.bugChecks.current();
    }

    @Override
    public void eventSink(EventSink sink) {
        parts.events.sink(sink);
    }

    @Override
    public void interruption(Runnable check) {
        traps.interruption(check);
    }

    @Override
    public void interruptionPoint() {
        traps.interruptionPoint();
    }

    @Override
    public int run(SystemThread thread) {
        parts.bugChecks.requireRunning();
        completeTransfers();
        return parts.threads.run(thread);
    }

    @Override
    public void tick(long seconds) {
        parts.bugChecks.requireRunning();
        for (long i = 0; i < seconds; i++) {
            interruptionPoint();
            parts.threads.second();
            completeTransfers();
        }
    }

    @Override
    public ReplacementPolicy replacementPolicy() {
        return parts.workingSets.policy();
    }

    @Override
    public void future(ReferenceFuture future) {
        parts.workingSets.future(future);
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
        parts.bugChecks.requireRunning();
        Objects.checkIndex(pfn, parts.pages.pfns().frames());
        parts.parityErrors.inject(pfn);
    }

    @Override
    public void badSectors(String path, long offset, long length, boolean bad) {
        parts.mediaErrors.badSectors(path, offset, length, bad);
    }

    @Override
    public MachineDescription description() {
        return new MachineDescription(parts.configuration.profile().id(), parts.configuration.paging(),
                (int) (parts.configuration.usedMemoryBytes() >>> 12),
                parts.clock.time(), parts.layout.pfnDatabase() & 0xFFFFFFFFL, KernelLayout.SYSTEM_DIRECTORY_FRAME,
                parts.layout.kernelBase() & 0xFFFFFFFFL, parts.layout.symbols());
    }

    @Override
    public PageFileContents pageFileContents() {
        return parts.pageFiles.live();
    }

    /** What the page files hold at this moment; unknown if no page of paged pool is in one alone. */
    private PageFileContents capturePageFiles() {
        boolean wanted = parts.pageFiles.isUsed()
                && parts.systemTables.anyInPageFile(parts.layout.pagedPoolStart(), parts.layout.pagedPoolEnd() - 1);
        return wanted ? parts.pageFiles.capture() : PageFileContents.UNKNOWN;
    }

    @Override
    public int emptySystemWorkingSet() {
        parts.bugChecks.requireRunning();
        return parts.workingSets.empty(parts.systemWorkingSet.owner());
    }

    @Override
    public MachineView view() {
        return KernelView.of(parts.memory.capture(), description(), capturePageFiles());
    }

    @Override
    public KernelCapture capture() {
        return new KernelCapture(parts.memory.capture(), parts.processor.capture(), parts.clock.capture(),
                parts.volume.capture(), description());
    }

    @Override
    public void restore(KernelCapture capture) {
        parts.memory.restore(capture.memory());
        parts.processor.restore(capture.processor());
        parts.clock.restore(capture.clock());
        parts.volume.restore(capture.volume());
        parts.system.forgetAll();
        parts.systemWorkingSet.reload();
        parts.sessions.reload();
        parts.processes.reload();
        parts.reads.reload();
        parts.writes.reload();
        parts.pages.reload();
        forgetCall();
    }
}
