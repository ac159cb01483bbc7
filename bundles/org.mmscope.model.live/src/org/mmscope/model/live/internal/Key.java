package org.mmscope.model.live.internal;

import org.eclipse.emf.ecore.EClass;

/**
 * What makes an object of the model the same from moment to moment.
 *
 * @param kind its class
 * @param address where the kernel keeps it
 * @param owner tells apart what the address cannot: the process id of a process or of a PTE, else 0
 */
record Key(EClass kind, long address, int owner) {

    static Key of(EClass kind, long address) {
        return new Key(kind, address, 0);
    }
}
