/**
 * Copies of address spaces, as POSIX processes make them: private pages become shared and copy-on-write through the
 * prototype PTEs of clone blocks. Not API.
 */
package org.mmscope.kernel.fork;
