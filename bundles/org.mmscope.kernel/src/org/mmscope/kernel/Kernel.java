package org.mmscope.kernel;

import java.util.List;

import org.mmscope.kernel.boot.KernelInstance;
import org.mmscope.kernel.event.EventSink;
import org.mmscope.kernel.io.Volume;
import org.mmscope.kernel.replacement.ReferenceFuture;
import org.mmscope.kernel.replacement.ReplacementPolicies;
import org.mmscope.kernel.replacement.ReplacementPolicy;
import org.mmscope.kernel.view.MachineDescription;
import org.mmscope.kernel.view.MachineView;
import org.mmscope.kernel.view.PageFileContents;
import org.mmscope.machine.PhysicalMemory;
import org.mmscope.machine.Processor;
import org.mmscope.machine.VirtualClock;

/**
 * A booted NT kernel on its machine. Everything that NT keeps in memory lies in {@link #memory()}; references are made
 * through {@link #processor()} after {@link ProcessManager#attach}. Engine thread only, but for captures.
 */
public interface Kernel {

    /**
     * Boots a kernel.
     *
     * @throws IllegalArgumentException if no built-in replacement policy has the configuration's name, or the machine is too small for its page files' bitmaps
     */
    static Kernel boot(KernelConfiguration configuration) {
        return boot(configuration, new ReplacementPolicies());
    }

    /**
     * Boots a kernel whose replacement policy may be one that has been added.
     *
     * @param policies where the configuration's policy is looked up
     * @throws IllegalArgumentException if there is no such policy, or the machine is too small for its page files'
     *         bitmaps
     */
    static Kernel boot(KernelConfiguration configuration, ReplacementPolicies policies) {
        return new KernelInstance(configuration, policies);
    }

    /** What was booted. */
    KernelConfiguration configuration();

    PhysicalMemory memory();

    Processor processor();

    VirtualClock clock();

    Volume volume();

    ProcessManager processes();

    ThreadManager threads();

    VirtualMemoryServices virtualMemory();

    /** Physical pages of programs' own and the windows that show them (AWE). */
    UserPhysicalPageServices userPhysicalPages();

    SectionServices sections();

    FileServices files();

    ObjectServices objects();

    /** Where the kernel keeps its globals and regions. */
    KernelLayout layout();

    /** The exception that the processor's last aborted reference raised, or null. */
    ExceptionRecord pendingException();

    /** The page faults taken since {@link #beginCall()}, in order; a live list, copy it to keep it. */
    List<FaultRecord> faults();

    /**
     * Begins a new call: forgets the faults and the exception of the one before.
     *
     * @throws BugCheckException if the machine has stopped
     */
    void beginCall();

    /**
     * Why the machine has stopped, null while it runs. A bug check ends whatever was asked of the kernel with a
     * {@link BugCheckException}; the stopped machine can be viewed and captured, and another state restored.
     */
    BugCheck bugCheck();

    /** Sets who is told of what happens; null for nobody, which costs a branch an event. */
    void eventSink(EventSink sink);

    /**
     * Sets what is called at points inside long work: at each page fault, each second of a tick, each page of a
     * reference to many. It may end the work by throwing, after which the kernel must be {@linkplain #restore restored}
     * before it is used again. Null for nothing, which is so at first.
     */
    void interruption(Runnable check);

    /** A point inside long work, for the callers of this kernel that make many references. */
    void interruptionPoint();

    /**
     * Runs a system thread until it has nothing left to do.
     *
     * @return the pages or segments that it dealt with
     * @throws BugCheckException if the machine has stopped
     */
    int run(SystemThread thread);

    /**
     * Lets seconds of virtual time pass: the system threads run that have a reason to.
     *
     * @throws BugCheckException if the machine has stopped
     */
    void tick(long seconds);

    /** The policy that replaces the pages of working sets. */
    ReplacementPolicy replacementPolicy();

    /** Tells the replacement policy which references are to come; null when that is not known any more. */
    void future(ReferenceFuture future);

    /** Lets the zero page thread run until no free page is left to zero; gives the number of pages zeroed. */
    int zeroPages();

    /** Lets the modified and mapped page writers write every page they can; gives the number of pages written. */
    int writeModifiedPages();

    /** Lets the dereference segment thread take every unused segment; gives the number of segments deleted. */
    int dereferenceSegments();

    /**
     * The memory reports a parity error in a frame. A page of a program that a disk has too is read again when it is
     * wanted; what is lost raises STATUS_IN_PAGE_ERROR in who refers to it; the frame goes to the bad list for good.
     *
     * @throws BugCheckException if the kernel itself uses the frame: the machine stops
     * @throws IndexOutOfBoundsException if there is no such frame
     */
    void injectParityError(int pfn);

    /**
     * Makes the sectors in which bytes of a file or page file lie unreadable, or readable again. A program that refers
     * to such a page gets STATUS_IN_PAGE_ERROR, one that reads the file STATUS_DEVICE_DATA_ERROR.
     *
     * @param path full path, such as {@code C:\\pagefile.sys}
     * @param offset first byte
     * @param length in bytes
     * @throws IllegalArgumentException if there are no such bytes
     */
    void badSectors(String path, long offset, long length, boolean bad);

    /** What machine this is and where its kernel keeps things, for views of its memory. */
    MachineDescription description();

    /**
     * What the page files hold, for views of this kernel's memory in place: nothing is captured, and what is read is
     * what they hold then. Not for other threads than the kernel's.
     */
    PageFileContents pageFileContents();

    /**
     * Takes every page out of the working set of the system that may leave it (MmAdjustWorkingSetSize of the system
     * cache, which SystemFileCacheInformation sets), and gives their number.
     *
     * @throws BugCheckException if the machine has stopped
     */
    int emptySystemWorkingSet();

    /** Everything that can be read of the machine now. */
    MachineView view();

    /** The whole state at this moment; cost is proportional to what changed since the capture before. */
    KernelCapture capture();

    /** Goes back to a captured state of this kernel. */
    void restore(KernelCapture capture);
}
