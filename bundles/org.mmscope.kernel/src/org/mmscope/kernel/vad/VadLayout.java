package org.mmscope.kernel.vad;

import org.mmscope.kernel.layout.FieldLayout;
import org.mmscope.kernel.layout.StructureLayout;
import org.mmscope.kernel.layout.StructureLayouts;

/** Fields of MMVAD_SHORT and MMVAD. */
public final class VadLayout {

    public final int shortSize;
    public final int fullSize;
    public final int startingVpn;
    public final int endingVpn;
    public final int parent;
    public final int leftChild;
    public final int rightChild;
    public final int flags;
    public final int flags2;
    public final int controlArea;
    public final int firstPrototypePte;
    public final int lastContiguousPte;
    public final FieldLayout commitCharge;
    public final FieldLayout protection;
    public final FieldLayout privateMemory;
    public final FieldLayout memCommit;
    public final FieldLayout noChange;
    /** ImageMap, in 2003 the value 2 of VadType. */
    public final FieldLayout image;
    public final int imageValue;
    /** UserPhysicalPages, in 2003 the value 3 of VadType (VadAwe). */
    public final FieldLayout physical;
    public final int physicalValue;
    /** LargePages, in 2003 the value 5 of VadType (VadLargePages). */
    public final FieldLayout large;
    public final int largeValue;
    public final FieldLayout fileOffset;
    public final FieldLayout copyOnWrite;

    public VadLayout(StructureLayouts layouts) {
        StructureLayout vad = layouts.structure("MMVAD");
        shortSize = layouts.structure("MMVAD_SHORT").size();
        fullSize = vad.size();
        startingVpn = vad.offset("StartingVpn");
        endingVpn = vad.offset("EndingVpn");
        parent = vad.has("Parent") ? vad.offset("Parent") : vad.offset("u1.Parent");
        leftChild = vad.offset("LeftChild");
        rightChild = vad.offset("RightChild");
        flags = vad.offset("u");
        flags2 = vad.offset("u2");
        controlArea = vad.offset("ControlArea");
        firstPrototypePte = vad.offset("FirstPrototypePte");
        lastContiguousPte = vad.offset("LastContiguousPte");
        commitCharge = vad.field("u.VadFlags.CommitCharge");
        protection = vad.field("u.VadFlags.Protection");
        privateMemory = vad.field("u.VadFlags.PrivateMemory");
        memCommit = vad.field("u.VadFlags.MemCommit");
        noChange = vad.field("u.VadFlags.NoChange");
        boolean typed = layouts.structure("MMVAD_FLAGS").has("VadType");
        image = vad.field(typed ? "u.VadFlags.VadType" : "u.VadFlags.ImageMap");
        imageValue = typed ? 2 : 1;
        physical = vad.field(typed ? "u.VadFlags.VadType" : "u.VadFlags.UserPhysicalPages");
        physicalValue = typed ? 3 : 1;
        large = vad.field(typed ? "u.VadFlags.VadType" : "u.VadFlags.LargePages");
        largeValue = typed ? 5 : 1;
        fileOffset = vad.field("u2.VadFlags2.FileOffset");
        copyOnWrite = vad.field("u2.VadFlags2.CopyOnWrite");
    }
}
