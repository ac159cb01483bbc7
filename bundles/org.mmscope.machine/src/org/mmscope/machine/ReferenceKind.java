package org.mmscope.machine;

/**
 * What a page walk must know of a reference besides its address, worked out once for the controls in force.
 *
 * @param access
 *            what it does
 * @param user
 *            whether it is made in user mode
 * @param rights
 *            bits of {@link Translation} that all entries on the way must give
 * @param errorBits
 *            bits of {@link PageFault} that its page fault has whatever the tables say
 * @param marks
 *            bits that it sets in the entry that maps the page
 * @param needed
 *            bits of {@link Translation} that let it go ahead without a walk: the rights, and Dirty for a write
 * @param ready
 *            bits that an entry mapping the page has, with the rights of the entries before, when it needs no marking
 */
record ReferenceKind(Access access, boolean user, int rights, int errorBits, long marks, int needed, long ready) {

    private static final int ACCESSES = Access.values().length;

    private ReferenceKind(Access access, boolean user, int rights, int errorBits, long marks) {
        this(access, user, rights, errorBits, marks, rights | (int) marks & Translation.DIRTY,
                PageEntry.PRESENT | marks | rights);
    }

    static ReferenceKind of(Access access, boolean user, PagingControls controls) {
        int rights = user ? Translation.USER : 0;
        int errorBits = user ? PageFault.USER : 0;
        switch (access) {
        case WRITE -> {
            rights |= user || controls.wp() ? Translation.WRITE : 0;
            long marks = PageEntry.ACCESSED | PageEntry.DIRTY;
            return new ReferenceKind(access, user, rights, errorBits | PageFault.WRITE, marks);
        }
        case EXECUTE -> {
            rights |= Translation.EXECUTE;
            errorBits |= controls.nxe() ? PageFault.INSTRUCTION : 0;
        }
        case READ -> {
            // nothing beyond the page itself
        }
        }
        return new ReferenceKind(access, user, rights, errorBits, PageEntry.ACCESSED);
    }

    /** All kinds under the given controls, to be found by {@link #index}. */
    static ReferenceKind[] all(PagingControls controls) {
        ReferenceKind[] kinds = new ReferenceKind[2 * ACCESSES];
        for (Access access : Access.values()) {
            kinds[index(access, false)] = of(access, false, controls);
            kinds[index(access, true)] = of(access, true, controls);
        }
        return kinds;
    }

    static int index(Access access, boolean user) {
        return user ? ACCESSES + access.ordinal() : access.ordinal();
    }
}
