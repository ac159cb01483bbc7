package org.mmscope.ui.editors.internal.scenario;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.mmscope.scenario.ScenarioLanguage;

/** What may come next at a place in a scenario, by the catalogue of the language and the names in the text before. */
final class ScenarioProposals {

    private static final Pattern PREFIX = Pattern.compile("[$A-Za-z_][A-Za-z0-9_-]*$");
    private static final Pattern VARIABLE = Pattern.compile("(?m)^\\s*\\w+\\s*:\\s*(\\w+)\\s*=(?!=)");
    private static final Pattern PROCESS = Pattern.compile("(?m)^\\s*(?:process|fork)\\s+(\\w+)");
    private static final Pattern CALL_PLACE = Pattern.compile("\\s*\\w+\\s*:\\s*(?:\\w+\\s*=\\s*)?");
    private static final Pattern OPENED_CALL = Pattern.compile("(\\w+)\\s*\\(([^()]*)$");

    /**
     * One proposal.
     *
     * @param text put in place of the prefix
     * @param cursor where the caret goes, from the start of the text
     * @param label shown in the list
     * @param documentation shown beside it
     */
    record Proposal(String text, int cursor, String label, String documentation) {

        static Proposal of(String text, String documentation) {
            return new Proposal(text, text.length(), text, documentation);
        }
    }

    private final String before;
    private final String line;
    private final String prefix;

    private ScenarioProposals(String text, int offset) {
        before = text.substring(0, offset);
        String whole = before.substring(before.lastIndexOf('\n') + 1);
        Matcher matcher = PREFIX.matcher(whole);
        prefix = matcher.find() ? matcher.group() : "";
        line = whole.substring(0, whole.length() - prefix.length());
    }

    /** The part of a name that stands before an offset. */
    static String prefix(String text, int offset) {
        return new ScenarioProposals(text, offset).prefix;
    }

    /** What may be put in place of the prefix at an offset. */
    static List<Proposal> at(String text, int offset) {
        return new ScenarioProposals(text, offset).proposals();
    }

    private List<Proposal> proposals() {
        List<Proposal> all = new ArrayList<>();
        if (line.indexOf('#') >= 0 || line.chars().filter(c -> c == '"').count() % 2 == 1) {
            return all;
        }
        String first = line.strip().split("\\s+", 2)[0];
        if (line.isBlank()) {
            ScenarioLanguage.keywords().forEach(
                    word -> all.add(Proposal.of(word.name() + " ", word.form() + "\n\n" + word.documentation())));
            names(PROCESS).forEach(name -> all.add(Proposal.of(name + ": ", Messages.assist_process)));
        } else if (CALL_PLACE.matcher(line).matches()) {
            ScenarioLanguage.calls().forEach(call -> all.add(call(call)));
        } else if (OPENED_CALL.matcher(line).find() || first.equals("expect")) {
            expressions(all);
            words(first, all);
        } else {
            words(first, all);
        }
        String wanted = prefix.toLowerCase(Locale.ROOT);
        return all.stream().filter(p -> p.label().toLowerCase(Locale.ROOT).startsWith(wanted)).toList();
    }

    private static Proposal call(ScenarioLanguage.Call call) {
        boolean empty = call.parameters().isEmpty();
        return new Proposal(call.name() + "()", call.name().length() + (empty ? 2 : 1), call.signature(),
                call.documentation());
    }

    private void expressions(List<Proposal> all) {
        names(VARIABLE).forEach(name -> all.add(Proposal.of(name, Messages.assist_variable)));
        Matcher call = OPENED_CALL.matcher(line);
        if (call.find()) {
            int index = (int) call.group(2).chars().filter(c -> c == ',').count();
            ScenarioLanguage.call(call.group(1)).filter(c -> index < c.parameters().size())
                    .map(c -> c.parameters().get(index))
                    .filter(p -> p.kind() == ScenarioLanguage.ParameterKind.PROCESS)
                    .ifPresent(p -> names(PROCESS).forEach(
                            name -> all.add(Proposal.of(name, Messages.assist_process))));
        }
        ScenarioLanguage.constants()
                .forEach(constant -> all.add(Proposal.of(constant.name(), documentation(constant))));
    }

    static String documentation(ScenarioLanguage.Constant constant) {
        return String.format(Locale.ROOT, "%s = 0x%08X%n%s", constant.name(), constant.value(),
                constant.documentation());
    }

    private void words(String keyword, List<Proposal> all) {
        ScenarioLanguage.keyword(keyword).ifPresent(word -> word.options()
                .forEach(option -> all.add(Proposal.of(option.name() + "=", option.documentation()))));
        Collection<String> words = switch (keyword) {
            case "wait" -> ScenarioLanguage.SYSTEM_THREADS;
            case "exit", "trim", "outswap", "inswap" -> names(PROCESS);
            case "expect" -> line.strip().endsWith("fault") ? ScenarioLanguage.FAULT_KINDS
                    : List.of("error", "exception", "fault");
            default -> List.of();
        };
        words.forEach(name -> all.add(Proposal.of(name, "")));
    }

    private Set<String> names(Pattern pattern) {
        Set<String> names = new LinkedHashSet<>();
        Matcher matcher = pattern.matcher(before);
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names;
    }
}
