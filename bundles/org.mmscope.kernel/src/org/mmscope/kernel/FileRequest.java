package org.mmscope.kernel;

/**
 * What file to open or create.
 *
 * @param path full path on the simulated volume, such as {@code C:\data.bin}
 * @param desiredAccess GENERIC_* or FILE_* access of the handle
 * @param shareAccess FILE_SHARE_*
 * @param disposition FILE_SUPERSEDE to FILE_OVERWRITE_IF
 */
public record FileRequest(String path, int desiredAccess, int shareAccess, int disposition) {
}
