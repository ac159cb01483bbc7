package org.mmscope.lessons;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The built-in guided scenarios, in the order in which they are best gone through. */
public final class Lessons {

    private static final List<Lesson> ALL = Stream.of("sharing", "copy-on-write", "reserve-and-commit")
            .map(Lesson::new).toList();

    private Lessons() {
    }

    /** All of them. */
    public static List<Lesson> list() {
        return ALL;
    }

    /** The one that is opened for a person who has never seen the program. */
    public static Lesson guidedExample() {
        return ALL.get(0);
    }

    /** The lesson of an id, empty when there is none. */
    public static Optional<Lesson> byId(String id) {
        return ALL.stream().filter(lesson -> lesson.id().equals(id)).findFirst();
    }
}
