package org.mmscope.machine;

/**
 * A second page walker, written from the manual's tables without a thought for speed or for the other walker, to hold
 * against it. Bits are numbered as in the manual.
 */
final class NaiveWalker {

    private final PhysicalMemory memory;
    private final boolean pae;
    private final boolean pse;
    private final boolean wp;
    private final boolean nxe;
    private final int maxPhysicalAddress;

    long physicalAddress;
    int errorCode;
    boolean fault;

    NaiveWalker(PhysicalMemory memory, PagingControls controls) {
        this.memory = memory;
        pae = controls.mode() == PagingMode.PAE;
        pse = controls.pse();
        wp = controls.wp();
        nxe = controls.nxe();
        maxPhysicalAddress = controls.physicalAddressBits();
    }

    /** Walks and marks; true when the page was reached. */
    boolean walk(long cr3, int address, Access access, boolean user) {
        long va = address & 0xFFFFFFFFL;
        fault = false;
        errorCode = 0;
        physicalAddress = -1;
        if (pae) {
            walkThreeLevels(cr3, va, access, user);
        } else {
            walkTwoLevels(cr3, va, access, user);
        }
        return !fault;
    }

    private void walkTwoLevels(long cr3, long va, Access access, boolean user) {
        long pdeAddress = bits(cr3, 12, 31) * 4096 + bits(va, 22, 31) * 4;
        long pde = get(pdeAddress);
        if (bit(pde, 0) == 0) {
            raise(false, false, access, user);
            return;
        }
        if (bit(pde, 7) == 1 && pse) {
            int high = Math.min(40, maxPhysicalAddress) - 32;
            for (int reserved = 13 + high; reserved <= 21; reserved++) {
                if (bit(pde, reserved) == 1) {
                    raise(true, true, access, user);
                    return;
                }
            }
            long base = bits(pde, 22, 31) << 22;
            for (int i = 0; i < high; i++) {
                base += bit(pde, 13 + i) << 32 + i;
            }
            if (!allowed(bit(pde, 1) == 1, bit(pde, 2) == 1, false, access, user)) {
                raise(true, false, access, user);
                return;
            }
            markLast(pdeAddress, pde, access);
            physicalAddress = base + bits(va, 0, 21);
            return;
        }
        set(pdeAddress, pde | 1 << 5);
        long pteAddress = bits(pde, 12, 31) * 4096 + bits(va, 12, 21) * 4;
        long pte = get(pteAddress);
        if (bit(pte, 0) == 0) {
            raise(false, false, access, user);
            return;
        }
        if (!allowed(bit(pde, 1) == 1 && bit(pte, 1) == 1, bit(pde, 2) == 1 && bit(pte, 2) == 1, false, access, user)) {
            raise(true, false, access, user);
            return;
        }
        markLast(pteAddress, pte, access);
        physicalAddress = bits(pte, 12, 31) * 4096 + bits(va, 0, 11);
    }

    private void walkThreeLevels(long cr3, long va, Access access, boolean user) {
        long pdpte = get(bits(cr3, 5, 31) * 32 + bits(va, 30, 31) * 8);
        if (bit(pdpte, 0) == 0) {
            raise(false, false, access, user);
            return;
        }
        for (int i = 1; i < 64; i++) {
            boolean reserved = i == 1 || i == 2 || i >= 5 && i <= 8 || i >= maxPhysicalAddress;
            if (reserved && bit(pdpte, i) == 1) {
                raise(true, true, access, user);
                return;
            }
        }
        long pdeAddress = bits(pdpte, 12, 51) * 4096 + bits(va, 21, 29) * 8;
        long pde = get(pdeAddress);
        if (bit(pde, 0) == 0) {
            raise(false, false, access, user);
            return;
        }
        if (reserved(pde) || bit(pde, 7) == 1 && bits(pde, 13, 20) != 0) {
            raise(true, true, access, user);
            return;
        }
        if (bit(pde, 7) == 1) {
            if (!allowed(bit(pde, 1) == 1, bit(pde, 2) == 1, bit(pde, 63) == 1, access, user)) {
                raise(true, false, access, user);
                return;
            }
            markLast(pdeAddress, pde, access);
            physicalAddress = bits(pde, 21, 51) * (2 << 20) + bits(va, 0, 20);
            return;
        }
        set(pdeAddress, pde | 1 << 5);
        long pteAddress = bits(pde, 12, 51) * 4096 + bits(va, 12, 20) * 8;
        long pte = get(pteAddress);
        if (bit(pte, 0) == 0) {
            raise(false, false, access, user);
            return;
        }
        if (reserved(pte)) {
            raise(true, true, access, user);
            return;
        }
        if (!allowed(bit(pde, 1) == 1 && bit(pte, 1) == 1, bit(pde, 2) == 1 && bit(pte, 2) == 1,
                bit(pde, 63) == 1 || bit(pte, 63) == 1, access, user)) {
            raise(true, false, access, user);
            return;
        }
        markLast(pteAddress, pte, access);
        physicalAddress = bits(pte, 12, 51) * 4096 + bits(va, 0, 11);
    }

    private boolean reserved(long entry) {
        for (int i = maxPhysicalAddress; i < 63; i++) {
            if (bit(entry, i) == 1) {
                return true;
            }
        }
        return bit(entry, 63) == 1 && !nxe;
    }

    private boolean allowed(boolean writable, boolean userPage, boolean noExecute, Access access, boolean user) {
        if (user && !userPage) {
            return false;
        }
        if (access == Access.WRITE && !writable) {
            return !user && !wp;
        }
        return access != Access.EXECUTE || !noExecute;
    }

    private void markLast(long address, long entry, Access access) {
        set(address, entry | 1 << 5 | (access == Access.WRITE ? 1 << 6 : 0));
    }

    private void raise(boolean present, boolean reservedBit, Access access, boolean user) {
        fault = true;
        errorCode = (present ? 1 : 0) + (access == Access.WRITE ? 2 : 0) + (user ? 4 : 0) + (reservedBit ? 8 : 0)
                + (access == Access.EXECUTE && nxe ? 16 : 0);
    }

    private long get(long address) {
        if (address >= memory.size()) {
            return 0;
        }
        return pae ? memory.read64(address) : memory.read32(address) & 0xFFFFFFFFL;
    }

    private void set(long address, long entry) {
        if (address < memory.size()) {
            memory.write32(address, (int) entry);
        }
    }

    private static long bit(long value, int number) {
        return value >>> number & 1;
    }

    private static long bits(long value, int from, int to) {
        long result = 0;
        for (int i = to; i >= from; i--) {
            result = result * 2 + bit(value, i);
        }
        return result;
    }
}
