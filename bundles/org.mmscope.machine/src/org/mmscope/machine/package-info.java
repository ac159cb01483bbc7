/**
 * The simulated x86 machine: physical memory, processor with page walker and translation lookaside buffers, page
 * faults, virtual clock and disks. API. It knows nothing of an operating system.
 */
package org.mmscope.machine;
