package org.mmscope.session.peers;

/** Offsets in bytes of what the reader reads, from the public symbols of two builds. */
enum WindowsLayout {

    /** Windows XP SP2. */
    XPSP2(0x84, 0x88, 0x14C, 0x174, 0x1B0, 0x11C, 0, 4, 0xC, 0x10),
    /** Windows Server 2003 SP1. */
    W03SP1(0x94, 0x98, 0x138, 0x164, 0x1A0, 0x250, 0xC, 0x10, 4, 8);

    /** Of MMVAD, the same in both. */
    static final int VAD_FLAGS = 0x14;
    static final int VAD_CONTROL_AREA = 0x18;
    /** Of EPROCESS. */
    static final int DIRECTORY_TABLE_BASE = 0x18;
    /** Of CONTROL_AREA. */
    static final int FILE_POINTER = 0x24;
    /** Of FILE_OBJECT. */
    static final int FILE_NAME = 0x30;
    /** Of PEB and RTL_USER_PROCESS_PARAMETERS. */
    static final int PROCESS_PARAMETERS = 0x10;
    static final int IMAGE_PATH_NAME = 0x38;

    private static final int AVL_RIGHT_CHILD = 8;

    final int uniqueProcessId;
    final int activeProcessLinks;
    final int inheritedFrom;
    final int imageFileName;
    final int peb;
    final int startingVpn;
    final int endingVpn;
    final int leftChild;
    final int rightChild;
    private final int vadRoot;

    WindowsLayout(int uniqueProcessId, int activeProcessLinks, int inheritedFrom, int imageFileName, int peb,
            int vadRoot, int startingVpn, int endingVpn, int leftChild, int rightChild) {
        this.uniqueProcessId = uniqueProcessId;
        this.activeProcessLinks = activeProcessLinks;
        this.inheritedFrom = inheritedFrom;
        this.imageFileName = imageFileName;
        this.peb = peb;
        this.vadRoot = vadRoot;
        this.startingVpn = startingVpn;
        this.endingVpn = endingVpn;
        this.leftChild = leftChild;
        this.rightChild = rightChild;
    }

    /** Where the address of the tree's root is: in 2003 it is the right child of an MM_AVL_TABLE's sentinel. */
    int vadRootPointer() {
        return this == XPSP2 ? vadRoot : vadRoot + AVL_RIGHT_CHILD;
    }

    boolean isImage(int flags) {
        return this == XPSP2 ? (flags & 1 << 20) != 0 : (flags >>> 20 & 7) == 2;
    }

    boolean isPhysical(int flags) {
        return this == XPSP2 ? (flags & 1 << 19) != 0 : (flags >>> 20 & 7) == 1;
    }
}
