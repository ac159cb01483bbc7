package org.mmscope.win32.heap;

import java.util.BitSet;
import java.util.TreeMap;

import org.mmscope.kernel.ExceptionRecord;

/** Memory of one address space without a machine: reservations, committed pages, their bytes. */
final class PlainMemory implements UserMemory {

    private static final int GRANULARITY = 0x10000;
    private static final int FIRST = 0x10000;

    private final byte[] bytes;
    private final BitSet committed = new BitSet();
    private final TreeMap<Integer, Integer> reservations = new TreeMap<>();
    private final int commitLimit;

    /** Memory of so many bytes, of which at most so many pages may be committed. */
    PlainMemory(int size, int commitLimit) {
        this.bytes = new byte[size];
        this.commitLimit = commitLimit;
    }

    int committedPages() {
        return committed.cardinality();
    }

    int reservations() {
        return reservations.size();
    }

    private int at(int va) {
        if (va < 0 || va >= bytes.length || !committed.get(va / PAGE)) {
            throw new UserException(new ExceptionRecord(0xC0000005, 0, va));
        }
        return va;
    }

    @Override
    public int load8(int va) {
        return bytes[at(va)] & 0xFF;
    }

    @Override
    public int load16(int va) {
        return load8(va) | load8(va + 1) << 8;
    }

    @Override
    public int load32(int va) {
        return load16(va) | load16(va + 2) << 16;
    }

    @Override
    public void store8(int va, int value) {
        bytes[at(va)] = (byte) value;
    }

    @Override
    public void store16(int va, int value) {
        store8(va, value);
        store8(va + 1, value >> 8);
    }

    @Override
    public void store32(int va, int value) {
        store16(va, value);
        store16(va + 2, value >> 16);
    }

    @Override
    public void zero(int va, long length) {
        for (int i = 0; i < length; i++) {
            store8(va + i, 0);
        }
    }

    @Override
    public void copy(int to, int from, long length) {
        for (int i = 0; i < length; i++) {
            store8(to + i, load8(from + i));
        }
    }

    @Override
    public int reserve(long length) {
        int base = FIRST;
        for (var entry : reservations.entrySet()) {
            if (base + length <= entry.getKey()) {
                break;
            }
            base = entry.getKey() + entry.getValue() + GRANULARITY - 1 & -GRANULARITY;
        }
        if (base + length > bytes.length) {
            return 0;
        }
        reservations.put(base, (int) length);
        return base;
    }

    @Override
    public boolean commit(int va, long length) {
        var entry = reservations.floorEntry(va);
        if (entry == null || va + length > entry.getKey() + entry.getValue()) {
            throw new AssertionError("commit outside a reservation");
        }
        int pages = (int) (length / PAGE);
        if (committed.cardinality() + pages > commitLimit) {
            return false;
        }
        committed.set(va / PAGE, va / PAGE + pages);
        return true;
    }

    @Override
    public boolean decommit(int va, long length) {
        if (va % PAGE != 0 || length % PAGE != 0 || committed.get(va / PAGE, (int) (va + length) / PAGE)
                .cardinality() != length / PAGE) {
            throw new AssertionError("decommit of what is not committed");
        }
        committed.clear(va / PAGE, (int) (va + length) / PAGE);
        java.util.Arrays.fill(bytes, va, (int) (va + length), (byte) 0);
        return true;
    }

    @Override
    public boolean release(int va) {
        Integer length = reservations.remove(va);
        if (length == null) {
            throw new AssertionError("release of what is not reserved");
        }
        committed.clear(va / PAGE, (va + length) / PAGE);
        java.util.Arrays.fill(bytes, va, va + length, (byte) 0);
        return true;
    }
}
