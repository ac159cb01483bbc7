package org.mmscope.kernel.cache;

import org.mmscope.kernel.layout.StructureLayout;
import org.mmscope.kernel.layout.StructureLayouts;

/** Offsets in VACB, SHARED_CACHE_MAP and PRIVATE_CACHE_MAP, in bytes. */
final class CacheLayout {

    /** CACHE_NTC_SHARED_CACHE_MAP and CACHE_NTC_PRIVATE_CACHE_MAP, the NodeTypeCodes. */
    static final int SHARED_CACHE_MAP = 0x2FF;
    static final int PRIVATE_CACHE_MAP = 0x2FE;

    final int vacbSize;
    final int baseAddress;
    final int vacbMap;
    final int fileOffset;
    final int activeCount;
    final int lruList;
    final int mapSize;
    final int openCount;
    final int fileSize;
    final int bcbList;
    final int sectionSize;
    final int validDataLength;
    final int initialVacbs;
    final int vacbs;
    final int mapFileObject;
    final int vacbActiveCount;
    final int dirtyPages;
    final int mapLinks;
    final int section;
    final int privateList;
    final int embeddedPrivate;
    final int privateSize;
    final int privateFileObject;
    final int privateLinks;

    CacheLayout(StructureLayouts layouts) {
        StructureLayout vacb = layouts.structure("VACB");
        vacbSize = vacb.size();
        baseAddress = vacb.offset("BaseAddress");
        vacbMap = vacb.offset("SharedCacheMap");
        fileOffset = vacb.offset("Overlay.FileOffset");
        activeCount = vacb.offset("Overlay.ActiveCount");
        lruList = vacb.offset("LruList");
        StructureLayout map = layouts.structure("SHARED_CACHE_MAP");
        mapSize = map.size();
        openCount = map.offset("OpenCount");
        fileSize = map.offset("FileSize");
        bcbList = map.offset("BcbList");
        sectionSize = map.offset("SectionSize");
        validDataLength = map.offset("ValidDataLength");
        initialVacbs = map.offset("InitialVacbs");
        vacbs = map.offset("Vacbs");
        mapFileObject = map.offset("FileObject");
        vacbActiveCount = map.offset("VacbActiveCount");
        dirtyPages = map.offset("DirtyPages");
        mapLinks = map.offset("SharedCacheMapLinks");
        section = map.offset("Section");
        privateList = map.offset("PrivateList");
        embeddedPrivate = map.offset("PrivateCacheMap");
        StructureLayout own = layouts.structure("PRIVATE_CACHE_MAP");
        privateSize = own.size();
        privateFileObject = own.offset("FileObject");
        privateLinks = own.offset("PrivateLinks");
    }
}
