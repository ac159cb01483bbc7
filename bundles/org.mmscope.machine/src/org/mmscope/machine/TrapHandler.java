package org.mmscope.machine;

/** The operating system's entry for page faults. Called on the engine's thread, in supervisor mode. */
public interface TrapHandler {

    /**
     * A reference faulted. The handler may use the processor itself.
     *
     * @param va
     *            the linear address that faulted, also in CR2
     * @param errorCode
     *            bits of {@link PageFault}
     * @return true to restart the reference, false to give it up
     */
    boolean pageFault(int va, int errorCode);
}
