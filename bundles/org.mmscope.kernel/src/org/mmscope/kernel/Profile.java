package org.mmscope.kernel;

import org.mmscope.kernel.layout.StructureLayouts;
import org.mmscope.kernel.replacement.ReplacementPolicies;

/**
 * A release of Windows NT for x86: one row of behaviour. {@link #XP} has the field layouts of Windows XP SP2 and
 * {@link #WS2003} those of Windows Server 2003 SP1. {@link #NT4} and {@link #W2K} keep their structures in the XP SP2
 * layouts, because no public symbols of them list these structures; they differ in policy only.
 */
public enum Profile {
    NT4("nt4", "xpsp2", false, ReplacementPolicies.MODIFIED_FIFO, false, false),
    W2K("w2k", "xpsp2", false, ReplacementPolicies.AGEING_LRU, true, false),
    XP("xp", "xpsp2", false, ReplacementPolicies.AGEING_LRU, true, true),
    WS2003("ws2003", "w03sp1", true, ReplacementPolicies.AGEING_LRU, true, true);

    private final String id;
    private final String structures;
    private final boolean balancedVadTree;
    private final String replacementPolicy;
    private final boolean physicalAddressExtension;
    private final boolean noExecute;

    Profile(String id, String structures, boolean balancedVadTree, String replacementPolicy,
            boolean physicalAddressExtension, boolean noExecute) {
        this.id = id;
        this.structures = structures;
        this.balancedVadTree = balancedVadTree;
        this.replacementPolicy = replacementPolicy;
        this.physicalAddressExtension = physicalAddressExtension;
        this.noExecute = noExecute;
    }

    /** The name used in scenarios and snapshots. */
    public String id() {
        return id;
    }

    /**
     * The profile of a name.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    public static Profile of(String id) {
        for (Profile profile : values()) {
            if (profile.id.equals(id)) {
                return profile;
            }
        }
        throw new IllegalArgumentException("no profile named " + id);
    }

    /** The field layouts in which this release keeps its structures in memory. */
    public StructureLayouts layouts() {
        return StructureLayouts.of(structures);
    }

    /** Whether VADs are kept in an AVL tree (MM_AVL_TABLE in the EPROCESS) and not in a splay tree. */
    public boolean balancedVadTree() {
        return balancedVadTree;
    }

    /** Id of the policy that replaces the pages of working sets, unless a machine chooses another. */
    public String replacementPolicy() {
        return replacementPolicy;
    }

    /** Whether the release has a kernel for PAE. */
    public boolean physicalAddressExtension() {
        return physicalAddressExtension;
    }

    /** Whether the release has data execution prevention, which needs PAE. */
    public boolean noExecute() {
        return noExecute;
    }
}
