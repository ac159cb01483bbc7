package org.mmscope.session.internal.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.mmscope.kernel.view.KernelImage;
import org.mmscope.kernel.view.MachineView;
import org.mmscope.kernel.view.ProcessView;
import org.mmscope.kernel.view.ThreadView;
import org.mmscope.kernel.view.WorkingSetView;
import org.mmscope.session.inspect.Answer;
import org.mmscope.session.inspect.Argument;
import org.mmscope.session.inspect.ArgumentKind;
import org.mmscope.session.inspect.Arguments;
import org.mmscope.session.inspect.Field;
import org.mmscope.session.inspect.Fields;
import org.mmscope.session.inspect.Inspection;
import org.mmscope.session.inspect.Inspector;
import org.mmscope.session.inspect.Part;
import org.mmscope.session.inspect.Value;

/** {@code !process}: all processes in brief, or one with its threads. */
@Inspection(name = "process", debugger = true, help = "all processes in brief, or one with its memory and threads",
        arguments = @Argument(name = "PROCESS", kind = ArgumentKind.PROCESS, optional = true))
final class ProcessInspector implements Inspector {

    @Override
    public Answer inspect(MachineView view, Arguments arguments) {
        KernelImage image = view.memory().size() == 0 ? null : KernelImage.of(view);
        Optional<ProcessView> one = arguments.optionalProcess("PROCESS");
        if (one.isPresent()) {
            return new Answer(one(view, image, one.get()));
        }
        List<Part> parts = new ArrayList<>();
        view.processes().forEach(process -> parts.add(head(image, process).build()));
        return new Answer(parts);
    }

    private static List<Part> one(MachineView view, KernelImage image, ProcessView process) {
        List<Part> parts = new ArrayList<>();
        parts.add(whole(head(image, process), image, process).build());
        view.threads(process).forEach(thread -> parts.add(thread(process, thread)));
        return parts;
    }

    private static Part thread(ProcessView process, ThreadView thread) {
        return Fields.titled(String.format("THREAD %08x", thread.address()))
                .line(Field.of("Cid", Value.text(String.format("%04x.%04x", process.pid(), thread.threadId()))),
                        Field.of("Teb:", Value.pointer(thread.teb())),
                        Field.of("State", Value.text(thread.state().label())))
                .line(Field.of("Stack Init", Value.address(thread.initialStack())),
                        Field.of("Current", Value.address(thread.kernelStack())),
                        Field.of("Limit", Value.address(thread.kernelStackLimit())),
                        Field.of("Resident", Value.flag(thread.kernelStackResident())))
                .line(Field.of("User stack base", Value.pointer(thread.stackBase())),
                        Field.of("User stack limit", Value.pointer(thread.stackLimit())),
                        Field.of("Reserved from", Value.pointer(thread.deallocationStack())))
                .line(Field.of("Priority", Value.count(thread.priority())),
                        Field.of("BasePriority", Value.count(thread.basePriority())))
                .build();
    }

    private static Fields.Builder head(KernelImage image, ProcessView process) {
        Value table = eprocess(image, process, "ObjectTable");
        return Fields.titled(process.address() == 0 ? "PROCESS" : String.format("PROCESS %08x", process.address()))
                .line(Field.of("Cid:", id(process.pid())), Field.of("Peb:", eprocess(image, process, "Peb")),
                        Field.of("ParentCid:", parent(image, process)))
                .line(Field.of("DirBase:", Value.physical(process.directoryTableBase())),
                        Field.of("ObjectTable:", table), Field.of("HandleCount:", handles(image, table)))
                .line("Image:", Value.process(process));
    }

    private static Fields.Builder whole(Fields.Builder fields, KernelImage image, ProcessView process) {
        WorkingSetView set = process.workingSet();
        return fields
                .line(Field.of("VadRoot", Value.pointer(process.vadRoot())),
                        Field.of("Vads", Value.count(process.vads().size())),
                        Field.of("Private", Value.count(process.privatePages())))
                .line(Field.of("Clone", number(image, process, "CloneRoot")),
                        Field.of("Modified", number(image, process, "ModifiedPageCount")),
                        Field.of("Locked", number(image, process, "NumberOfLockedPages")))
                .line(Field.of("Working Set Sizes now", Value.count(set.size())),
                        Field.of("min", Value.count(set.minimum())), Field.of("max", Value.count(set.maximum())))
                .line("PeakWorkingSetSize", Value.count(set.peak()))
                .line("VirtualSize", kilobytes(process.virtualSize()))
                .line("PeakVirtualSize", image == null ? Value.none()
                        : kilobytes(image.field("EPROCESS", "PeakVirtualSize", process.address())))
                .line("PageFaultCount", Value.count(process.pageFaults()))
                .line("HardFaultCount", Value.count(process.hardFaults()))
                .line("BasePriority", number(image, process, "Pcb.BasePriority"))
                .line("CommitCharge", Value.count(process.commitCharge()));
    }

    /** Bytes that are whole pages; shown in kilobytes. */
    private static Value kilobytes(long bytes) {
        return new Value(Value.Kind.NUMBER, bytes, bytes / 1024 + " Kb");
    }

    private static Value id(long id) {
        return new Value(Value.Kind.NUMBER, id, String.format("%04x", id));
    }

    private static Value parent(KernelImage image, ProcessView process) {
        return image == null ? Value.none()
                : id(image.field("EPROCESS", "InheritedFromUniqueProcessId", process.address()));
    }

    private static Value eprocess(KernelImage image, ProcessView process, String field) {
        return image == null ? Value.none() : Value.pointer(image.field("EPROCESS", field, process.address()));
    }

    private static Value number(KernelImage image, ProcessView process, String field) {
        return image == null ? Value.none() : Value.hex(image.field("EPROCESS", field, process.address()));
    }

    private static Value handles(KernelImage image, Value table) {
        return table.kind() != Value.Kind.ADDRESS ? Value.none()
                : Value.count(image.field("HANDLE_TABLE", "HandleCount", table.number()));
    }
}
