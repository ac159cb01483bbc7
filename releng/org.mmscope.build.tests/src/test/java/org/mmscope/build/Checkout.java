package org.mmscope.build;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.Map;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/** The checkout that is being built. */
final class Checkout {

    static final Path ROOT = Path.of(System.getProperty("mmscope.root"));

    private Checkout() {
    }

    /** The manifests of all bundles by folder name. */
    static Map<String, Manifest> manifests() throws IOException {
        Map<String, Manifest> manifests = new TreeMap<>();
        for (Path bundle : bundles()) {
            try (InputStream in = Files.newInputStream(bundle.resolve("META-INF/MANIFEST.MF"))) {
                manifests.put(bundle.getFileName().toString(), new Manifest(in));
            }
        }
        return manifests;
    }

    /** The folders under bundles that are OSGi bundles, by name. */
    static List<Path> bundles() throws IOException {
        try (Stream<Path> folders = Files.list(ROOT.resolve("bundles"))) {
            return folders.filter(folder -> Files.exists(folder.resolve("META-INF/MANIFEST.MF"))).sorted().toList();
        }
    }

    static String read(String file) throws IOException {
        return Files.readString(ROOT.resolve(file));
    }
}
