package org.mmscope.kernel;

/**
 * How to create a process.
 *
 * @param name image file name, of which the EPROCESS keeps 15 characters
 * @param parent process id of the creator, 4 for System
 * @param minimumWorkingSet in pages, 0 for the system's default
 * @param maximumWorkingSet in pages, 0 for the system's default
 * @param priority base priority, 0 for normal (8)
 * @param commandLine command line kept in the process parameters
 * @param imagePath path of the program kept in the process parameters
 * @param program whether a place for a program without a file is kept
 * @param session id of the session that the process is put into, where the release has sessions
 */
public record ProcessOptions(String name, int parent, int minimumWorkingSet, int maximumWorkingSet, int priority,
        String commandLine, String imagePath, boolean program, int session) {

    private static final int SYSTEM_PROCESS_ID = 4;

    /** A child of System with the defaults. */
    public static ProcessOptions named(String name) {
        return new ProcessOptions(name, SYSTEM_PROCESS_ID, 0, 0, 0, name, "C:\\" + name + ".exe", true, 0);
    }

    public ProcessOptions withParent(int value) {
        return new ProcessOptions(name, value, minimumWorkingSet, maximumWorkingSet, priority, commandLine, imagePath,
                program, session);
    }

    /** A copy with other working-set limits, in pages. */
    public ProcessOptions withWorkingSet(int minimum, int maximum) {
        return new ProcessOptions(name, parent, minimum, maximum, priority, commandLine, imagePath, program,
                session);
    }

    public ProcessOptions withPriority(int value) {
        return new ProcessOptions(name, parent, minimumWorkingSet, maximumWorkingSet, value, commandLine, imagePath,
                program, session);
    }

    public ProcessOptions withImage(String path, String command) {
        return new ProcessOptions(name, parent, minimumWorkingSet, maximumWorkingSet, priority, command, path, program,
                session);
    }

    /** A copy for a process whose program will be mapped: no place is kept for one. */
    public ProcessOptions withoutProgram() {
        return new ProcessOptions(name, parent, minimumWorkingSet, maximumWorkingSet, priority, commandLine, imagePath,
                false, session);
    }

    /** A copy for a process in another session than session 0. */
    public ProcessOptions inSession(int id) {
        return new ProcessOptions(name, parent, minimumWorkingSet, maximumWorkingSet, priority, commandLine, imagePath,
                program, id);
    }
}
