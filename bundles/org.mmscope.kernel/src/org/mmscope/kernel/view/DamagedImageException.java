package org.mmscope.kernel.view;

/**
 * A memory image cannot be decoded: it is damaged, hostile, or not of the machine it is said to be of. The only
 * exception that a view throws.
 */
public final class DamagedImageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final long address;

    /**
     * @param message what was expected and what was found
     * @param address virtual address of the damage, or its offset in the image when it has no virtual address
     */
    public DamagedImageException(String message, long address) {
        super(message + " at 0x" + Long.toHexString(address));
        this.address = address;
    }

    /** Virtual address of the damage, or its offset in the image when it has no virtual address. */
    public long address() {
        return address;
    }
}
