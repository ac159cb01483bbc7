package org.mmscope.session.internal.inspect;

import java.util.OptionalLong;

import org.mmscope.kernel.view.DamagedImageException;
import org.mmscope.kernel.view.FileObjectView;
import org.mmscope.kernel.view.KernelImage;
import org.mmscope.kernel.view.MachineView;
import org.mmscope.session.inspect.Answer;
import org.mmscope.session.inspect.Argument;
import org.mmscope.session.inspect.ArgumentKind;
import org.mmscope.session.inspect.Arguments;
import org.mmscope.session.inspect.Field;
import org.mmscope.session.inspect.Fields;
import org.mmscope.session.inspect.Inspection;
import org.mmscope.session.inspect.Inspector;
import org.mmscope.session.inspect.Table;
import org.mmscope.session.inspect.Value;

/** {@code !handle}: the open handles of a process, or one of them. */
@Inspection(name = "handle", debugger = true, needsMemory = true,
        help = "the open handles of a process, or one of them, with their objects", arguments = {
            @Argument(name = "PROCESS", kind = ArgumentKind.PROCESS),
            @Argument(name = "HANDLE", kind = ArgumentKind.NUMBER, optional = true) })
final class HandleInspector implements Inspector {

    private static final int STEP = 4;
    private static final int ENTRIES = 512;
    private static final int ENTRY = 8;
    private static final int MOST = 1 << 24;
    private static final long POINTER = 0xFFFF_FFF8L;

    @Override
    public Answer inspect(MachineView view, Arguments arguments) {
        KernelImage image = KernelImage.of(view);
        long handles = image.field("EPROCESS", "ObjectTable", arguments.process("PROCESS").address());
        if (handles == 0) {
            return Answer.of(Fields.titled("No handle table").build());
        }
        long end = image.field("HANDLE_TABLE", "NextHandleNeedingPool", handles);
        if (end > MOST) {
            throw new DamagedImageException("handles up to " + end, handles);
        }
        OptionalLong one = arguments.optionalNumber("HANDLE");
        Table.Builder table = Table.titled(null).columns("Handle", "Object", "GrantedAccess", "Type", "HandleCount",
                "PointerCount", "Name");
        for (long handle = STEP; handle < end; handle += STEP) {
            long entry = entry(image, handles, handle);
            long object = image.system().read32(entry) & POINTER;
            if (object != 0 && (one.isEmpty() || one.getAsLong() == handle)) {
                row(table, view, image, handle, object, image.system().read32(entry + 4));
            }
        }
        return Answer.of(Fields.titled(null).line(Field.of("Handle table at", Value.address(handles)),
                Field.of("entries in use", Value.count(image.field("HANDLE_TABLE", "HandleCount", handles)))).build(),
                table.build());
    }

    /** Where an entry lies: in the table's page, or in one of the pages that the table's page names. */
    private static long entry(KernelImage image, long table, long handle) {
        long code = image.field("HANDLE_TABLE", "TableCode", table);
        long index = handle / STEP;
        long page = code & -STEP;
        if ((code & STEP - 1) == 1) {
            page = image.system().read32(page + index / ENTRIES * 4);
        }
        return page + index % ENTRIES * ENTRY;
    }

    private static void row(Table.Builder table, MachineView view, KernelImage image, long handle, long header,
            long access) {
        long body = header + image.structure("OBJECT_HEADER").offset("Body");
        long type = image.field("OBJECT_HEADER", "Type", header);
        table.row(Value.hex(handle), Value.address(body), Value.hex(access),
                Value.text(image.system().unicodeString(type + image.structure("OBJECT_TYPE").offset("Name"))),
                Value.count(image.field("OBJECT_HEADER", "HandleCount", header)),
                Value.count(image.field("OBJECT_HEADER", "PointerCount", header)),
                Value.text(name(view, image, header, body)));
    }

    private static String name(MachineView view, KernelImage image, long header, long body) {
        long offset = image.field("OBJECT_HEADER", "NameInfoOffset", header);
        if (offset != 0) {
            return image.system().unicodeString(
                    header - offset + image.structure("OBJECT_HEADER_NAME_INFO").offset("Name"));
        }
        return view.fileObjects().stream().filter(file -> file.address() == body).map(FileObjectView::path)
                .findFirst().orElse("");
    }
}
