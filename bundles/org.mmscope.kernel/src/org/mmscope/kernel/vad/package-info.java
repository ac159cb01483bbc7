/** Virtual address descriptors: real MMVAD nodes in trees, the bitmap of reservations, and the services on them. */
package org.mmscope.kernel.vad;
