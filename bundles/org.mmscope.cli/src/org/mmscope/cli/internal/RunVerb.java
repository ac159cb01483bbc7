package org.mmscope.cli.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.mmscope.scenario.Diagnostic;
import org.mmscope.scenario.ParseResult;
import org.mmscope.scenario.Scenario;
import org.mmscope.scenario.SourceText;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs scenarios. All of them are read first, and when one is refused none is run. */
@Command(name = "run", description = "Runs scenarios without a window.", footer = {
        "%nWith several scenarios the PATHs are folders, and each scenario gives a file of its name there.",
        "Exit code: 0 all expectations held, 1 one failed, 2 refused input." })
final class RunVerb extends Verb {

    @Parameters(paramLabel = "FILE.mms", arity = "1..*", description = "The scenarios.")
    private List<String> files;

    @Option(names = "--transcript", paramLabel = "PATH", description = {
            "Writes what each call gave, one JSON object a line;", "- is standard output." })
    private String transcript;

    @Option(names = "--export", paramLabel = "KIND=PATH", arity = "1", parameterConsumer = ExportConsumer.class,
            description = {
                "Writes the state at the end; may be repeated. KINDs are", "those of mmscope export." })
    private List<String> exports = new ArrayList<>();

    @Option(names = "--profile", paramLabel = "P", description = {
            "Runs on this release whatever the scenario says:", "nt4, w2k, xp or ws2003." })
    private String profile;

    @Option(names = { "-q", "--quiet" }, description = "Prints errors and failed expectations only.")
    private boolean quiet;

    @Option(names = "--json", description = "Prints one JSON object a line for each scenario.")
    private boolean json;

    RunVerb(Console console) {
        super(console);
    }

    @Override
    public Integer call() throws IOException {
        if (json && "-".equals(transcript)) {
            throw new RefusedException("--json and --transcript - would both be printed; name a file for the transcript");
        }
        List<Path> paths = files.stream().map(Paths::of).toList();
        List<ExportRequest> requests = exports.stream()
                .map(argument -> ExportRequest.parse(argument, console().exporters())).toList();
        List<Scenario> scenarios = read(paths);
        if (scenarios.size() < paths.size()) {
            return ExitCode.REFUSED;
        }
        return runAll(plan(paths, scenarios, requests));
    }

    /** Reads the scenarios, and prints why those that are left out are refused. */
    private List<Scenario> read(List<Path> paths) throws IOException {
        List<Scenario> scenarios = new ArrayList<>();
        for (Path path : paths) {
            ParseResult result = Scenario.parse(readText(path));
            for (Diagnostic diagnostic : result.diagnostics()) {
                console().message(diagnostic.toString());
            }
            for (Diagnostic warning : result.warnings()) {
                console().message(warning.toString());
            }
            if (!result.refused()) {
                scenarios.add(onProfile(result.scenario()));
            }
        }
        return scenarios;
    }

    private Scenario onProfile(Scenario scenario) {
        try {
            return profile == null ? scenario : scenario.withProfile(profile);
        } catch (IllegalArgumentException e) {
            throw new RefusedException("--profile " + profile + ": " + e.getMessage());
        }
    }

    private static SourceText readText(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            throw new RefusedException(path + ": is a folder; name the scenarios in it");
        }
        try {
            return SourceText.read(path);
        } catch (java.nio.file.FileSystemException e) {
            throw e;
        } catch (IOException e) {
            throw new RefusedException(path + ": " + e.getMessage());
        }
    }

    private List<ScenarioRun> plan(List<Path> paths, List<Scenario> scenarios, List<ExportRequest> requests)
            throws IOException {
        List<ScenarioRun> runs = new ArrayList<>();
        if (paths.size() == 1) {
            runs.add(new ScenarioRun(console(), scenarios.getFirst(), transcript, requests, output()));
            return runs;
        }
        makeFolders(paths, requests);
        for (int i = 0; i < paths.size(); i++) {
            String name = Paths.baseName(paths.get(i));
            List<ExportRequest> own = requests.stream().map(request -> request.inFolder(name)).toList();
            runs.add(new ScenarioRun(console(), scenarios.get(i), transcriptOf(name), own, output()));
        }
        return runs;
    }

    private ScenarioRun.Output output() {
        return new ScenarioRun.Output(quiet, json);
    }

    private String transcriptOf(String name) {
        return transcript == null || transcript.equals("-") ? transcript
                : Paths.of(transcript).resolve(name + ".jsonl").toString();
    }

    private void makeFolders(List<Path> paths, List<ExportRequest> requests) throws IOException {
        Set<Path> folders = new HashSet<>();
        requests.forEach(request -> folders.add(request.path()));
        if (transcript != null && !transcript.equals("-")) {
            folders.add(Paths.of(transcript));
        }
        Set<String> names = new HashSet<>();
        for (Path path : paths) {
            if (!folders.isEmpty() && !names.add(Paths.baseName(path))) {
                throw new RefusedException("two scenarios are called " + Paths.baseName(path)
                        + " and would write the same files; run them one by one");
            }
        }
        for (Path folder : folders) {
            Files.createDirectories(folder);
        }
    }

    private int runAll(List<ScenarioRun> runs) throws IOException {
        int worst = ExitCode.OK;
        for (ScenarioRun run : runs) {
            worst = Math.max(worst, run.run());
        }
        return worst;
    }
}
