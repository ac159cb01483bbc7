package org.mmscope.win32.loader;

import org.mmscope.win32.Win32Constants;

/**
 * The imports of a module whose addresses are in its file already (LdrpHandleNewFormatImportDescriptors). They hold when
 * each library, and each that it forwards to, has the time stamp that they were bound against and lies at its own base;
 * the import table is then not written to. Source: Pietrek, Inside Windows: An In-Depth Look into the Win32 Portable
 * Executable File Format, part 2, MSDN Magazine, March 2002.
 */
final class BoundImports {

    private static final int ENTRY = 8;
    private static final int MOST_ENTRIES = 4096;

    private final ImportBinder.Exporters exporters;
    private final Module importer;
    private final int directory;
    private int next;
    private int entries;

    /** Binds what a module imports from a library that is not the one that it was bound against. */
    @FunctionalInterface
    interface Stale {
        /** The library has the name that the directory has for it. */
        void bind(String library) throws LoaderException;
    }

    BoundImports(ImportBinder.Exporters exporters, Module importer) {
        this.exporters = exporters;
        this.importer = importer;
        directory = importer.directory(Module.BOUND_IMPORTS);
        next = directory;
    }

    /** Loads all libraries in the directory and has those bound that are stale. */
    void check(Stale stale) throws LoaderException {
        for (int entry = take(); nameOffset(entry) != 0; entry = take()) {
            String library = name(entry);
            boolean holds = holds(exporters.module(library, importer), entry);
            for (int left = importer.memory().load16(entry + 6); left > 0; left--) {
                holds &= forwarderHolds(take());
            }
            if (!holds) {
                stale.bind(library);
            }
        }
    }

    private int take() throws LoaderException {
        if (++entries > MOST_ENTRIES) {
            throw new LoaderException(Win32Constants.ERROR_BAD_EXE_FORMAT, "the list of bound imports has no end");
        }
        int entry = importer.address(next, ENTRY);
        next += ENTRY;
        return entry;
    }

    private int nameOffset(int entry) {
        return importer.memory().load16(entry + 4);
    }

    private String name(int entry) throws LoaderException {
        return importer.text(directory + nameOffset(entry));
    }

    private boolean holds(Module library, int entry) {
        return library.timeDateStamp() == importer.memory().load32(entry) && library.base() == library.preferredBase();
    }

    /** A library that is forwarded to no longer may be gone. */
    private boolean forwarderHolds(int entry) throws LoaderException {
        String library = name(entry);
        try {
            return holds(exporters.module(library, importer), entry);
        } catch (LoaderException e) {
            return false;
        }
    }
}
