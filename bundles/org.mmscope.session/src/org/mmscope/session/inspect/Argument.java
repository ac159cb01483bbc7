package org.mmscope.session.inspect;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** An argument of an {@link Inspection}. */
@Retention(RetentionPolicy.RUNTIME)
@Target({})
public @interface Argument {

    /** Its name, for help, messages and {@link Arguments}. */
    String name();

    /** What may be given. */
    ArgumentKind kind();

    /** Whether it may be left out. */
    boolean optional() default false;

    /** The words that may be given for one of kind {@link ArgumentKind#WORD}; empty when any may. */
    String[] words() default {};
}
