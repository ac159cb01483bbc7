package org.mmscope.kernel.object;

import java.util.EnumMap;
import java.util.Map;

import org.mmscope.kernel.KernelLayout;
import org.mmscope.kernel.KernelSymbol;
import org.mmscope.kernel.layout.StructureLayouts;
import org.mmscope.kernel.memory.ListEntry;
import org.mmscope.kernel.memory.SystemMemory;
import org.mmscope.kernel.pool.Pool;

/**
 * Objects behind OBJECT_HEADERs in pool: created, named, referenced, deleted at the last reference. An object is named
 * by the address of its body.
 */
public final class ObjectManager {

    private final SystemMemory system;
    private final KernelLayout layout;
    private final Pool nonPaged;
    private final Pool paged;
    private final ObjectTypes types;
    private final Namespace namespace;
    private final Map<ObjectType, TypeProcedures> procedures = new EnumMap<>(ObjectType.class);

    /** What a type does when its objects are closed and deleted. */
    public interface TypeProcedures {

        /** The last handle of an object has been closed. */
        default void lastHandleClosed(int body) {
        }

        /** Nothing refers to an object any more; its memory goes after this. */
        void delete(int body);
    }

    public ObjectManager(SystemMemory system, KernelLayout layout, StructureLayouts layouts, Pool nonPaged,
            Pool paged) {
        this.system = system;
        this.layout = layout;
        this.nonPaged = nonPaged;
        this.paged = paged;
        types = new ObjectTypes(system, layout, layouts, nonPaged);
        namespace = new Namespace(system, paged);
    }

    /** Sets what a type does when its objects are closed and deleted. */
    public void procedures(ObjectType type, TypeProcedures value) {
        procedures.put(type, value);
    }

    /** Makes the types and the directories \ and \BaseNamedObjects. */
    public void boot() {
        types.boot();
        int root = permanentDirectory(KernelSymbol.OBP_ROOT_DIRECTORY_OBJECT);
        int base = permanentDirectory(KernelSymbol.OBP_BASE_NAMED_OBJECTS);
        name(base, "BaseNamedObjects", root);
    }

    private int permanentDirectory(KernelSymbol symbol) {
        int body = create(ObjectType.DIRECTORY, ObjectLayout.DIRECTORY, true);
        system.write8(header(body) + ObjectLayout.FLAGS,
                system.read8(header(body) + ObjectLayout.FLAGS) | ObjectLayout.PERMANENT_FLAG);
        system.write32(layout.address(symbol), body);
        return body;
    }

    /** The directory \BaseNamedObjects. */
    public int baseNamedObjects() {
        return system.read32(layout.address(KernelSymbol.OBP_BASE_NAMED_OBJECTS));
    }

    /**
     * Creates an object with one reference.
     *
     * @param size bytes of its body
     * @param nameable whether it has room for a name
     * @return its body, all zero, or 0 when there is no pool
     */
    public int create(ObjectType type, int size, boolean nameable) {
        int prefix = (nameable ? ObjectLayout.NAME_INFO : 0) + (type.listed() ? ObjectLayout.CREATOR_INFO : 0);
        int block = pool(type).allocate(prefix + ObjectLayout.HEADER + size, type.tag());
        if (block == 0) {
            return 0;
        }
        int header = block + prefix;
        system.write32(header + ObjectLayout.POINTER_COUNT, 1);
        system.write32(header + ObjectLayout.TYPE, types.address(type));
        system.write8(header + ObjectLayout.NAME_INFO_OFFSET, nameable ? prefix : 0);
        system.write8(header + ObjectLayout.FLAGS, type.listed() ? ObjectLayout.CREATOR_INFO_FLAG : 0);
        types.enter(type, header);
        return header + ObjectLayout.HEADER;
    }

    /** Names a nameable object in a directory; false without pool. */
    public boolean name(int body, String name, int directory) {
        int info = nameInfo(body);
        if (!Strings.create(system, paged, info + ObjectLayout.NAME, name, "ObNm")) {
            return false;
        }
        if (!namespace.insert(directory, name, body)) {
            Strings.free(system, paged, info + ObjectLayout.NAME);
            return false;
        }
        system.write32(info + ObjectLayout.NAME_DIRECTORY, directory);
        return true;
    }

    /** The object of a name in a directory, or 0; it is not referenced. */
    public int lookup(int directory, String name) {
        return namespace.lookup(directory, name, this::nameOf);
    }

    private String nameOf(int body) {
        return Strings.read(system, nameInfo(body) + ObjectLayout.NAME);
    }

    /** Address of the header of a body. */
    public static int header(int body) {
        return body - ObjectLayout.HEADER;
    }

    /** The type of an object. */
    public ObjectType type(int body) {
        return types.type(system.read32(header(body) + ObjectLayout.TYPE));
    }

    public void reference(int body) {
        system.add32(header(body) + ObjectLayout.POINTER_COUNT, 1);
    }

    /** Drops a reference; with the last one the object is deleted. */
    public void dereference(int body) {
        if (system.add32(header(body) + ObjectLayout.POINTER_COUNT, -1) == 0) {
            delete(body);
        }
    }

    /** Counts a new handle, which is a reference too. */
    void handleMade(int body) {
        system.add32(header(body) + ObjectLayout.HANDLE_COUNT, 1);
        reference(body);
    }

    /** A handle is gone; with the last one the name goes too. */
    void handleClosed(int body) {
        if (system.add32(header(body) + ObjectLayout.HANDLE_COUNT, -1) == 0) {
            removeName(body);
            procedures.get(type(body)).lastHandleClosed(body);
        }
        dereference(body);
    }

    private void removeName(int body) {
        int info = nameInfo(body);
        if (info == 0 || system.read32(info + ObjectLayout.NAME_DIRECTORY) == 0) {
            return;
        }
        namespace.remove(system.read32(info + ObjectLayout.NAME_DIRECTORY), nameOf(body), body);
        system.write32(info + ObjectLayout.NAME_DIRECTORY, 0);
        Strings.free(system, paged, info + ObjectLayout.NAME);
    }

    private void delete(int body) {
        ObjectType type = type(body);
        removeName(body);
        procedures.get(type).delete(body);
        types.leave(type, header(body));
        int prefix = (nameInfo(body) != 0 ? ObjectLayout.NAME_INFO : 0)
                + (type.listed() ? ObjectLayout.CREATOR_INFO : 0);
        pool(type).free(header(body) - prefix);
    }

    private int nameInfo(int body) {
        int offset = system.read8(header(body) + ObjectLayout.NAME_INFO_OFFSET);
        return offset == 0 ? 0 : header(body) - offset;
    }

    private Pool pool(ObjectType type) {
        return type.nonPaged() ? nonPaged : paged;
    }

    /** The types' list of an object type, for its objects through their creator information. */
    public int typeList(ObjectType type) {
        return types.list(type);
    }

    /** The first object in a type's list, or 0. */
    public int firstOf(ObjectType type) {
        int head = typeList(type);
        int entry = ListEntry.next(system, head);
        return entry == head ? 0 : entry + ObjectLayout.CREATOR_INFO + ObjectLayout.HEADER;
    }
}
