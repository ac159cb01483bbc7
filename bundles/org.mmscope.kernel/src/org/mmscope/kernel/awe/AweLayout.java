package org.mmscope.kernel.awe;

/**
 * Offsets in AWEINFO, RTL_BITMAP and MI_PHYSICAL_VIEW, in bytes. The public symbols have none of them; the order of the
 * fields is that of XP.
 */
public final class AweLayout {

    /** AWEINFO: pointer to the RTL_BITMAP of frames, 0 as long as the process has had no page. */
    public static final int BITMAP = 0;
    /** AWEINFO: pages of the process (VadPhysicalPages). */
    public static final int PAGES = 4;
    /** AWEINFO: LIST_ENTRY of the windows' MI_PHYSICAL_VIEWs (AweVadList), behind the push lock. */
    public static final int VAD_LIST = 12;
    static final int SIZE = 20;

    /** RTL_BITMAP: pointer to the bits, behind their number. */
    public static final int BITMAP_BUFFER = 4;
    static final int BITMAP_HEADER = 8;

    /** MI_PHYSICAL_VIEW: pointer to the VAD, behind the LIST_ENTRY. */
    public static final int VIEW_VAD = 8;
    static final int VIEW_START = 12;
    static final int VIEW_END = 16;
    static final int VIEW_FLAGS = 20;
    static final int VIEW_SIZE = 24;

    private AweLayout() {
    }
}
