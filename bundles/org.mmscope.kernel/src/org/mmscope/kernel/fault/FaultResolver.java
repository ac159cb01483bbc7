package org.mmscope.kernel.fault;

/** Makes the page of one kind of fault valid. */
interface FaultResolver {

    /** Resolves a fault, says how in it, and gives an NTSTATUS; with an error nothing has changed. */
    int resolve(Fault fault);
}
