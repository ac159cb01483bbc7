package org.mmscope.scenario;

import java.util.ArrayList;
import java.util.List;

import org.mmscope.kernel.PageFileSize;

/**
 * What the {@code machine} line asks for.
 *
 * @param profile release of the system: {@code nt4}, {@code w2k}, {@code xp}, {@code ws2003}
 * @param memory physical memory in bytes
 * @param pageFiles sizes of each page file; empty when none is asked for
 * @param paging {@code x86} or {@code pae}
 * @param userva where system space begins, in bytes
 * @param edition edition of the system, empty for the profile's usual one
 * @param dep no-execute policy, empty for the profile's usual one
 * @param largePages {@code on} or {@code off}, empty where the memory decides whether the kernel is mapped by large
 *            pages, and programs have them if the release has
 * @param seed seed of what is random in the machine
 * @param policy working-set replacement policy, empty for the profile's own
 */
public record MachineOptions(String profile, long memory, List<PageFileSize> pageFiles, String paging, long userva,
        String edition, String dep, String largePages, long seed, String policy) {

    /** The machine of a scenario without a {@code machine} line. */
    public static final MachineOptions DEFAULT = new MachineOptions("xp", 64L << 20, List.of(), "x86", 2L << 30, "", "",
            "", 0, "");

    public MachineOptions {
        pageFiles = List.copyOf(pageFiles);
    }

    public MachineOptions withProfile(String value) {
        return new MachineOptions(value, memory, pageFiles, paging, userva, edition, dep, largePages, seed, policy);
    }

    public MachineOptions withMemory(long value) {
        return new MachineOptions(profile, value, pageFiles, paging, userva, edition, dep, largePages, seed, policy);
    }

    /** The same with one more page file. */
    public MachineOptions withPageFile(PageFileSize value) {
        List<PageFileSize> files = new ArrayList<>(pageFiles);
        files.add(value);
        return new MachineOptions(profile, memory, files, paging, userva, edition, dep, largePages, seed, policy);
    }

    public MachineOptions withPaging(String value) {
        return new MachineOptions(profile, memory, pageFiles, value, userva, edition, dep, largePages, seed, policy);
    }

    public MachineOptions withUserva(long value) {
        return new MachineOptions(profile, memory, pageFiles, paging, value, edition, dep, largePages, seed, policy);
    }

    public MachineOptions withEdition(String value) {
        return new MachineOptions(profile, memory, pageFiles, paging, userva, value, dep, largePages, seed, policy);
    }

    public MachineOptions withDep(String value) {
        return new MachineOptions(profile, memory, pageFiles, paging, userva, edition, value, largePages, seed, policy);
    }

    public MachineOptions withLargePages(String value) {
        return new MachineOptions(profile, memory, pageFiles, paging, userva, edition, dep, value, seed, policy);
    }

    public MachineOptions withSeed(long value) {
        return new MachineOptions(profile, memory, pageFiles, paging, userva, edition, dep, largePages, value, policy);
    }

    public MachineOptions withPolicy(String value) {
        return new MachineOptions(profile, memory, pageFiles, paging, userva, edition, dep, largePages, seed, value);
    }
}
