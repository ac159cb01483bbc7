package org.mmscope.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import org.mmscope.machine.PagingMode;

/**
 * What machine to boot and which system on it. Immutable; {@code with} methods give changed copies.
 *
 * @param profile the release
 * @param memoryBytes physical memory in bytes, a multiple of 4096, at least {@link #MINIMUM_MEMORY}
 * @param pageFiles sizes of the page files, at most 16 files
 * @param paging paging mode
 * @param userSpaceBytes size of the user part of each address space in bytes, 2 GB to 3 GB
 * @param edition edition, or empty for the profile's usual one
 * @param dep policy of data execution prevention
 * @param largePages what is mapped by large pages
 * @param seed seed of whatever is chosen at random
 * @param policy name of the working-set replacement policy, or empty for the profile's own
 */
public record KernelConfiguration(Profile profile, long memoryBytes, List<PageFileSize> pageFiles, PagingMode paging,
        long userSpaceBytes, String edition, DepPolicy dep, LargePageUse largePages, long seed, String policy) {

    /** Least memory that a kernel boots in, in bytes. */
    public static final long MINIMUM_MEMORY = 4L << 20;
    /**
     * Least memory in which the kernel can be mapped by large pages, in bytes: below, its image lies among other
     * pages.
     */
    public static final long MINIMUM_LARGE_PAGE_MEMORY = 16L << 20;
    private static final long DEFAULT_MEMORY = 64L << 20;
    private static final long TWO_GIGABYTES = 2L << 30;
    private static final long THREE_GIGABYTES = 3L << 30;
    private static final long FOUR_GIGABYTES = 4L << 30;
    private static final int MAXIMUM_PAGE_FILES = 16;

    /** @throws ConfigurationException if a value is outside the limits given above, or the release does not have it */
    public KernelConfiguration {
        pageFiles = List.copyOf(pageFiles);
        require(memoryBytes >= MINIMUM_MEMORY && memoryBytes % 4096 == 0, "memory",
                "memory must be whole pages, 4 MB or more");
        require(pageFiles.size() <= MAXIMUM_PAGE_FILES, "pagefile", "at most 16 page files");
        require(userSpaceBytes >= TWO_GIGABYTES && userSpaceBytes <= THREE_GIGABYTES, "userva",
                "userva is from 2 GB to 3 GB");
        require(paging == PagingMode.X86 || profile.physicalAddressExtension(), "paging",
                profile.title() + " has no kernel for PAE");
        requireLargePages(profile, memoryBytes, largePages);
        Edition chosen = edition(profile, edition);
        if (userSpaceBytes > TWO_GIGABYTES) {
            require(chosen.wide(), "userva", profile.title() + " " + chosen.title() + " has 2 GB of user space; "
                    + "edition=" + profile.editions().stream().filter(Edition::wide).map(Edition::id)
                            .collect(Collectors.joining(" or ")) + " can have more");
            require(userSpaceBytes == THREE_GIGABYTES || profile.adjustableUserSpace(), "userva",
                    profile.title() + " has 2 GB or 3 GB of user space");
        }
    }

    private static void requireLargePages(Profile profile, long memoryBytes, LargePageUse largePages) {
        require(largePages != LargePageUse.ON || profile.largePages(), "largepages",
                profile.title() + " has no large pages");
        require(largePages != LargePageUse.ON || memoryBytes >= MINIMUM_LARGE_PAGE_MEMORY, "largepages",
                "largepages=on needs 16 MB of memory or more");
    }

    private static Edition edition(Profile profile, String id) {
        return profile.editions().stream().filter(each -> id.isEmpty() || each.id().equals(id)).findFirst()
                .orElseThrow(() -> new ConfigurationException("edition", profile.title() + " has no edition '" + id
                        + "'; " + profile.editions().stream().map(Edition::id).collect(Collectors.joining(", "))
                        + " was expected"));
    }

    /** The edition that is meant: the one named, or the profile's usual one. */
    public Edition chosenEdition() {
        return edition(profile, edition);
    }

    /**
     * The physical memory that the system uses, in bytes: no more than its edition allows, nor than 4 GB without PAE. The
     * rest of the memory is left alone.
     */
    public long usedMemoryBytes() {
        long reach = paging == PagingMode.PAE ? Long.MAX_VALUE : FOUR_GIGABYTES;
        return Math.min(memoryBytes, Math.min(reach, chosenEdition().memoryLimit(userSpaceBytes > TWO_GIGABYTES)));
    }

    /** What is mapped by large pages. */
    public enum LargePageUse {
        /** The kernel where there is more memory than the release asks for, and what programs ask for. */
        BY_MEMORY,
        /** The kernel however much memory there is, and what programs ask for. */
        ON,
        /** Nothing, as on a processor without large pages. */
        OFF
    }

    /** Whether the kernel image, the PFN database and the nonpaged pool behind it are mapped by large pages. */
    public boolean kernelLargePages() {
        return largePages == LargePageUse.ON || largePages == LargePageUse.BY_MEMORY && profile.largePages()
                && usedMemoryBytes() > profile.largePagesAbove();
    }

    /** Size of a large page in bytes: 4 MB, under PAE 2 MB. */
    public int largePageBytes() {
        return paging == PagingMode.PAE ? 2 << 20 : 4 << 20;
    }

    /** What GetLargePageMinimum gives: the size of a large page in bytes, 0 where programs have none. */
    public int largePageMinimum() {
        return profile.largePagesForApplications() && largePages != LargePageUse.OFF ? largePageBytes() : 0;
    }

    /** Policies of data execution prevention, as boot.ini names them. */
    public enum DepPolicy {
        /** Windows itself, and programs that say that they can do with it (the default). */
        OPT_IN(ExecuteOptions.ENABLE, ExecuteOptions.DISABLE),
        /** Every program that does not say that it cannot do with it. */
        OPT_OUT(ExecuteOptions.DISABLE, ExecuteOptions.DISABLE),
        /** Every program, whatever it says. */
        ALWAYS_ON(ExecuteOptions.DISABLE | ExecuteOptions.PERMANENT,
                ExecuteOptions.DISABLE | ExecuteOptions.PERMANENT),
        /** Nothing; the processor's no-execute bit stays off. */
        ALWAYS_OFF(0, 0);

        private final int programs;
        private final int system;

        DepPolicy(int programs, int system) {
            this.programs = programs;
            this.system = system;
        }

        /** {@link ExecuteOptions} of a process that says nothing. */
        public int programs() {
            return programs;
        }

        /** {@link ExecuteOptions} of the System process. */
        public int system() {
            return system;
        }
    }

    /** Whether pages can forbid instruction fetches: the release knows how, PAE has the bit, and the policy wants it. */
    public boolean noExecute() {
        return profile.noExecute() && paging == PagingMode.PAE && dep != DepPolicy.ALWAYS_OFF;
    }

    /** Windows XP with 64 MB of memory, no page file and two-level paging. */
    public static KernelConfiguration defaults() {
        return new KernelConfiguration(Profile.XP, DEFAULT_MEMORY, List.of(), PagingMode.X86, TWO_GIGABYTES, "",
                DepPolicy.OPT_IN, LargePageUse.BY_MEMORY, 0, "");
    }

    public KernelConfiguration withProfile(Profile value) {
        return new KernelConfiguration(value, memoryBytes, pageFiles, paging, userSpaceBytes, edition, dep,
                largePages, seed, policy);
    }

    public KernelConfiguration withMemoryBytes(long value) {
        return new KernelConfiguration(profile, value, pageFiles, paging, userSpaceBytes, edition, dep, largePages,
                seed, policy);
    }

    /** A copy with one more page file, which keeps its size. */
    public KernelConfiguration withPageFile(long bytes) {
        return withPageFile(PageFileSize.fixed(bytes));
    }

    /** A copy with one more page file. */
    public KernelConfiguration withPageFile(PageFileSize size) {
        List<PageFileSize> files = new ArrayList<>(pageFiles);
        files.add(size);
        return new KernelConfiguration(profile, memoryBytes, files, paging, userSpaceBytes, edition, dep, largePages,
                seed, policy);
    }

    public KernelConfiguration withPaging(PagingMode value) {
        return new KernelConfiguration(profile, memoryBytes, pageFiles, value, userSpaceBytes, edition, dep,
                largePages, seed, policy);
    }

    public KernelConfiguration withUserSpaceBytes(long value) {
        return new KernelConfiguration(profile, memoryBytes, pageFiles, paging, value, edition, dep, largePages,
                seed, policy);
    }

    public KernelConfiguration withEdition(String value) {
        return new KernelConfiguration(profile, memoryBytes, pageFiles, paging, userSpaceBytes, value, dep,
                largePages, seed, policy);
    }

    public KernelConfiguration withDep(DepPolicy value) {
        return new KernelConfiguration(profile, memoryBytes, pageFiles, paging, userSpaceBytes, edition, value,
                largePages, seed, policy);
    }

    public KernelConfiguration withLargePages(LargePageUse value) {
        return new KernelConfiguration(profile, memoryBytes, pageFiles, paging, userSpaceBytes, edition, dep, value,
                seed, policy);
    }

    public KernelConfiguration withSeed(long value) {
        return new KernelConfiguration(profile, memoryBytes, pageFiles, paging, userSpaceBytes, edition, dep,
                largePages, value, policy);
    }

    public KernelConfiguration withPolicy(String value) {
        return new KernelConfiguration(profile, memoryBytes, pageFiles, paging, userSpaceBytes, edition, dep,
                largePages, seed, value);
    }

    private static void require(boolean condition, String option, String message) {
        if (!condition) {
            throw new ConfigurationException(option, message);
        }
    }
}
