package org.mmscope.win32.loader;

import java.util.ArrayList;
import java.util.List;

import org.mmscope.kernel.Kernel;
import org.mmscope.kernel.process.EProcess;
import org.mmscope.win32.Win32Constants;
import org.mmscope.win32.heap.ProcessMemory;
import org.mmscope.win32.heap.UserException;
import org.mmscope.win32.heap.UserHeap;
import org.mmscope.win32.system.SystemLibraries;

/**
 * Loads an image and what it imports into the current process (LdrLoadDll). What has been loaded when something is
 * missing is unloaded again.
 */
public final class Loader {

    private static final String ROOT = "C:\\";
    private static final String WINDOWS = "C:\\WINDOWS\\";
    private static final String SYSTEM = "C:\\WINDOWS\\system\\";
    private static final int MOST_MODULES = 256;

    private final Kernel kernel;
    private final ProcessMemory memory;
    private final ImageMapper mapper;
    private final ModuleList modules;
    private final Relocator relocator;
    private final ImportBinder binder;
    private final List<Integer> loaded = new ArrayList<>();

    /**
     * @param memory the memory of the process
     * @param heap its heap, where the list of modules is kept
     */
    public Loader(Kernel kernel, EProcess process, ProcessMemory memory, UserHeap heap) throws LoaderException {
        this.kernel = kernel;
        this.memory = memory;
        mapper = new ImageMapper(kernel, process);
        modules = new ModuleList(memory, heap, kernel.configuration().profile().layouts(), process.peb());
        WritablePages pages = new WritablePages(kernel, process);
        relocator = new Relocator(pages);
        binder = new ImportBinder(this::module, pages);
    }

    /**
     * Loads the image of a full path, or of a file name that is searched for, and gives its base. One that is there
     * already is counted only.
     */
    public int load(String name) throws LoaderException {
        int present = modules.find(ModuleList.fileName(name));
        if (present != 0) {
            modules.reference(present);
            return modules.base(present);
        }
        try {
            return loadNew(name.indexOf('\\') >= 0 ? present(name) : search(name, ""));
        } catch (LoaderException | UserException e) {
            unload(0);
            throw e;
        }
    }

    /** A full path; a library of Windows that is asked for by its own is there. */
    private String present(String path) {
        boolean ofWindows = folder(path).equalsIgnoreCase(SystemLibraries.FOLDER);
        String supplied = ofWindows && kernel.volume().file(path) == null
                ? SystemLibraries.supply(kernel.volume(), path.substring(SystemLibraries.FOLDER.length())) : null;
        return supplied == null ? path : supplied;
    }

    private int loadNew(String path) throws LoaderException {
        if (loaded.size() == MOST_MODULES) {
            throw new LoaderException(Win32Constants.ERROR_NOT_ENOUGH_MEMORY, "too many images");
        }
        int base = mapper.map(path);
        Module module;
        int entry;
        try {
            module = new Module(memory, base);
            entry = modules.add(module, path);
        } catch (LoaderException | UserException e) {
            mapper.unmap(base);
            throw e;
        }
        loaded.add(entry);
        if (base != module.preferredBase()) {
            relocator.relocate(module);
        }
        binder.bind(module);
        modules.bound(entry);
        return base;
    }

    private Module module(String name, Module importer) throws LoaderException {
        int present = modules.find(ModuleList.fileName(name));
        if (present != 0) {
            return new Module(memory, modules.base(present));
        }
        int before = loaded.size();
        try {
            return new Module(memory, loadNew(search(name, path(importer))));
        } catch (LoaderException | UserException e) {
            unload(before);
            throw e;
        }
    }

    private String path(Module module) {
        return loaded.stream().filter(entry -> modules.base(entry) == module.base()).map(modules::path).findFirst()
                .orElse("");
    }

    private static String folder(String path) {
        return path.substring(0, path.lastIndexOf('\\') + 1);
    }

    /**
     * Searches the folder of the program, then that of the importer, then those of Windows, then the root of the
     * volume, which is the current folder; a library of Windows that is in none of them is supplied.
     */
    private String search(String name, String importer) throws LoaderException {
        String file = ModuleList.fileName(name);
        int program = modules.first();
        for (String folder : List.of(program == 0 ? "" : folder(modules.path(program)), folder(importer),
                SystemLibraries.FOLDER, SYSTEM, WINDOWS, ROOT)) {
            if (!folder.isEmpty() && kernel.volume().file(folder + file) != null) {
                return folder + file;
            }
        }
        String supplied = SystemLibraries.supply(kernel.volume(), file);
        if (supplied == null) {
            throw new LoaderException(Win32Constants.ERROR_MOD_NOT_FOUND,
                    file + " is not found" + (importer.isEmpty() ? "" : "; " + importer + " imports from it"));
        }
        return supplied;
    }

    /** Unloads the newest modules until so many are left of those that have been loaded. */
    private void unload(int left) {
        while (loaded.size() > left) {
            int entry = loaded.removeLast();
            int base = modules.base(entry);
            modules.remove(entry);
            mapper.unmap(base);
        }
    }
}
