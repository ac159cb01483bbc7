package org.mmscope.kernel.image;

/**
 * Why a file is no image. Immutable.
 *
 * @param status the {@link org.mmscope.kernel.NtStatus} that NtCreateSection gives
 * @param reason what is wrong, in words
 * @param offset offset in the file, in bytes, of the field that is wrong
 */
public record ImageRefusal(int status, String reason, long offset) {
    @Override
    public String toString() {
        return reason + " (at offset 0x" + Long.toHexString(offset) + ")";
    }
}
