package org.mmscope.kernel.object;

/** Offsets in the headers of objects, the same in every profile; sizes in bytes. */
public final class ObjectLayout {

    /** OBJECT_HEADER without the body. */
    public static final int HEADER = 0x18;
    public static final int POINTER_COUNT = 0x0;
    public static final int HANDLE_COUNT = 0x4;
    public static final int TYPE = 0x8;
    public static final int NAME_INFO_OFFSET = 0xC;
    public static final int FLAGS = 0xF;
    /** In Flags: OBJECT_HEADER_CREATOR_INFO lies directly before the header. */
    public static final int CREATOR_INFO_FLAG = 0x04;
    /** In Flags: the object stays without handles. */
    public static final int PERMANENT_FLAG = 0x10;

    /** OBJECT_HEADER_CREATOR_INFO: TypeList, CreatorUniqueProcess, back trace index. */
    public static final int CREATOR_INFO = 0x10;
    /** OBJECT_HEADER_NAME_INFO: Directory, Name, QueryReferences. */
    public static final int NAME_INFO = 0x10;
    public static final int NAME_DIRECTORY = 0x0;
    public static final int NAME = 0x4;

    /** OBJECT_DIRECTORY: 37 buckets of entries. */
    public static final int DIRECTORY = 0xA4;
    public static final int BUCKETS = 37;
    /** OBJECT_DIRECTORY_ENTRY: ChainLink, Object (the body). */
    public static final int DIRECTORY_ENTRY = 8;
    public static final int ENTRY_OBJECT = 4;

    private ObjectLayout() {
    }
}
