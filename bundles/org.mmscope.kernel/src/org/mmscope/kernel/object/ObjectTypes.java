package org.mmscope.kernel.object;

import org.mmscope.kernel.KernelLayout;
import org.mmscope.kernel.layout.StructureLayout;
import org.mmscope.kernel.layout.StructureLayouts;
import org.mmscope.kernel.memory.ListEntry;
import org.mmscope.kernel.memory.SystemMemory;
import org.mmscope.kernel.pool.Pool;

/** The OBJECT_TYPEs: their counts of objects, and the lists of objects of the types that keep one. */
final class ObjectTypes {

    private static final ObjectType[] TYPES = ObjectType.values();

    private final SystemMemory system;
    private final KernelLayout layout;
    private final Pool pool;
    private final int size;
    private final int list;
    private final int name;
    private final int objects;

    ObjectTypes(SystemMemory system, KernelLayout layout, StructureLayouts layouts, Pool pool) {
        this.system = system;
        this.layout = layout;
        this.pool = pool;
        StructureLayout type = layouts.structure("OBJECT_TYPE");
        size = type.size();
        list = type.offset("TypeList");
        name = type.offset("Name");
        objects = type.offset("TotalNumberOfObjects");
    }

    void boot() {
        for (ObjectType type : TYPES) {
            int address = pool.allocate(size, "ObjT");
            system.write32(layout.address(type.symbol()), address);
            ListEntry.initialize(system, address + list);
            Strings.create(system, pool, address + name, type.typeName(), "ObNm");
        }
    }

    int address(ObjectType type) {
        return system.read32(layout.address(type.symbol()));
    }

    ObjectType type(int address) {
        for (ObjectType type : TYPES) {
            if (address(type) == address) {
                return type;
            }
        }
        throw new IllegalStateException("no object type at 0x" + Integer.toHexString(address));
    }

    int list(ObjectType type) {
        return address(type) + list;
    }

    void enter(ObjectType type, int header) {
        system.add32(address(type) + objects, 1);
        if (type.listed()) {
            ListEntry.insertTail(system, list(type), header - ObjectLayout.CREATOR_INFO);
        }
    }

    void leave(ObjectType type, int header) {
        system.add32(address(type) + objects, -1);
        if (type.listed()) {
            ListEntry.remove(system, header - ObjectLayout.CREATOR_INFO);
        }
    }
}
