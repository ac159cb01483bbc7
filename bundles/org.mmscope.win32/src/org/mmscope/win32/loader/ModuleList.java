package org.mmscope.win32.loader;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.mmscope.kernel.layout.StructureLayout;
import org.mmscope.kernel.layout.StructureLayouts;
import org.mmscope.win32.Win32Constants;
import org.mmscope.win32.heap.UserHeap;
import org.mmscope.win32.heap.UserMemory;

/**
 * The modules of a process: LDR_DATA_TABLE_ENTRYs in its heap, in the lists of the PEB_LDR_DATA that the PEB names. The
 * program is the first.
 */
final class ModuleList {

    private static final int MOST = 1000;
    /** LoadCount of what is never unloaded, TlsIndex of what has thread-local storage. */
    private static final int ALWAYS = 0xFFFF;

    private final UserMemory memory;
    private final UserHeap heap;
    private final StructureLayout entry;
    private final int loadOrder;
    private final int memoryOrder;
    private final int initializationOrder;
    private final int data;

    /** The list of a process, made when there is none. */
    ModuleList(UserMemory memory, UserHeap heap, StructureLayouts layouts, int peb) throws LoaderException {
        this.memory = memory;
        this.heap = heap;
        entry = layouts.structure("LDR_DATA_TABLE_ENTRY");
        StructureLayout lists = layouts.structure("PEB_LDR_DATA");
        loadOrder = lists.offset("InLoadOrderModuleList");
        memoryOrder = lists.offset("InMemoryOrderModuleList");
        initializationOrder = lists.offset("InInitializationOrderModuleList");
        int field = peb + layouts.structure("PEB").offset("Ldr");
        int present = memory.load32(field);
        data = present != 0 ? present : make(lists);
        memory.store32(field, data);
    }

    private int make(StructureLayout lists) throws LoaderException {
        int made = allocate(lists.size());
        memory.store32(made + lists.offset("Length"), lists.size());
        memory.store8(made + lists.offset("Initialized"), 1);
        for (int head : new int[] {loadOrder, memoryOrder, initializationOrder}) {
            memory.store32(made + head, made + head);
            memory.store32(made + head + 4, made + head);
        }
        return made;
    }

    private int allocate(int size) throws LoaderException {
        int block = heap.allocate(size);
        if (block == 0) {
            throw new LoaderException(Win32Constants.ERROR_NOT_ENOUGH_MEMORY, "the process heap is full");
        }
        memory.zero(block, size);
        return block;
    }

    /** The program, or 0. */
    int first() {
        int first = memory.load32(data + loadOrder);
        return first == data + loadOrder ? 0 : first;
    }

    /** The module of a file name, in any case, or 0. */
    int find(String baseName) {
        int head = data + loadOrder;
        int at = memory.load32(head);
        for (int i = 0; at != head && i < MOST; at = memory.load32(at), i++) {
            if (text(at + entry.offset("BaseDllName")).equalsIgnoreCase(baseName)) {
                return at;
            }
        }
        return 0;
    }

    /** All modules in the order in which they have been loaded. */
    List<Integer> all() {
        List<Integer> all = new ArrayList<>();
        int head = data + loadOrder;
        for (int at = memory.load32(head); at != head && all.size() < MOST; at = memory.load32(at)) {
            all.add(at);
        }
        return all;
    }

    /** Marks a module as one with thread-local storage, which is not unloaded any more. */
    void keepForTls(int module) {
        memory.store16(module + entry.offset("LoadCount"), ALWAYS);
        memory.store16(module + entry.offset("TlsIndex"), ALWAYS);
    }

    boolean hasTls(int module) {
        return memory.load16(module + entry.offset("TlsIndex")) == ALWAYS;
    }

    private String text(int string) {
        StringBuilder text = new StringBuilder();
        int buffer = memory.load32(string + 4);
        for (int i = 0; i < memory.load16(string); i += 2) {
            text.append((char) memory.load16(buffer + i));
        }
        return text.toString();
    }

    int base(int module) {
        return memory.load32(module + entry.offset("DllBase"));
    }

    /** The full path of a module's file. */
    String path(int module) {
        return text(module + entry.offset("FullDllName"));
    }

    /** Counts one more load of a module. */
    void reference(int module) {
        int count = module + entry.offset("LoadCount");
        memory.store16(count, Math.min(ALWAYS, memory.load16(count) + 1));
    }

    /** Enters a module that has just been mapped. */
    int add(Module module, String path) throws LoaderException {
        int made = allocate(entry.size());
        int buffer = allocate(path.length() * 2 + 2);
        for (int i = 0; i < path.length(); i++) {
            memory.store16(buffer + i * 2, path.charAt(i));
        }
        int name = path.lastIndexOf('\\') + 1;
        string(made + entry.offset("FullDllName"), buffer, path.length());
        string(made + entry.offset("BaseDllName"), buffer + name * 2, path.length() - name);
        memory.store32(made + entry.offset("DllBase"), module.base());
        memory.store32(made + entry.offset("EntryPoint"), module.entryPoint());
        memory.store32(made + entry.offset("SizeOfImage"), module.size());
        memory.store32(made + entry.offset("CheckSum"), module.checkSum());
        memory.store32(made + entry.offset("TimeDateStamp"), module.timeDateStamp());
        memory.store16(made + entry.offset("LoadCount"), 1);
        link(data + loadOrder, made + entry.offset("InLoadOrderLinks"));
        link(data + memoryOrder, made + entry.offset("InMemoryOrderLinks"));
        return made;
    }

    private void string(int at, int buffer, int length) {
        memory.store16(at, length * 2);
        memory.store16(at + 2, length * 2 + 2);
        memory.store32(at + 4, buffer);
    }

    private void link(int head, int links) {
        int last = memory.load32(head + 4);
        memory.store32(links, head);
        memory.store32(links + 4, last);
        memory.store32(last, links);
        memory.store32(head + 4, links);
    }

    private void unlink(int links) {
        int next = memory.load32(links);
        int before = memory.load32(links + 4);
        memory.store32(before, next);
        memory.store32(next + 4, before);
    }

    /** Puts a module whose imports are bound at the end of the order of initialization. */
    void bound(int module) {
        link(data + initializationOrder, module + entry.offset("InInitializationOrderLinks"));
    }

    /** Takes a module out again. */
    void remove(int module) {
        unlink(module + entry.offset("InLoadOrderLinks"));
        unlink(module + entry.offset("InMemoryOrderLinks"));
        if (memory.load32(module + entry.offset("InInitializationOrderLinks")) != 0) {
            unlink(module + entry.offset("InInitializationOrderLinks"));
        }
        heap.free(memory.load32(module + entry.offset("FullDllName") + 4));
        heap.free(module);
    }

    /** The file name of a path or of an import, with the extension that a name without one has. */
    static String fileName(String name) {
        String file = name.substring(name.lastIndexOf('\\') + 1);
        return file.indexOf('.') < 0 ? file.toLowerCase(Locale.ROOT) + ".dll" : file;
    }
}
