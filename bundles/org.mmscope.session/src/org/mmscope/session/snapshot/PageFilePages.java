package org.mmscope.session.snapshot;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

import org.mmscope.kernel.view.KernelImage;
import org.mmscope.kernel.view.MachineView;
import org.mmscope.kernel.view.PageFileContents;
import org.mmscope.kernel.view.PageTables;
import org.mmscope.kernel.view.PteKind;
import org.mmscope.machine.PhysicalReader;

/**
 * The pages of paged pool that are in page files and in no frame, which a native snapshot keeps beside the memory: a
 * page is its page file's number, its slot and its bytes.
 */
public final class PageFilePages {

    /** Name of the state chunk. */
    public static final String CHUNK = "page-files";

    private static final int PAGE = PhysicalReader.FRAME_SIZE;

    private PageFilePages() {
    }

    /** The pages of a machine by file and slot, as far as they are known, in the order of their addresses. */
    private static Map<Slot, byte[]> of(MachineView view) {
        KernelImage image = KernelImage.of(view);
        PageTables tables = image.tables((long) view.machine().systemPageDirectory() * PAGE);
        Map<Slot, byte[]> pages = new LinkedHashMap<>();
        tables.scan(image.global("MmPagedPoolStart"), image.global("MmPagedPoolEnd") - 1, (va, entry, raw, large) -> {
            if (!large && tables.format().kind(raw) == PteKind.PAGE_FILE) {
                Slot slot = new Slot(tables.format().pageFile(raw), tables.format().pageFileOffset(raw));
                byte[] bytes = view.pageFileContents().page(slot.file, slot.number);
                if (bytes != null) {
                    pages.put(slot, bytes);
                }
            }
        });
        return pages;
    }

    /** Puts the chunk among those of a snapshot, or takes it out when no page is in a page file. */
    public static void put(MachineView view, Map<String, StateChunk> state) {
        state.remove(CHUNK);
        Map<Slot, byte[]> pages = view.pageFileContents() == PageFileContents.UNKNOWN ? Map.of() : of(view);
        if (!pages.isEmpty()) {
            state.put(CHUNK, out -> {
                DataOutputStream data = new DataOutputStream(out);
                for (Map.Entry<Slot, byte[]> page : pages.entrySet()) {
                    data.writeInt(page.getKey().file);
                    data.writeLong(page.getKey().number);
                    data.write(page.getValue(), 0, PAGE);
                }
                data.flush();
            });
        }
    }

    /**
     * The page files that a chunk tells of.
     *
     * @throws SnapshotFormatException if it ends within a page
     */
    static PageFileContents read(byte[] chunk) throws SnapshotFormatException {
        Map<Slot, byte[]> pages = new HashMap<>();
        DataInputStream data = new DataInputStream(new ByteArrayInputStream(chunk));
        int left = chunk.length;
        try {
            for (; left > 0; left -= Integer.BYTES + Long.BYTES + PAGE) {
                Slot slot = new Slot(data.readInt(), data.readLong());
                byte[] bytes = new byte[PAGE];
                data.readFully(bytes);
                pages.put(slot, bytes);
            }
        } catch (EOFException e) {
            throw new SnapshotFormatException(CHUNK + " chunk ends within a page,", chunk.length - (long) left);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return (file, slot) -> pages.get(new Slot(file, slot));
    }

    /** A page of a page file. */
    private record Slot(int file, long number) {
    }
}
