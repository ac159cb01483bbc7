package org.mmscope.kernel.section;

import org.mmscope.kernel.layout.FieldLayout;
import org.mmscope.kernel.layout.StructureLayout;
import org.mmscope.kernel.layout.StructureLayouts;

/** Offsets in SECTION, CONTROL_AREA, SEGMENT and SUBSECTION, in bytes. */
final class SectionLayout {

    /** SECTION: the public part, then SizeOfSection, flags (MMSECTION_FLAGS) and InitialPageProtection. */
    static final int SECTION_SIZE = 0x28;
    static final int SIZE_OF_SECTION = 0x18;
    static final int SECTION_FLAGS = 0x20;
    static final int SECTION_PROTECTION = 0x24;

    final int sectionSegment;
    final int controlAreaSize;
    final int areaSegment;
    final int dereferenceList;
    final int sectionReferences;
    final int pfnReferences;
    final int mappedViews;
    final int userReferences;
    final int systemCacheViews;
    /** Whether that count has 16 bits. */
    final boolean fewSystemCacheViews;
    final int subsectionCount;
    final int areaFlags;
    final int filePointer;
    final FieldLayout file;
    final FieldLayout image;
    final FieldLayout based;
    final FieldLayout userReference;
    final FieldLayout reserve;
    final FieldLayout commit;
    final FieldLayout noCache;
    final FieldLayout beingPurged;
    final FieldLayout wasPurged;
    final int segmentSize;
    final int segmentArea;
    final int totalPtes;
    final int nonExtendedPtes;
    final int sizeOfSegment;
    final int pteTemplate;
    final int committedPages;
    final int segmentPrototypePte;
    final int creatingProcess;
    final int imageCommitment;
    final int basedAddress;
    final int subsectionSize;
    final int subsectionArea;
    final FieldLayout subsectionProtection;
    final FieldLayout sectorEndOffset;
    final int startingSector;
    final int fullSectors;
    final int subsectionBase;
    final int unusedPtes;
    final int ptes;
    final int next;

    SectionLayout(StructureLayouts layouts) {
        sectionSegment = layouts.structure("SECTION_OBJECT").offset("Segment");
        StructureLayout area = layouts.structure("CONTROL_AREA");
        controlAreaSize = area.size();
        areaSegment = area.offset("Segment");
        dereferenceList = area.offset("DereferenceList");
        sectionReferences = area.offset("NumberOfSectionReferences");
        pfnReferences = area.offset("NumberOfPfnReferences");
        mappedViews = area.offset("NumberOfMappedViews");
        userReferences = area.offset("NumberOfUserReferences");
        systemCacheViews = area.offset("NumberOfSystemCacheViews");
        fewSystemCacheViews = area.field("NumberOfSystemCacheViews").type().equals("unsigned short");
        subsectionCount = area.has("NumberOfSubsections") ? area.offset("NumberOfSubsections") : -1;
        areaFlags = area.offset("u.LongFlags");
        filePointer = area.offset("FilePointer");
        file = area.field("u.Flags.File");
        image = area.field("u.Flags.Image");
        based = layouts.structure("MMSECTION_FLAGS").field("Based");
        userReference = layouts.structure("MMSECTION_FLAGS").field("UserReference");
        reserve = area.field("u.Flags.Reserve");
        commit = area.field("u.Flags.Commit");
        noCache = area.field("u.Flags.NoCache");
        beingPurged = area.field("u.Flags.BeingPurged");
        wasPurged = area.field("u.Flags.WasPurged");
        StructureLayout segment = layouts.structure("SEGMENT");
        segmentSize = segment.size();
        segmentArea = segment.offset("ControlArea");
        totalPtes = segment.offset("TotalNumberOfPtes");
        nonExtendedPtes = segment.offset("NonExtendedPtes");
        sizeOfSegment = segment.offset("SizeOfSegment");
        pteTemplate = segment.offset("SegmentPteTemplate");
        committedPages = segment.offset("NumberOfCommittedPages");
        segmentPrototypePte = segment.offset("PrototypePte");
        creatingProcess = segment.offset("u1.CreatingProcess");
        imageCommitment = segment.offset("u1.ImageCommitment");
        basedAddress = segment.offset("BasedAddress");
        StructureLayout subsection = layouts.structure("SUBSECTION");
        subsectionSize = subsection.size();
        subsectionArea = subsection.offset("ControlArea");
        subsectionProtection = subsection.field("u.SubsectionFlags.Protection");
        sectorEndOffset = subsection.field("u.SubsectionFlags.SectorEndOffset");
        startingSector = subsection.offset("StartingSector");
        fullSectors = subsection.offset("NumberOfFullSectors");
        subsectionBase = subsection.offset("SubsectionBase");
        unusedPtes = subsection.offset("UnusedPtes");
        ptes = subsection.offset("PtesInSubsection");
        next = subsection.offset("NextSubsection");
    }
}
