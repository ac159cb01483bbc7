package org.mmscope.kernel.object;

import java.util.function.IntFunction;

import org.mmscope.kernel.memory.SystemMemory;
import org.mmscope.kernel.pool.Pool;

/** Object directories: names hashed into 37 buckets of chained entries, compared with case. */
final class Namespace {

    private final SystemMemory system;
    private final Pool pool;

    Namespace(SystemMemory system, Pool pool) {
        this.system = system;
        this.pool = pool;
    }

    boolean insert(int directory, String name, int body) {
        int entry = pool.allocate(ObjectLayout.DIRECTORY_ENTRY, "ObDi");
        if (entry == 0) {
            return false;
        }
        int bucket = bucket(directory, name);
        system.write32(entry, system.read32(bucket));
        system.write32(entry + ObjectLayout.ENTRY_OBJECT, body);
        system.write32(bucket, entry);
        return true;
    }

    int lookup(int directory, String name, IntFunction<String> nameOf) {
        for (int entry = system.read32(bucket(directory, name)); entry != 0; entry = system.read32(entry)) {
            int body = system.read32(entry + ObjectLayout.ENTRY_OBJECT);
            if (nameOf.apply(body).equals(name)) {
                return body;
            }
        }
        return 0;
    }

    void remove(int directory, String name, int body) {
        int link = bucket(directory, name);
        int entry = system.read32(link);
        while (entry != 0 && system.read32(entry + ObjectLayout.ENTRY_OBJECT) != body) {
            link = entry;
            entry = system.read32(link);
        }
        if (entry != 0) {
            system.write32(link, system.read32(entry));
            pool.free(entry);
        }
    }

    /** The hash of NT: letters in upper case, each added after shifting the sum. */
    private static int bucket(int directory, String name) {
        int hash = 0;
        for (int i = 0; i < name.length(); i++) {
            hash += (hash << 1) + (hash >>> 1);
            hash += Character.toUpperCase(name.charAt(i));
        }
        return directory + Integer.remainderUnsigned(hash, ObjectLayout.BUCKETS) * 4;
    }
}
