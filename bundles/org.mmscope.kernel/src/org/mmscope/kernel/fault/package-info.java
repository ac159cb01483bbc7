/**
 * Page faults: the dispatcher that decides, from the PTE and the VAD, which resolver makes the page valid, one resolver
 * for each kind of fault, and what takes pages out of an address space again.
 */
package org.mmscope.kernel.fault;
