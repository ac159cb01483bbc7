package org.mmscope.kernel.thread;

import org.mmscope.kernel.memory.SystemMemory;
import org.mmscope.kernel.process.EThread;

/** The accessor of one ETHREAD; it keeps nothing but the address. */
public final class ThreadObject implements EThread {

    /** KTHREAD.State of the thread that runs. */
    static final int RUNNING = 2;
    /** KTHREAD.State of a thread that waits. */
    static final int WAITING = 5;
    /** KWAIT_REASON of a wait that the program asked for. */
    static final int USER_REQUEST = 6;
    /** KWAIT_REASON of a thread of the system without work. */
    static final int EXECUTIVE = 0;

    private final SystemMemory system;
    private final ThreadLayout layout;
    private final int address;

    ThreadObject(SystemMemory system, ThreadLayout layout, int address) {
        this.system = system;
        this.layout = layout;
        this.address = address;
    }

    @Override
    public int address() {
        return address;
    }

    @Override
    public int threadId() {
        return get(layout.uniqueThread);
    }

    @Override
    public int processAddress() {
        return get(layout.process);
    }

    @Override
    public int teb() {
        return get(layout.teb);
    }

    @Override
    public int initialStack() {
        return get(layout.initialStack);
    }

    @Override
    public int stackLimit() {
        return get(layout.stackLimit);
    }

    @Override
    public int kernelStack() {
        return get(layout.kernelStack);
    }

    @Override
    public boolean kernelStackResident() {
        return getByte(layout.kernelStackResident) != 0;
    }

    void kernelStackResident(boolean value) {
        setByte(layout.kernelStackResident, value ? 1 : 0);
    }

    /** When its wait began, in ticks of the system's clock. */
    public int waitTime() {
        return get(layout.waitTime);
    }

    /** Whether it waits and its kernel stack may be taken out of memory meanwhile. */
    public boolean swappable() {
        return getByte(layout.state) == WAITING && getByte(layout.enableStackSwap) != 0;
    }

    void begin(int ticks) {
        setByte(layout.state, WAITING);
        set(layout.waitTime, ticks);
    }

    void run() {
        setByte(layout.state, RUNNING);
        system.add32(address + layout.contextSwitches, 1);
    }

    int get(int offset) {
        return system.read32(address + offset);
    }

    void set(int offset, int value) {
        system.write32(address + offset, value);
    }

    int getByte(int offset) {
        return system.read8(address + offset);
    }

    void setByte(int offset, int value) {
        system.write8(address + offset, value);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ThreadObject thread && thread.address == address;
    }

    @Override
    public int hashCode() {
        return address;
    }

    @Override
    public String toString() {
        return "thread " + threadId();
    }
}
