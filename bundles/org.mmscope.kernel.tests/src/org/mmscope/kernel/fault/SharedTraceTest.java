package org.mmscope.kernel.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.mmscope.kernel.Machines;
import org.mmscope.kernel.MemoryConstants;
import org.mmscope.kernel.NtStatus;
import org.mmscope.kernel.ProcessOptions;
import org.mmscope.kernel.Profile;
import org.mmscope.kernel.event.FaultStep;
import org.mmscope.kernel.event.FaultStep.Decision;
import org.mmscope.kernel.event.FaultStep.Kind;
import org.mmscope.kernel.image.ImageFiles;
import org.mmscope.kernel.image.PeWriter;
import org.mmscope.kernel.process.EProcess;

/** Every step of faults on the pages of an image and on those that a fork has made common. */
class SharedTraceTest extends TracedFaults {

    private static final int PAGE = 4096;
    private static final int CODE = BASE + 0x1000;
    private static final int DATA = BASE + 0x4000;
    private static final int EXECUTE_READ = 3;
    private static final int WRITECOPY = 5;

    SharedTraceTest() {
        super(Machines.boot(Profile.XP, 16, 16));
    }

    private void mapImage() {
        ImageFiles.add(kernel, "C:\\a.dll", PeWriter.usual(BASE, 1).write());
        Machines.map(kernel, process, ImageFiles.section(kernel, process, "C:\\a.dll"), 0,
                MemoryConstants.PAGE_READWRITE);
    }

    /** Virtual address of the prototype PTE of a page of the image. */
    private long prototype(int va) {
        return vad(va).firstPrototypePte() + (va - BASE >>> 12) * 4;
    }

    /**
     * The steps of a fault on the first page of a section of two pages, both of which are only in the file.
     *
     * @param section index of the subsection
     * @param sector where the section begins in the file
     * @param template the prototype PTE as it was
     * @param valid low bits of the prototype PTE when it is valid
     */
    private FaultSteps imagePage(FaultSteps steps, int va, int section, int sector, long template, int protection,
            int valid) {
        long subsection = kernel.view().controlAreas().getFirst().subsections().get(section).address();
        long file = kernel.view().controlAreas().getFirst().fileObject();
        long prototype = prototype(va);
        int pfn = (int) (read32(prototype) >>> 12);
        int next = (int) (read32(prototype + 4) >>> 12);
        return vadRead(steps, va, Decision.MAPPED_VIEW)
                .step(Kind.PROTOTYPE_PTE_READ, prototype, template, Decision.IN_FILE)
                .step(Kind.PROTECTION_CHECKED, 0, protection, Decision.ALLOWED)
                .step(Kind.PAGE_ALLOCATED, mmpfn(pfn), pfn, Decision.FROM_FREE_LIST)
                .step(Kind.SUBSECTION_READ, subsection, sector, Decision.IN_FILE)
                .step(Kind.PTE_WRITTEN, prototype, pfn << 12 | 0x800 | protection << 5)
                .step(Kind.READ_ISSUED, file, sector * 512)
                .step(Kind.PAGE_ALLOCATED, mmpfn(next), next, Decision.FROM_FREE_LIST)
                .step(Kind.PTE_WRITTEN, prototype + 4, next << 12 | 0x800 | protection << 5)
                .step(Kind.READ_COMPLETED, mmpfn(pfn), pfn)
                .step(Kind.PTE_WRITTEN, prototype, pfn << 12 | valid);
    }

    @Test
    void codeOfAnImage() {
        mapImage();
        load(BASE);
        long template = read32(prototype(CODE));
        List<FaultStep> told = load(CODE);
        FaultSteps steps = imagePage(begun(CODE, READ, 0, Decision.LOOK_IN_VAD), CODE, 1, 2, template, EXECUTE_READ,
                0x121);
        mapped(steps, CODE, pfn() << 12 | 0x025, pfn(), 0).assertAre(told);
    }

    /** A store brings the page of the file first and then copies it, in one fault. */
    @Test
    void storeToTheDataOfAnImage() {
        mapImage();
        load(BASE);
        long template = read32(prototype(DATA));
        List<FaultStep> told = store(DATA);
        int shared = kernel.faults().getFirst().pfn();
        int copy = pfn();
        long prototype = prototype(DATA);
        FaultSteps steps = imagePage(begun(DATA, WRITE, 0, Decision.LOOK_IN_VAD), DATA, 3, 0x10, template, WRITECOPY,
                0x321);
        steps.step(Kind.PTE_WRITTEN, pteAddress(DATA), shared << 12 | 0x225)
                .step(Kind.WORKING_SET_ENTRY_ADDED, wsleAddress(DATA), DATA | 0x201)
                .step(Kind.PTE_READ, pteAddress(DATA), shared << 12 | 0x225, Decision.COPY_ON_WRITE)
                .step(Kind.PAGE_ALLOCATED, mmpfn(copy), copy, Decision.FROM_FREE_LIST)
                .step(Kind.PAGE_COPIED, mmpfn(shared), copy)
                .step(Kind.PTE_WRITTEN, pteAddress(DATA), copy << 12 | 0x867)
                .step(Kind.PTE_WRITTEN, prototype, shared << 12 | 0x8A0)
                .step(Kind.RESOLVED, mmpfn(copy), copy).assertAre(told);
    }

    private EProcess fork() {
        EProcess[] child = new EProcess[1];
        assertEquals(NtStatus.SUCCESS, kernel.processes().fork(process,
                ProcessOptions.named("B").withParent(process.processId()), child));
        kernel.beginCall();
        return child[0];
    }

    @Test
    void forkedPageIsSharedThenCopied() {
        Machines.commit(kernel, process, BASE, 16 * PAGE, MemoryConstants.PAGE_READWRITE);
        store(BASE);
        int shared = pfn();
        EProcess parent = process;
        process = fork();
        long pte = read32InProcess((int) PTE) & 0xFFFFFFFFL;
        List<FaultStep> told = load(BASE);
        FaultSteps steps = begun(BASE, READ, pte, Decision.FOLLOW_PROTOTYPE)
                .step(Kind.PROTOTYPE_PTE_READ, prototypeNamedBy(pte), shared << 12 | 0x321, Decision.VALID)
                .step(Kind.PROTECTION_CHECKED, 0, WRITECOPY, Decision.ALLOWED)
                .step(Kind.PFN_READ, mmpfn(shared), 0x11609, Decision.ACTIVE);
        mapped(steps, BASE, shared << 12 | 0x225, shared, 0).assertAre(told);
        told = store(BASE);
        copied(shared).step(Kind.RESOLVED, mmpfn(pfn()), pfn()).assertAre(told);
        process = parent;
        told = store(BASE);
        copied(shared).step(Kind.PTE_WRITTEN, prototypeNamedBy(pte), shared << 12 | 0x8A0)
                .step(Kind.RESOLVED, mmpfn(pfn()), pfn()).assertAre(told);
    }

    /** MiPteToProto: the 28 bits of an offset in 4 bytes from the beginning of paged pool. */
    private static long prototypeNamedBy(long pte) {
        return 0xE1000000L + ((pte >>> 11) << 9) + ((pte & 0xFF) << 1);
    }

    /** The steps of a store to the page that is still valid, as far as the copy. */
    private FaultSteps copied(int shared) {
        int copy = pfn();
        return begun(BASE, WRITE, shared << 12 | 0x225, Decision.COPY_ON_WRITE)
                .step(Kind.PAGE_ALLOCATED, mmpfn(copy), copy, Decision.FROM_FREE_LIST)
                .step(Kind.PAGE_COPIED, mmpfn(shared), copy)
                .step(Kind.PTE_WRITTEN, PTE, copy << 12 | 0x867);
    }
}
