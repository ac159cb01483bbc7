package org.mmscope.session.snapshot;

import java.io.IOException;
import java.util.Map;

import org.mmscope.kernel.view.PageLocation;

/** Reads PFN entries into a table. */
final class PfnJsonReader {

    private static final Map<String, PageLocation> LOCATIONS = JsonNames.table(PageLocation.class, JsonNames::of);

    private final JsonCursor json;
    private final ListedPfnTable table;

    PfnJsonReader(JsonCursor json, ListedPfnTable table) {
        this.json = json;
        this.table = table;
    }

    ListedPfnTable read() throws IOException {
        json.each(this::entry);
        return table;
    }

    private Void entry() throws IOException {
        JsonObject entry = json.object(Map.of(), "pfn", "location", "pteAddress", "shareCount", "referenceCount",
                "modified", "prototypePte", "originalPte", "pteFrame");
        int pfn = entry.integer("pfn");
        if (pfn <= table.lastListed()) {
            throw entry.damaged("frame " + pfn + " out of order");
        }
        PageLocation location = entry.oneOf("location", LOCATIONS);
        if (!PfnJson.listed(location)) {
            throw entry.damaged("frame " + pfn + " is listed as " + location.label());
        }
        table.add(pfn, location, entry.bool("modified"), entry.bool("prototypePte"), new long[] {
                entry.unsigned32("pteAddress"), entry.number("shareCount"), entry.integer("referenceCount"),
                entry.bits("originalPte"), entry.integer("pteFrame") });
        return null;
    }
}
