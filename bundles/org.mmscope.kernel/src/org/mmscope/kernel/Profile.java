package org.mmscope.kernel;

import java.util.List;

import org.mmscope.kernel.layout.StructureLayouts;
import org.mmscope.kernel.replacement.ReplacementPolicies;

/**
 * A release of Windows NT for x86: one row of behaviour, and all that the kernel asks about releases. A release is added
 * by a row. {@link #XP} has the field layouts of Windows XP SP2 and {@link #WS2003} those of Windows Server 2003 SP1.
 * {@link #NT4} and {@link #W2K} keep their structures in the XP SP2 layouts, because no public symbols of them list
 * these structures: they differ from XP in behaviour only, and a tool that knows NT 4's or Windows 2000's own layouts
 * cannot read their memory. The first edition of a row is the one that a machine has unless it names another.
 */
public enum Profile {
    NT4(row("nt4", "Windows NT 4.0", 4, 0).layouts("xpsp2").replacement(ReplacementPolicies.MODIFIED_FIFO)
            .editions(Edition.of("workstation", "Workstation", 4, false), Edition.of("server", "Server", 4, false),
                    Edition.of("enterprise", "Server, Enterprise Edition", 4, true))),
    W2K(row("w2k", "Windows 2000", 5, 0).layouts("xpsp2").replacement(ReplacementPolicies.AGEING_LRU).pae()
            .addressWindowing().largePagesAbove(127).sessionSpace(0xA0000000)
            .editions(Edition.of("professional", "Professional", 4, false), Edition.of("server", "Server", 4, false),
                    Edition.of("advanced-server", "Advanced Server", 8, true),
                    Edition.of("datacenter", "Datacenter Server", 32, true))),
    XP(row("xp", "Windows XP", 5, 1).layouts("xpsp2").replacement(ReplacementPolicies.AGEING_LRU).pae().noExecute()
            .addressWindowing().adjustableUserSpace().largePagesAbove(255).sessionSpace(0xBD000000)
            .editions(Edition.of("professional", "Professional", 4, true), Edition.of("home", "Home Edition", 4, false))),
    WS2003(row("ws2003", "Windows Server 2003", 5, 2).layouts("w03sp1").replacement(ReplacementPolicies.AGEING_LRU)
            .server().balancedVadTree().pae().noExecute().addressWindowing().adjustableUserSpace()
            .largePagesAbove(255).largePagesForApplications().sessionSpace(0xBD000000)
            .tuning(MemoryTuning.SERVER_2003)
            .editions(Edition.of("datacenter", "Datacenter Edition", 64, true),
                    Edition.of("enterprise", "Enterprise Edition", 32, true),
                    Edition.of("standard", "Standard Edition", 4, true), Edition.of("web", "Web Edition", 2, true)));

    private final Row row;

    Profile(Row row) {
        this.row = row;
    }

    private static Row row(String id, String title, int major, int minor) {
        return new Row(id, title, major, minor);
    }

    /** A row being written. */
    private static final class Row {

        private final String id;
        private final String title;
        private final int major;
        private final int minor;
        private String layouts;
        private String replacement;
        private boolean server;
        private boolean balancedVadTree;
        private boolean pae;
        private boolean noExecute;
        private boolean addressWindowing;
        private boolean adjustableUserSpace;
        private int largePagesAbove;
        private boolean largePagesForApplications;
        private int sessionSpace;
        private MemoryTuning tuning = MemoryTuning.SERVER_2003;
        private List<Edition> editions;

        Row(String id, String title, int major, int minor) {
            this.id = id;
            this.title = title;
            this.major = major;
            this.minor = minor;
        }

        Row layouts(String name) {
            layouts = name;
            return this;
        }

        Row replacement(String policy) {
            replacement = policy;
            return this;
        }

        Row server() {
            server = true;
            return this;
        }

        Row balancedVadTree() {
            balancedVadTree = true;
            return this;
        }

        Row pae() {
            pae = true;
            return this;
        }

        Row noExecute() {
            noExecute = true;
            return this;
        }

        Row addressWindowing() {
            addressWindowing = true;
            return this;
        }

        Row adjustableUserSpace() {
            adjustableUserSpace = true;
            return this;
        }

        /** Memory in MB above which the kernel maps itself by large pages. */
        Row largePagesAbove(int megabytes) {
            largePagesAbove = megabytes;
            return this;
        }

        Row largePagesForApplications() {
            largePagesForApplications = true;
            return this;
        }

        Row sessionSpace(int address) {
            sessionSpace = address;
            return this;
        }

        /** Figures of a release's own, where they are known. */
        Row tuning(MemoryTuning figures) {
            tuning = figures;
            return this;
        }

        Row editions(Edition... all) {
            editions = List.of(all);
            return this;
        }
    }

    /** The name used in scenarios and snapshots. */
    public String id() {
        return row.id;
    }

    /** The name on the box. */
    public String title() {
        return row.title;
    }

    /** Major version: 4 or 5. */
    public int majorVersion() {
        return row.major;
    }

    /** Minor version. */
    public int minorVersion() {
        return row.minor;
    }

    /** Whether it is a server's release in every edition. */
    public boolean server() {
        return row.server;
    }

    /**
     * The profile of a name.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    public static Profile of(String id) {
        for (Profile profile : values()) {
            if (profile.row.id.equals(id)) {
                return profile;
            }
        }
        throw new IllegalArgumentException("no profile named " + id);
    }

    /** The field layouts in which this release keeps its structures in memory. */
    public StructureLayouts layouts() {
        return StructureLayouts.of(row.layouts);
    }

    /** Whether VADs are kept in an AVL tree (MM_AVL_TABLE in the EPROCESS) and not in a splay tree. */
    public boolean balancedVadTree() {
        return row.balancedVadTree;
    }

    /** Id of the policy that replaces the pages of working sets, unless a machine chooses another. */
    public String replacementPolicy() {
        return row.replacement;
    }

    /** Whether the release has a kernel for PAE. */
    public boolean physicalAddressExtension() {
        return row.pae;
    }

    /** Whether the release has data execution prevention, which needs PAE. */
    public boolean noExecute() {
        return row.noExecute;
    }

    /** Whether the release has Address Windowing Extensions. */
    public boolean addressWindowing() {
        return row.addressWindowing;
    }

    /** Whether user space can have any size from 2 GB to 3 GB (/USERVA), and not only these two (/3GB). */
    public boolean adjustableUserSpace() {
        return row.adjustableUserSpace;
    }

    /** Whether the release maps its kernel by large pages where there is memory enough. */
    public boolean largePages() {
        return row.largePagesAbove != 0;
    }

    /**
     * Physical memory in bytes above which the release maps its kernel image and the PFN database by large pages: 127
     * MB and 255 MB (Windows Internals, 4th edition, chapter 7, "Large and Small Pages").
     */
    public long largePagesAbove() {
        return (long) row.largePagesAbove << 20;
    }

    /** Whether programs can have large pages (MEM_LARGE_PAGES). */
    public boolean largePagesForApplications() {
        return row.largePagesForApplications;
    }

    /** First address of session space where user space has 2 GB; 0 in a release without it. */
    public int sessionSpace() {
        return row.sessionSpace;
    }

    /** The figures by which the memory manager decides when to trim, write and zero. */
    public MemoryTuning tuning() {
        return row.tuning;
    }

    /** The editions, the usual one first. */
    public List<Edition> editions() {
        return row.editions;
    }
}
