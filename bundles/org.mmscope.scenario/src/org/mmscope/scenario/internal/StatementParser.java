package org.mmscope.scenario.internal;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.mmscope.kernel.replacement.ReplacementPolicies;
import org.mmscope.scenario.Expression;
import org.mmscope.scenario.ScenarioLanguage;
import org.mmscope.scenario.SourceSpan;
import org.mmscope.scenario.Statement;

/** Reads one line. */
final class StatementParser {

    private static final long MAXIMUM_FILE = 64L << 30;
    private static final long MAXIMUM_STACK = 1L << 30;
    private static final SourceSpan NOWHERE = new SourceSpan(0, 0, 0);

    private final TokenReader in;
    private final SourceSpan span;
    private final String text;
    private final Path folder;
    private final ReplacementPolicies policies;

    StatementParser(TokenReader in, SourceSpan span, String text, Path folder, ReplacementPolicies policies) {
        this.in = in;
        this.span = span;
        this.text = text;
        this.folder = folder;
        this.policies = policies;
    }

    /** The statement of the line. The index of a repeat's end, or of an end's repeat, is left open (-1). */
    Statement statement() throws SyntaxException {
        if (in.peek().kind() == TokenKind.WORD && in.peek(1).is(":")) {
            return call();
        }
        Token keyword = in.expect(TokenKind.WORD, "a keyword, or NAME: with a call");
        if (ScenarioLanguage.keyword(keyword.text()).isEmpty()) {
            throw new SyntaxException(keyword.span(), unknownKeyword(keyword.text()));
        }
        Statement statement = line(keyword.text());
        in.expectEnd();
        return statement;
    }

    private String unknownKeyword(String word) {
        if (in.peek().is("(") || in.peek().is("=")) {
            return "the calling process was expected before the call: NAME: " + word + " …";
        }
        return "'" + word + "' is no word of the language; a keyword, or NAME: with a call, was expected";
    }

    private Statement line(String keyword) throws SyntaxException {
        return switch (keyword) {
            case "machine" -> new Statement.Machine(span, text, MachineLine.read(in, policies));
            case "file" -> file();
            case "process" -> process();
            case "fork" -> fork();
            case "thread" -> thread();
            case "exit" -> exit();
            case "tick" -> new Statement.Tick(span, text, new ExpressionParser(in).expression());
            case "trim", "outswap", "inswap" -> workingSet(keyword);
            case "wait" -> waitFor();
            case "trace" -> trace();
            case "repeat" -> repeat();
            case "end" -> new Statement.End(span, text, -1);
            case "snapshot" -> new Statement.Snapshot(span, text, snapshotName());
            default -> new ExpectLine(in, span, text).read();
        };
    }

    private Statement file() throws SyntaxException {
        Token path = in.expect(TokenKind.STRING, "the file's path in double quotes");
        OptionReader options = options("file", "size", "fill", "from");
        long size = 0;
        String fill = "zero";
        Token from = null;
        while (options.next()) {
            switch (options.key()) {
                case "size" -> size = options.number("a size", 0, MAXIMUM_FILE).value();
                case "fill" -> fill = fill(options);
                default -> from = options.string();
            }
        }
        if (options.has("from") ? options.has("size") || options.has("fill") : !options.has("size")) {
            throw new SyntaxException(in.peek().span(), "either size= (with or without fill=) or from= was expected");
        }
        return new Statement.File(span, text, path.span(), path.text(), size, fill,
                from == null ? null : hostPath(from), from == null ? null : from.span());
    }

    private String fill(OptionReader options) throws SyntaxException {
        if (in.peek().kind() == TokenKind.NUMBER) {
            return Long.toString(options.number("a byte", 0, 255).value());
        }
        if (in.peek().isWord("zero") || in.peek().isWord("pattern")) {
            return in.take().text();
        }
        throw in.unexpected("zero, pattern or a byte (0 to 255)");
    }

    private Path hostPath(Token string) throws SyntaxException {
        try {
            return folder.resolve(string.text());
        } catch (InvalidPathException e) {
            throw new SyntaxException(string.span(), "this is not a path of a file of the host");
        }
    }

    private Statement process() throws SyntaxException {
        Token name = in.expect(TokenKind.WORD, "the name of a process");
        OptionReader options = options("process", "image", "parent", "ws_min", "ws_max", "priority");
        String image = "";
        Token parent = null;
        int minimum = 0;
        int maximum = 0;
        int priority = 0;
        while (options.next()) {
            switch (options.key()) {
                case "image" -> image = options.string().text();
                case "parent" -> parent = options.word("the name of a process");
                case "ws_min" -> minimum = (int) options.number("a number of pages", 1, 1 << 20).value();
                case "ws_max" -> maximum = (int) options.number("a number of pages", 1, 1 << 20).value();
                default -> priority = (int) options.number("a priority", 1, 31).value();
            }
        }
        if (maximum != 0 && minimum > maximum) {
            throw new SyntaxException(name.span(), "ws_min= is greater than ws_max=");
        }
        return new Statement.CreateProcess(span, text, name.span(), name.text(), image,
                parent == null ? "" : parent.text(), parent == null ? NOWHERE : parent.span(), minimum, maximum,
                priority);
    }

    private Statement fork() throws SyntaxException {
        Token name = in.expect(TokenKind.WORD, "the name of a process");
        OptionReader options = options("fork", "from");
        Token parent = null;
        while (options.next()) {
            parent = options.word("the name of a process");
        }
        if (parent == null) {
            throw in.unexpected("from= with the parent");
        }
        return new Statement.Fork(span, text, name.span(), name.text(), parent.text(), parent.span());
    }

    private Statement thread() throws SyntaxException {
        Token name = in.expect(TokenKind.WORD, "the name of a thread");
        OptionReader options = options("thread", "in", "stack", "commit");
        Token process = null;
        long stack = 0;
        long commit = 0;
        while (options.next()) {
            switch (options.key()) {
                case "in" -> process = options.word("the name of a process");
                case "stack" -> stack = options.number("a size", 1, MAXIMUM_STACK).value();
                default -> commit = options.number("a size", 1, MAXIMUM_STACK).value();
            }
        }
        if (process == null) {
            throw in.unexpected("in= with the process");
        }
        return new Statement.CreateThread(span, text, name.span(), name.text(), process.text(), process.span(), stack,
                commit);
    }

    private Statement exit() throws SyntaxException {
        Token name = in.expect(TokenKind.WORD, "the name of a process or thread");
        return new Statement.Exit(span, text, name.span(), name.text());
    }

    private Statement workingSet(String keyword) throws SyntaxException {
        Token name = in.expect(TokenKind.WORD, "the name of a process");
        return new Statement.WorkingSet(span, text, keyword, name.span(), name.text());
    }

    private Statement waitFor() throws SyntaxException {
        Token name = in.hyphenated("the name of a system thread");
        if (!ScenarioLanguage.SYSTEM_THREADS.contains(name.text())) {
            throw new SyntaxException(name.span(), "'" + name.text() + "' is no system thread; one of "
                    + String.join(", ", ScenarioLanguage.SYSTEM_THREADS) + " was expected");
        }
        return new Statement.Wait(span, text, name.span(), name.text());
    }

    private Statement trace() throws SyntaxException {
        Token path = in.expect(TokenKind.STRING, "the path of a trace in double quotes");
        OptionReader options = options("trace", "in", "format", "limit");
        Token process = null;
        String format = "lackey";
        long limit = 0;
        while (options.next()) {
            switch (options.key()) {
                case "in" -> process = options.word("the name of a process");
                case "format" -> format = options.choice("lackey", "din", "csv").text();
                default -> limit = options.number("a number of references", 1, 0xFFFFFFFFL).value();
            }
        }
        if (process == null) {
            throw in.unexpected("in= with the process");
        }
        return new Statement.Trace(span, text, hostPath(path), path.span(), process.text(), process.span(), format,
                limit);
    }

    private Statement repeat() throws SyntaxException {
        Token first = in.peek();
        Expression count = new ExpressionParser(in).expression();
        return new Statement.Repeat(span, text, ConstantValue.of(count, first.span()), -1);
    }

    private String snapshotName() throws SyntaxException {
        Token name = in.expect(TokenKind.STRING, "the snapshot's name in double quotes");
        if (name.text().isBlank()) {
            throw new SyntaxException(name.span(), "a snapshot must have a name");
        }
        return name.text();
    }

    private Statement call() throws SyntaxException {
        Token process = in.take();
        in.expect(":");
        Token variable = null;
        if (in.peek().kind() == TokenKind.WORD && in.peek(1).is("=")) {
            variable = in.take();
            in.take();
        }
        Token name = in.expect(TokenKind.WORD, "a call");
        in.expect("(");
        List<Expression> arguments = arguments();
        in.expectEnd();
        return new Statement.Call(span, text, process.span(), process.text(),
                variable == null ? NOWHERE : variable.span(), variable == null ? "" : variable.text(), name.span(),
                name.text(), arguments);
    }

    private List<Expression> arguments() throws SyntaxException {
        List<Expression> arguments = new ArrayList<>();
        if (in.takeIf(")")) {
            return arguments;
        }
        do {
            arguments.add(new ExpressionParser(in).expression());
        } while (in.takeIf(","));
        if (!in.takeIf(")")) {
            throw in.unexpected("',' or ')'");
        }
        return arguments;
    }

    private OptionReader options(String keyword, String... keys) {
        return new OptionReader(in, keyword, List.of(keys), Set.of());
    }
}
