package org.mmscope.cli.internal;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

import org.mmscope.kernel.view.DamagedImageException;

import picocli.CommandLine;

/** Says in one line what went wrong and what to do next. */
final class Failures {

    private Failures() {
    }

    /** Reports what ended a command and returns its exit code. */
    static int report(Exception e, CommandLine line, Console console) {
        Verb verb = line.getCommand();
        if (verb.stackTrace()) {
            e.printStackTrace(console.err());
        }
        return switch (e) {
            case RefusedException refused -> refused(refused.getMessage(), line, console);
            case UncheckedIOException io -> refused(describe(io.getCause()), line, console);
            case IOException io -> refused(describe(io), line, console);
            case DamagedImageException damaged -> refused(damaged.getMessage(), line, console);
            default -> internal(e, line, console);
        };
    }

    private static int refused(String message, CommandLine line, Console console) {
        console.message(line.getCommandSpec().qualifiedName() + ": " + message);
        return ExitCode.REFUSED;
    }

    private static int internal(Exception e, CommandLine line, Console console) {
        console.message(line.getCommandSpec().qualifiedName() + ": an error of mmscope itself: " + e
                + ". Please report it with what the same command prints with --stacktrace.");
        return ExitCode.INTERNAL;
    }

    /** What is wrong with a file, for a person; the JDK's messages are often only its name. */
    static String describe(IOException e) {
        return switch (e) {
            case NoSuchFileException missing -> missing.getFile() + ": there is no such file";
            case AccessDeniedException denied -> denied.getFile() + ": permission denied";
            case NotDirectoryException file -> file.getFile() + ": is not a folder";
            case FileAlreadyExistsException there -> there.getFile() + ": is in the way";
            case FileSystemException other when other.getReason() != null -> other.getFile() + ": " + other.getReason();
            case FileNotFoundException missing -> missing.getMessage();
            default -> e.getMessage() == null ? e.toString() : e.getMessage();
        };
    }
}
