package org.mmscope.win32.loader;

import java.util.function.Predicate;

import org.mmscope.win32.Win32Constants;
import org.mmscope.win32.heap.UserMemory;

/**
 * Writes the addresses of what a module imports into its import address table (LdrpSnapIAT). A module without a list of
 * bound imports may be bound in the format before Windows NT 4: each import descriptor has the time stamp of the
 * library that its table was bound against, and ForwarderChain, where in the table the first import lies that the
 * library forwards to another; there lies the index of the next. Source: Pietrek, Inside Windows: An In-Depth Look into
 * the Win32 Portable Executable File Format, part 2, MSDN Magazine, March 2002.
 */
final class ImportBinder {

    private static final int DESCRIPTOR = 20;
    private static final int TIME_DATE_STAMP = 4;
    private static final int FORWARDER_CHAIN = 8;
    private static final int NAME = 12;
    private static final int FIRST_THUNK = 16;
    private static final int END_OF_CHAIN = -1;
    private static final int MOST_DESCRIPTORS = 4096;
    private static final int MOST_THUNKS = 65536;
    private static final int MOST_FORWARDS = 32;
    private static final int BY_ORDINAL = 0x80000000;

    private final Exporters exporters;
    private final WritablePages pages;

    /** Finds modules by the names that imports and forwarders have for them. */
    @FunctionalInterface
    interface Exporters {
        /** The module of a name, loaded when it is not there yet. */
        Module module(String name, Module importer) throws LoaderException;
    }

    ImportBinder(Exporters exporters, WritablePages pages) {
        this.exporters = exporters;
        this.pages = pages;
    }

    /** Loads what a module imports, and binds what is not bound to it in the file. */
    void bind(Module module) throws LoaderException {
        if (module.directory(Module.BOUND_IMPORTS) == 0) {
            bind(module, library -> true, true);
            return;
        }
        new BoundImports(exporters, module).check(stale -> {
            if (!bind(module, stale::equalsIgnoreCase, false)) {
                throw new LoaderException(Win32Constants.ERROR_INVALID_NAME,
                        stale + " is in the list of bound imports but not in that of imports");
            }
        });
    }

    /** @param oldFormat whether a table may be bound as its import descriptor says */
    private boolean bind(Module module, Predicate<String> wanted, boolean oldFormat) throws LoaderException {
        boolean found = false;
        int offset = module.directory(Module.IMPORTS);
        for (int i = 0; offset != 0; i++, offset += DESCRIPTOR) {
            int descriptor = module.address(offset, DESCRIPTOR);
            int name = module.memory().load32(descriptor + NAME);
            int table = module.memory().load32(descriptor + FIRST_THUNK);
            if (name == 0 || table == 0) {
                break;
            }
            if (i == MOST_DESCRIPTORS) {
                throw new LoaderException(Win32Constants.ERROR_BAD_EXE_FORMAT, "the list of imports has no end");
            }
            String library = module.text(name);
            if (wanted.test(library)) {
                int names = module.memory().load32(descriptor);
                Module exporter = exporters.module(library, module);
                if (oldFormat && names != 0 && holds(module, descriptor, exporter)) {
                    bindForwarders(module, descriptor, exporter);
                } else {
                    bind(module, exporter, names == 0 ? table : names, table);
                }
                found = true;
            }
        }
        return found;
    }

    /** Whether a table has the addresses of what a library exports, in the format before Windows NT 4. */
    private static boolean holds(Module module, int descriptor, Module library) {
        int stamp = module.memory().load32(descriptor + TIME_DATE_STAMP);
        return stamp != 0 && stamp == library.timeDateStamp() && library.base() == library.preferredBase();
    }

    /** Binds of a bound table what the library forwards to others. */
    private void bindForwarders(Module module, int descriptor, Module exporter) throws LoaderException {
        UserMemory memory = module.memory();
        int names = memory.load32(descriptor);
        int table = memory.load32(descriptor + FIRST_THUNK);
        int count = count(module, names);
        int index = memory.load32(descriptor + FORWARDER_CHAIN);
        for (int bound = 0; index != END_OF_CHAIN && count != 0; bound++) {
            if (Integer.compareUnsigned(index, count) >= 0 || bound == count) {
                throw new LoaderException(Win32Constants.ERROR_BAD_EXE_FORMAT,
                        "the chain of forwarded imports does not end in its table");
            }
            int at = module.address(table + index * 4, 4);
            int next = memory.load32(at);
            int address = find(module, exporter, memory.load32(module.address(names + index * 4, 4)));
            int before = pages.open(at, 4);
            memory.store32(at, address);
            pages.close(at, 4, before);
            index = next;
        }
    }

    private static int count(Module module, int names) throws LoaderException {
        int count = 0;
        while (module.memory().load32(module.address(names + count * 4, 4)) != 0) {
            if (++count > MOST_THUNKS) {
                throw new LoaderException(Win32Constants.ERROR_BAD_EXE_FORMAT, "a list of imports has no end");
            }
        }
        return count;
    }

    private void bind(Module module, Module exporter, int names, int table) throws LoaderException {
        UserMemory memory = module.memory();
        int count = count(module, names);
        if (count == 0) {
            return;
        }
        int at = module.address(table, count * 4L);
        int before = pages.open(at, count * 4L);
        for (int i = 0; i < count; i++) {
            memory.store32(at + i * 4, find(module, exporter, memory.load32(module.address(names + i * 4, 4))));
        }
        pages.close(at, count * 4L, before);
    }

    private int find(Module module, Module exporter, int thunk) throws LoaderException {
        if ((thunk & BY_ORDINAL) != 0) {
            int ordinal = thunk & 0xFFFF;
            return address(exporter, new ExportTable(exporter).byOrdinal(ordinal), "ordinal " + ordinal, 0);
        }
        int hint = module.memory().load16(module.address(thunk, 2));
        String name = module.text(thunk + 2);
        return address(exporter, new ExportTable(exporter).byName(name, hint), name, 0);
    }

    private int address(Module exporter, int index, String name, int forwards) throws LoaderException {
        ExportTable exports = new ExportTable(exporter);
        int offset = index == ExportTable.NONE ? 0 : exports.offset(index);
        if (offset == 0) {
            throw new LoaderException(Win32Constants.ERROR_PROC_NOT_FOUND,
                    name + " is not exported by " + exports.library());
        }
        return exports.isForwarder(offset) ? forwarded(exporter, exporter.text(offset), forwards)
                : exporter.address(offset, 1);
    }

    /** Follows a forwarder, such as {@code NTDLL.RtlAllocateHeap} or {@code OTHER.#12}. */
    private int forwarded(Module exporter, String forwarder, int forwards) throws LoaderException {
        int dot = forwarder.lastIndexOf('.');
        if (dot <= 0 || forwards == MOST_FORWARDS) {
            throw new LoaderException(Win32Constants.ERROR_PROC_NOT_FOUND, forwarder + " leads nowhere");
        }
        Module target = exporters.module(forwarder.substring(0, dot), exporter);
        String name = forwarder.substring(dot + 1);
        ExportTable exports = new ExportTable(target);
        int index = name.matches("#[0-9]{1,5}") ? exports.byOrdinal(Integer.parseInt(name.substring(1)))
                : exports.byName(name, 0);
        return address(target, index, name, forwards + 1);
    }
}
