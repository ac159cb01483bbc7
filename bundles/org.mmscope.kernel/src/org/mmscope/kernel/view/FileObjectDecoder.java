package org.mmscope.kernel.view;

import java.util.ArrayList;
import java.util.List;

/** Decodes FILE_OBJECT structures. */
final class FileObjectDecoder {

    private static final String DRIVE = "C:";
    /** FileSize in the FSRTL_COMMON_FCB_HEADER that FsContext points at. */
    private static final int FCB_FILE_SIZE = 0x18;

    private final KernelImage image;

    FileObjectDecoder(KernelImage image) {
        this.image = image;
    }

    /** The file objects at addresses, which are in order. */
    List<FileObjectView> fileObjects(List<Long> addresses) {
        List<FileObjectView> files = new ArrayList<>();
        for (long address : addresses) {
            files.add(fileObject(address));
        }
        return List.copyOf(files);
    }

    private FileObjectView fileObject(long address) {
        long pointers = get("SectionObjectPointer", address);
        return new FileObjectView(address, path(address), size(address), pointer(pointers, "DataSectionObject"),
                pointer(pointers, "ImageSectionObject"), pointer(pointers, "SharedCacheMap") != 0);
    }

    private String path(long address) {
        String name = image.system().unicodeString(address + image.structure("FILE_OBJECT").offset("FileName"));
        return name.startsWith("\\") ? DRIVE + name : name;
    }

    private long size(long address) {
        long context = get("FsContext", address);
        long size = context == 0 ? 0 : image.system().read64(context + FCB_FILE_SIZE);
        if (size < 0) {
            throw new DamagedImageException("file of a negative size", context);
        }
        return size;
    }

    private long pointer(long pointers, String field) {
        return pointers == 0 ? 0 : image.field("SECTION_OBJECT_POINTERS", field, pointers);
    }

    private long get(String field, long address) {
        return image.field("FILE_OBJECT", field, address);
    }
}
