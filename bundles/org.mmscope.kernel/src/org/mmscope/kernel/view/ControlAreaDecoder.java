package org.mmscope.kernel.view;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Decodes CONTROL_AREA and SUBSECTION structures. */
final class ControlAreaDecoder {

    private final KernelImage image;
    private final int limit;

    ControlAreaDecoder(KernelImage image) {
        this.image = image;
        this.limit = (int) Math.min(Integer.MAX_VALUE, image.memory().size() / image.structure("SUBSECTION").size());
    }

    /** The control areas at addresses, which are in order. */
    List<ControlAreaView> controlAreas(List<Long> addresses) {
        List<ControlAreaView> areas = new ArrayList<>();
        for (long address : addresses) {
            areas.add(controlArea(address));
        }
        return List.copyOf(areas);
    }

    private ControlAreaView controlArea(long address) {
        return new ControlAreaView(address, kind(address), get("Segment", address), get("FilePointer", address),
                get("NumberOfMappedViews", address), get("NumberOfUserReferences", address),
                get("NumberOfSectionReferences", address), get("NumberOfPfnReferences", address),
                subsections(address));
    }

    private ControlAreaView.Kind kind(long address) {
        if (get("u.Flags.Image", address) != 0) {
            return ControlAreaView.Kind.IMAGE;
        }
        return get("FilePointer", address) == 0 ? ControlAreaView.Kind.PAGEFILE : ControlAreaView.Kind.DATA;
    }

    /** The first subsection lies directly behind the control area. */
    private List<SubsectionView> subsections(long address) {
        String structure = get("u.Flags.GlobalOnlyPerSession", address) != 0 || get("u.Flags.Rom", address) != 0
                ? "LARGE_CONTROL_AREA" : "CONTROL_AREA";
        List<SubsectionView> subsections = new ArrayList<>();
        Set<Long> seen = new HashSet<>();
        long next = address + image.structure(structure).size();
        while (next != 0) {
            if (!seen.add(next) || seen.size() > limit) {
                throw new DamagedImageException("subsections without an end", next);
            }
            if (subsection("ControlArea", next) != address) {
                throw new DamagedImageException("subsection of another control area", next);
            }
            subsections.add(subsection(next));
            next = subsection("NextSubsection", next);
        }
        return List.copyOf(subsections);
    }

    private SubsectionView subsection(long address) {
        return new SubsectionView(address, subsection("StartingSector", address),
                subsection("NumberOfFullSectors", address), subsection("PtesInSubsection", address),
                subsection("UnusedPtes", address), subsection("SubsectionBase", address),
                PageProtection.name((int) subsection("u.SubsectionFlags.Protection", address)));
    }

    private long subsection(String field, long address) {
        return image.field("SUBSECTION", field, address);
    }

    private long get(String field, long address) {
        return image.field("CONTROL_AREA", field, address);
    }
}
