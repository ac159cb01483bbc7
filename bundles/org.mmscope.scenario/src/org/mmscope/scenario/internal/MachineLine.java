package org.mmscope.scenario.internal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.mmscope.kernel.ConfigurationException;
import org.mmscope.kernel.Profile;
import org.mmscope.kernel.replacement.ReplacementPolicies;
import org.mmscope.kernel.replacement.ReplacementPolicy;
import org.mmscope.kernel.PageFileSize;
import org.mmscope.scenario.MachineOptions;
import org.mmscope.scenario.SourceSpan;

/** Reads the {@code machine} line. */
final class MachineLine {

    private static final List<String> KEYS = List.of("profile", "memory", "pagefile", "paging", "userva", "edition",
            "dep", "largepages", "seed", "policy");
    private static final long MEGABYTE = 1L << 20;
    private static final long GIGABYTE = 1L << 30;
    private static final int MAXIMUM_PAGE_FILES = 16;

    private final OptionReader options;
    private final ReplacementPolicies policies;
    /** Where the value of each option stands. */
    private final Map<String, SourceSpan> values = new HashMap<>();
    private MachineOptions machine = MachineOptions.DEFAULT;

    private MachineLine(TokenReader in, ReplacementPolicies policies) {
        this.policies = policies;
        options = new OptionReader(in, "machine", KEYS, Set.of("pagefile"));
    }

    static MachineOptions read(TokenReader in, ReplacementPolicies policies) throws SyntaxException {
        MachineLine line = new MachineLine(in, policies);
        while (line.options.next()) {
            line.values.put(line.options.key(), in.peek().span());
            line.machine = line.option();
        }
        line.finish();
        return line.machine;
    }

    /** The options have to go together, and the release has to have them. */
    private void finish() throws SyntaxException {
        if (!machine.dep().isEmpty() && !machine.dep().equals("alwaysoff")) {
            preventDataExecution(Profile.of(machine.profile()));
        }
        try {
            MachineConfiguration.of(machine);
        } catch (ConfigurationException e) {
            throw new SyntaxException(values.get(e.option()), e.getMessage());
        }
    }

    /** Who asks for it gets the kernel for PAE, whose page table entries have the bit; the loader of NT does the same. */
    private void preventDataExecution(Profile profile) throws SyntaxException {
        if (!profile.noExecute()) {
            throw new SyntaxException(values.get("dep"), profile.title() + " has no data execution prevention");
        }
        if (!values.containsKey("paging")) {
            machine = machine.withPaging("pae");
        } else if (machine.paging().equals("x86")) {
            throw new SyntaxException(values.get("dep"), "dep=" + machine.dep()
                    + " needs paging=pae: page table entries of 32 bits cannot forbid execution");
        }
    }

    private MachineOptions option() throws SyntaxException {
        return switch (options.key()) {
            case "profile" -> machine.withProfile(options.choice("nt4", "w2k", "xp", "ws2003").text());
            case "memory" -> machine.withMemory(pages(options.number("a size", 4 * MEGABYTE, 64 * GIGABYTE)));
            case "pagefile" -> pageFile();
            case "paging" -> machine.withPaging(options.choice("x86", "pae").text());
            case "userva" -> machine.withUserva(userva());
            case "edition" -> machine.withEdition(options.word("the name of an edition").text());
            case "dep" -> machine.withDep(options.choice("optin", "optout", "alwayson", "alwaysoff").text());
            case "largepages" -> machine.withLargePages(options.choice("on", "off").text());
            case "seed" -> machine.withSeed(seed());
            default -> machine.withPolicy(policy());
        };
    }

    private String policy() throws SyntaxException {
        Token id = options.word("the name of a replacement policy");
        if (policies.find(id.text()).isEmpty()) {
            throw new SyntaxException(id.span(), "there is no replacement policy '" + id.text() + "'; one of "
                    + policies.all().stream().map(ReplacementPolicy::id).collect(Collectors.joining(", "))
                    + " was expected");
        }
        return id.text();
    }

    private MachineOptions pageFile() throws SyntaxException {
        Token size = options.number("a size", MEGABYTE, 1024 * GIGABYTE);
        if (machine.pageFiles().size() == MAXIMUM_PAGE_FILES) {
            throw new SyntaxException(size.span(), "there are at most " + MAXIMUM_PAGE_FILES + " page files");
        }
        long initial = pages(size);
        if (!options.takeIf("-")) {
            return machine.withPageFile(PageFileSize.fixed(initial));
        }
        Token maximum = options.number("the page file's maximum size", initial, 1024 * GIGABYTE);
        return machine.withPageFile(new PageFileSize(initial, pages(maximum)));
    }

    private long userva() throws SyntaxException {
        Token size = options.number("a size", 2 * GIGABYTE, 3 * GIGABYTE);
        if (size.value() % (4 * MEGABYTE) != 0) {
            throw new SyntaxException(size.span(), "userva= must be a multiple of 4MB");
        }
        return size.value();
    }

    private long seed() throws SyntaxException {
        return options.number("a number", 0, 0xFFFFFFFFL).value();
    }

    private static long pages(Token size) throws SyntaxException {
        if (size.value() % 4096 != 0) {
            throw new SyntaxException(size.span(), "a multiple of 4KB was expected");
        }
        return size.value();
    }
}
