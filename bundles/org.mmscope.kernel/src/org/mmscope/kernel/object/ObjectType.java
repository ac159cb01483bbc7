package org.mmscope.kernel.object;

import org.mmscope.kernel.KernelSymbol;

/** The types of objects, each an OBJECT_TYPE in nonpaged pool that its symbol points at. */
public enum ObjectType {
    DIRECTORY("Directory", "Dire", false, false, KernelSymbol.OBP_DIRECTORY_OBJECT_TYPE),
    PROCESS("Process", "Proc", true, false, KernelSymbol.PS_PROCESS_TYPE),
    SECTION("Section", "Sect", false, true, KernelSymbol.MM_SECTION_OBJECT_TYPE),
    FILE("File", "File", true, true, KernelSymbol.IO_FILE_OBJECT_TYPE),
    THREAD("Thread", "Thre", true, false, KernelSymbol.PS_THREAD_TYPE);

    private final String typeName;
    private final String tag;
    private final boolean nonPaged;
    private final boolean listed;
    private final KernelSymbol symbol;

    ObjectType(String typeName, String tag, boolean nonPaged, boolean listed, KernelSymbol symbol) {
        this.typeName = typeName;
        this.tag = tag;
        this.nonPaged = nonPaged;
        this.listed = listed;
        this.symbol = symbol;
    }

    /** Name in NT. */
    public String typeName() {
        return typeName;
    }

    /** Pool tag of its objects. */
    String tag() {
        return tag;
    }

    boolean nonPaged() {
        return nonPaged;
    }

    /** Whether its objects are linked in the type's TypeList, through their OBJECT_HEADER_CREATOR_INFO. */
    public boolean listed() {
        return listed;
    }

    /** The global that points at the OBJECT_TYPE. */
    public KernelSymbol symbol() {
        return symbol;
    }
}
