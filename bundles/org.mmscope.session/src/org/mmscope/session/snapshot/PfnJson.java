package org.mmscope.session.snapshot;

import java.io.IOException;

import org.mmscope.kernel.view.PageLocation;
import org.mmscope.kernel.view.PfnTable;

import com.fasterxml.jackson.core.JsonGenerator;

/** Writes the PFN entries of every page that is not zeroed, free or bad. */
final class PfnJson {

    private final JsonFields json;

    PfnJson(JsonFields json) {
        this.json = json;
    }

    void write(PfnTable pfns) throws IOException {
        JsonGenerator out = json.out();
        out.writeArrayFieldStart("pfns");
        for (int pfn = 0; pfn < pfns.frames(); pfn++) {
            if (listed(pfns.location(pfn))) {
                out.writeStartObject();
                entry(pfns, pfn);
                out.writeEndObject();
            }
        }
        out.writeEndArray();
    }

    static boolean listed(PageLocation location) {
        return location != PageLocation.ZEROED && location != PageLocation.FREE && location != PageLocation.BAD;
    }

    private void entry(PfnTable pfns, int pfn) throws IOException {
        json.field("pfn", pfn);
        json.field("location", JsonNames.of(pfns.location(pfn)));
        json.field("pteAddress", pfns.pteAddress(pfn));
        json.field("shareCount", pfns.shares(pfn));
        json.field("referenceCount", pfns.referenceCount(pfn));
        json.field("modified", pfns.modified(pfn));
        json.field("prototypePte", pfns.prototypePte(pfn));
        json.unsigned("originalPte", pfns.originalPte(pfn));
        json.field("pteFrame", pfns.pteFrame(pfn));
    }
}
