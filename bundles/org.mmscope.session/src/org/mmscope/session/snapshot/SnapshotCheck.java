package org.mmscope.session.snapshot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.mmscope.kernel.check.Checkers;
import org.mmscope.kernel.check.Violation;
import org.mmscope.kernel.view.DamagedImageException;
import org.mmscope.kernel.view.KernelView;
import org.mmscope.kernel.view.MachineView;
import org.mmscope.machine.image.RawImage;

/**
 * Checks snapshots: a native one against every invariant; a JSON one with its raw image against every invariant, and
 * each of its fields against the image; a JSON one alone as far as it tells.
 */
public final class SnapshotCheck {

    private static final String JSON = ".json";
    private static final String RAW = ".raw";
    private static final String MATCH = "json-and-image";

    private SnapshotCheck() {
    }

    /**
     * What checking a snapshot gave.
     *
     * @param snapshot the snapshot
     * @param image the raw image that it was checked with, or null
     * @param violations the entries that break a rule, naming the rule; empty when all hold
     * @param refused why it could not be read, or null
     */
    public record Result(Path snapshot, Path image, List<Violation> violations, String refused) {

        /** Whether the snapshot was read and every rule holds. */
        public boolean holds() {
            return refused == null && violations.isEmpty();
        }
    }

    /**
     * Checks snapshots, each on its own. A JSON snapshot takes as its image the raw file that follows it in the list,
     * or else the one of the same name beside it, if there is one.
     *
     * @param files snapshots, JSON ones possibly followed by their raw images
     * @return a result a snapshot, in order
     */
    public static List<Result> check(List<Path> files) {
        List<Result> results = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            Path snapshot = files.get(i);
            Path image = image(snapshot, i + 1 < files.size() ? files.get(i + 1) : null);
            if (image != null && i + 1 < files.size() && image.equals(files.get(i + 1))) {
                i++;
            }
            results.add(check(snapshot, image));
        }
        return List.copyOf(results);
    }

    private static Path image(Path snapshot, Path following) {
        if (!hasEnding(snapshot, JSON)) {
            return null;
        }
        if (following != null && hasEnding(following, RAW)) {
            return following;
        }
        String name = snapshot.getFileName().toString();
        Path beside = snapshot.resolveSibling(name.substring(0, name.length() - JSON.length()) + RAW);
        return Files.isRegularFile(beside) ? beside : null;
    }

    private static boolean hasEnding(Path file, String ending) {
        return file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(ending);
    }

    private static Result check(Path snapshot, Path image) {
        try {
            return new Result(snapshot, image, List.copyOf(violations(snapshot, image)), null);
        } catch (DamagedImageException | IOException e) {
            return new Result(snapshot, image, List.of(), reason(e));
        }
    }

    private static String reason(Exception e) {
        return e instanceof NoSuchFileException ? "no such file"
                : e.getMessage() == null ? e.toString() : e.getMessage();
    }

    private static List<Violation> violations(Path snapshot, Path image) throws IOException {
        if (hasEnding(snapshot, RAW)) {
            throw new IOException("a raw image is checked with its JSON snapshot, which comes before it");
        }
        if (!hasEnding(snapshot, JSON)) {
            return Checkers.check(SnapshotFile.open(snapshot).view());
        }
        MachineView told = JsonSnapshotReader.read(snapshot);
        if (image == null) {
            return Checkers.check(told);
        }
        try (RawImage raw = RawImage.open(image)) {
            return withImage(told, raw);
        }
    }

    private static List<Violation> withImage(MachineView told, RawImage image) throws IOException {
        List<Violation> violations = new ArrayList<>();
        if (image.frames() < told.machine().physicalPages()) {
            throw new IOException("the image has " + image.frames() + " frames, the snapshot "
                    + told.machine().physicalPages());
        }
        MachineView found = KernelView.of(image, told.machine());
        violations.addAll(Checkers.check(found));
        compare(told, found, violations);
        return violations;
    }

    private static void compare(MachineView told, MachineView found, List<Violation> violations) {
        try {
            ViewComparison.compare(told, found, difference -> violations.add(Violation.ofMachine(MATCH,
                    "JSON and image differ in " + difference)));
        } catch (DamagedImageException e) {
            violations.add(Violation.at(MATCH, e.address(), e.getMessage()));
        }
    }
}
