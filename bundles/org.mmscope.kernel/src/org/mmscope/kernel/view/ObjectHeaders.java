package org.mmscope.kernel.view;

import org.mmscope.kernel.layout.StructureLayout;

/** Finds OBJECT_HEADER in the pool block of an object, and reads it. */
final class ObjectHeaders {

    /** Most bytes of optional headers before an OBJECT_HEADER. */
    private static final int MAX_OPTIONAL = 0x40;
    private static final int ALIGNMENT = 8;

    private final KernelImage image;
    private final StructureLayout header;

    ObjectHeaders(KernelImage image) {
        this.image = image;
        this.header = image.structure("OBJECT_HEADER");
    }

    /**
     * The address of the body of the object in a pool block, or -1 if there is no object of the type.
     *
     * @param block address behind the block's POOL_HEADER
     * @param type address of the OBJECT_TYPE
     */
    long body(long block, long type) {
        for (long at = block; at <= block + MAX_OPTIONAL; at += ALIGNMENT) {
            long typeField = at + header.offset("Type");
            if (image.system().present(typeField) && image.system().read32(typeField) == type) {
                return at + header.offset("Body");
            }
        }
        return -1;
    }

    /** Open handles of an object. */
    int handleCount(long body) {
        return (int) image.field("OBJECT_HEADER", "HandleCount", at(body));
    }

    /** Name of an object, or null. */
    String name(long body) {
        long offset = image.field("OBJECT_HEADER", "NameInfoOffset", at(body));
        if (offset == 0) {
            return null;
        }
        String name = image.system()
                .unicodeString(at(body) - offset + image.structure("OBJECT_HEADER_NAME_INFO").offset("Name"));
        return name.isEmpty() ? null : name;
    }

    private long at(long body) {
        return body - header.offset("Body");
    }
}
