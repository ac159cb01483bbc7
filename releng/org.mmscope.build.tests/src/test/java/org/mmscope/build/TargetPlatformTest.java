package org.mmscope.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

/** The target platform is the one place of versions; what repeats them must agree with it. */
class TargetPlatformTest {

    private static final Pattern DEPENDENCY = Pattern.compile(
            "<groupId>([^<]+)</groupId>\\s*<artifactId>([^<]+)</artifactId>\\s*<version>([^<]+)</version>");

    private static final Pattern LICENCE_ROW = Pattern.compile("(?m)^\\| ([^ |]+:[^ |]+) \\| ([^ |]+) \\| (.+) \\|$");

    @Test
    void theModelGeneratorUsesTheSameVersions() throws IOException {
        Map<String, String> target = versions(Checkout.read("targetplatform/mmscope.target"));
        Map<String, String> generator = versions(Checkout.read("releng/org.mmscope.emfgen/pom.xml"));
        generator.keySet().retainAll(target.keySet());
        assertFalse(generator.isEmpty());
        target.keySet().retainAll(generator.keySet());
        assertEquals(target, generator);
    }

    @Test
    void everyArtifactHasItsLicenceListed() throws IOException {
        Map<String, String> listed = new TreeMap<>();
        Matcher rows = LICENCE_ROW.matcher(Checkout.read("releng/org.mmscope.product/THIRD-PARTY.md"));
        while (rows.find()) {
            listed.put(rows.group(1), rows.group(2));
        }
        listed.remove("artifact");
        assertEquals(versions(Checkout.read("targetplatform/mmscope.target")), listed);
    }

    private static Map<String, String> versions(String xml) {
        Map<String, String> versions = new TreeMap<>();
        Matcher matcher = DEPENDENCY.matcher(xml);
        while (matcher.find()) {
            versions.put(matcher.group(1) + ":" + matcher.group(2), matcher.group(3));
        }
        return versions;
    }
}
