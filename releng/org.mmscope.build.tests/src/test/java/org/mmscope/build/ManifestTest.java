package org.mmscope.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/** Holds every bundle's manifest against the layers that the bundles stand in. */
class ManifestTest {

    private static final String UI = "org.mmscope.ui";

    /** Which of our bundles each bundle may require. */
    private static final Map<String, Set<String>> MAY_REQUIRE = layers();

    /** Which packages of others each bundle may use: prefixes of bundle and package names. */
    private static final Map<String, Set<String>> MAY_USE = libraries();

    private static final Set<String> PLAIN_JAVA = Set.of("org.mmscope.machine", "org.mmscope.kernel",
            "org.mmscope.win32", "org.mmscope.scenario", "org.mmscope.session", "org.mmscope.cli");

    private static final Pattern NAME = Pattern.compile("([^;,\"]+)((?:;[^,;\"]*(?:\"[^\"]*\"[^,;\"]*)?)*)(?:,|$)");

    private static Map<String, Set<String>> layers() {
        Map<String, Set<String>> layers = new TreeMap<>();
        List<String> engine = List.of("machine", "kernel", "win32", "scenario", "session");
        Set<String> below = new TreeSet<>();
        for (String layer : engine) {
            layers.put("org.mmscope." + layer, Set.copyOf(below));
            below.add("org.mmscope." + layer);
        }
        layers.put("org.mmscope.cli", Set.copyOf(below));
        layers.put("org.mmscope.lessons", Set.of("org.mmscope.scenario", "org.mmscope.win32", "org.mmscope.kernel",
                "org.mmscope.machine"));
        layers.put("org.mmscope.model", Set.of());
        below.add("org.mmscope.model");
        layers.put("org.mmscope.model.live", Set.copyOf(below));
        below.add("org.mmscope.model.live");
        layers.put(UI, Set.copyOf(below));
        below.add(UI);
        layers.put("org.mmscope.ui.graph", Set.copyOf(below));
        below.add("org.mmscope.ui.graph");
        layers.put("org.mmscope.ui.editors", Set.copyOf(below));
        layers.put("org.mmscope.ui.views", Set.copyOf(below));
        layers.put("org.mmscope.gef.compat", Set.of());
        below.addAll(Set.of("org.mmscope.ui.editors", "org.mmscope.ui.views", "org.mmscope.lessons", "org.mmscope.cli",
                "org.mmscope.gef.compat"));
        layers.put("org.mmscope.rcp", Set.copyOf(below));
        return layers;
    }

    private static Map<String, Set<String>> libraries() {
        Set<String> none = Set.of();
        Set<String> platform = Set.of("org.eclipse.");
        Map<String, Set<String>> libraries = new TreeMap<>();
        libraries.put("org.mmscope.machine", none);
        libraries.put("org.mmscope.kernel", none);
        libraries.put("org.mmscope.win32", none);
        libraries.put("org.mmscope.scenario", Set.of("com.fasterxml.jackson.core"));
        libraries.put("org.mmscope.session", Set.of("com.fasterxml.jackson.core"));
        libraries.put("org.mmscope.cli", Set.of("com.fasterxml.jackson.core", "picocli"));
        libraries.put("org.mmscope.lessons", none);
        libraries.put("org.mmscope.model", Set.of("org.eclipse.emf.", "org.eclipse.core.runtime"));
        libraries.put("org.mmscope.model.live", Set.of("org.eclipse.emf."));
        libraries.put("org.mmscope.gef.compat", platform);
        for (String bundle : List.of(UI, UI + ".graph", UI + ".editors", UI + ".views", "org.mmscope.rcp")) {
            libraries.put(bundle, platform);
        }
        return libraries;
    }

    @Test
    void everyBundleHasItsPlaceInTheLayers() throws IOException {
        List<String> strangers = Checkout.manifests().keySet().stream().filter(name -> !name.endsWith(".tests"))
                .filter(name -> !MAY_REQUIRE.containsKey(name)).toList();
        assertEquals(List.of(), strangers, "bundles that the layers do not name");
    }

    @Test
    void folderNameAndSymbolicNameAgree() throws IOException {
        Checkout.manifests().forEach((folder, manifest) -> assertEquals(folder,
                names(manifest, "Bundle-SymbolicName").getFirst(), "symbolic name in " + folder));
    }

    @Test
    void bundlesRequireOnlyWhatLiesBelowThem() throws IOException {
        List<String> wrong = new ArrayList<>();
        Checkout.manifests().forEach((bundle, manifest) -> {
            if (!MAY_REQUIRE.containsKey(bundle)) {
                return;
            }
            Stream.concat(names(manifest, "Require-Bundle").stream(), names(manifest, "Import-Package").stream())
                    .filter(used -> !allowed(bundle, used)).forEach(used -> wrong.add(bundle + " uses " + used));
        });
        assertEquals(List.of(), wrong);
    }

    @Test
    void plainJavaBundlesNeverMeetThePlatform() throws IOException {
        Map<String, Manifest> manifests = Checkout.manifests();
        for (String bundle : PLAIN_JAVA) {
            String text = manifests.get(bundle).getMainAttributes().toString()
                    + manifests.get(bundle).getMainAttributes().values();
            assertTrue(!text.contains("org.eclipse."), bundle + " names the platform in its manifest");
            assertNoSourceNames(bundle, "org.eclipse.");
        }
    }

    @Test
    void nothingIsExportedFromInternalPackages() throws IOException {
        List<String> leaks = new ArrayList<>();
        Checkout.manifests().forEach((bundle, manifest) -> names(manifest, "Export-Package").stream()
                .filter(name -> name.contains(".internal") || name.endsWith(".internal"))
                .filter(name -> !manifest.getMainAttributes().getValue("Export-Package").contains("x-friends"))
                .forEach(name -> leaks.add(bundle + " exports " + name)));
        assertEquals(List.of(), leaks);
    }

    @Test
    void everyPackageSaysWhatItIs() throws IOException {
        List<String> silent = new ArrayList<>();
        for (Path bundle : Checkout.bundles()) {
            Path sources = bundle.resolve("src");
            if (bundle.toString().endsWith(".tests") || !Files.isDirectory(sources)) {
                continue;
            }
            try (Stream<Path> tree = Files.walk(sources)) {
                tree.filter(Files::isDirectory).filter(ManifestTest::holdsClasses)
                        .filter(folder -> folder.toString().replace('\\', '/').contains("/org/mmscope"))
                        .filter(folder -> !Files.exists(folder.resolve("package-info.java")))
                        .forEach(folder -> silent.add(Checkout.ROOT.relativize(folder).toString()));
            }
        }
        assertEquals(List.of(), silent, "packages without package-info.java");
    }

    private static boolean holdsClasses(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.anyMatch(file -> file.toString().endsWith(".java"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void assertNoSourceNames(String bundle, String prefix) throws IOException {
        try (Stream<Path> tree = Files.walk(Checkout.ROOT.resolve("bundles").resolve(bundle).resolve("src"))) {
            for (Path file : tree.filter(path -> path.toString().endsWith(".java")).toList()) {
                assertTrue(!Files.readString(file).contains("import " + prefix), file + " imports " + prefix);
            }
        }
    }

    private static boolean allowed(String bundle, String used) {
        return used.startsWith("org.mmscope.") ? MAY_REQUIRE.get(bundle).stream()
                .anyMatch(layer -> used.equals(layer) || used.startsWith(layer + "."))
                : used.startsWith("java") || MAY_USE.get(bundle).stream().anyMatch(used::startsWith);
    }

    private static List<String> names(Manifest manifest, String header) {
        String value = manifest.getMainAttributes().getValue(header);
        List<String> names = new ArrayList<>();
        if (value != null) {
            Matcher matcher = NAME.matcher(value);
            while (matcher.find()) {
                names.add(matcher.group(1).strip());
            }
        }
        return names;
    }
}
