package org.mmscope.session.internal.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.mmscope.kernel.view.KernelImage;
import org.mmscope.kernel.view.MachineView;
import org.mmscope.kernel.view.VirtualReader;
import org.mmscope.session.inspect.Answer;
import org.mmscope.session.inspect.Arguments;
import org.mmscope.session.inspect.Lines;

/** Memory of a process in lines of 16 bytes, as the debugger's {@code d} commands show it. */
final class MemoryDump {

    private static final int LINE = 16;
    private static final int MOST = 1 << 16;
    private static final long ADDRESSES = 1L << 32;

    private final VirtualReader space;
    private final long end;

    private MemoryDump(VirtualReader space, long end) {
        this.space = space;
        this.end = end;
    }

    /** Writes one line from an address on. */
    @FunctionalInterface
    interface LineFormat {
        String line(MemoryDump dump, long va);
    }

    /**
     * The memory that the arguments PROCESS, ADDRESS and COUNT name.
     *
     * @param unit bytes of a value
     * @param usual values when no count is given
     */
    static Answer of(MachineView view, Arguments arguments, int unit, int usual, LineFormat format) {
        long va = arguments.number("ADDRESS");
        long count = arguments.optionalNumber("COUNT").orElse(usual);
        if (count < 1 || count > MOST) {
            throw arguments.refuse("COUNT", count + " values", "from 1 to " + MOST + " values");
        }
        KernelImage image = KernelImage.of(view);
        MemoryDump dump = new MemoryDump(image.space(arguments.process("PROCESS").directoryTableBase()),
                Math.min(ADDRESSES, va + count * unit));
        List<String> lines = new ArrayList<>();
        for (long at = va; at < dump.end; at += LINE) {
            lines.add(String.format("%08x  %s", at, format.line(dump, at)).stripTrailing());
        }
        return Answer.of(Lines.of(lines.toArray(String[]::new)));
    }

    /** Values of 4 bytes. */
    String words(long va) {
        StringBuilder line = new StringBuilder();
        for (long at = va; at < Math.min(end, va + LINE); at += 4) {
            line.append(space.present(at) && space.present(Math.min(at + 3, ADDRESSES - 1))
                    ? String.format("%08x ", space.read32(at)) : "???????? ");
        }
        return line.toString();
    }

    /** Bytes, then the characters that they are. */
    String bytes(long va) {
        StringBuilder line = new StringBuilder();
        StringBuilder characters = new StringBuilder();
        for (long at = va; at < va + LINE; at++) {
            if (at >= end) {
                line.append("   ");
                continue;
            }
            boolean present = space.present(at);
            int value = present ? space.read8(at) : 0;
            line.append(present ? String.format(Locale.ROOT, "%02x", value) : "??").append(at == va + 7 ? '-' : ' ');
            characters.append(present ? value >= ' ' && value < 0x7F ? (char) value : '.' : '?');
        }
        return line + " " + characters;
    }
}
