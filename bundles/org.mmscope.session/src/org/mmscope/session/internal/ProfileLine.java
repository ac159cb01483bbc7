package org.mmscope.session.internal;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.mmscope.scenario.ParseResult;
import org.mmscope.scenario.Scenario;
import org.mmscope.scenario.SourceText;
import org.mmscope.scenario.Statement;

/** Makes the text of a scenario say the release that it was run on. */
public final class ProfileLine {

    private static final Pattern PROFILE = Pattern.compile("\\bprofile\\s*=\\s*\\w+");

    private ProfileLine() {
    }

    /** The same text when it says so already, or does not parse. */
    public static SourceText in(SourceText source, String profile) {
        ParseResult parsed = Scenario.parse(source);
        if (parsed.refused() || parsed.scenario().machine().profile().equals(profile)) {
            return source;
        }
        Scenario scenario = parsed.scenario();
        Statement first = scenario.statements().isEmpty() ? null : scenario.statements().getFirst();
        String text = first instanceof Statement.Machine machine
                ? changed(source.text(), machine, profile) : "machine profile=" + profile + "\n" + source.text();
        return new SourceText(source.fileName(), text, source.folder());
    }

    private static String changed(String text, Statement.Machine machine, String profile) {
        int from = text.indexOf(machine.text());
        Matcher named = PROFILE.matcher(machine.text());
        String line = named.find() ? named.replaceFirst("profile=" + profile)
                : machine.text().replaceFirst("machine", "machine profile=" + profile);
        return text.substring(0, from) + line + text.substring(from + machine.text().length());
    }
}
