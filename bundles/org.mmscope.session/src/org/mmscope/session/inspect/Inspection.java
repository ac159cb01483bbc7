package org.mmscope.session.inspect;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Describes an {@link Inspector}: what it is called, what it takes, what it tells. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Inspection {

    /** Its name: small letters, digits and hyphens; in queries a debugger's command may have {@code !} before it. */
    String name();

    /** Whether it is a command of the debugger, which is written with {@code !} before its name. */
    boolean debugger() default false;

    /** What it takes, in order; those that may be left out are the last. */
    Argument[] arguments() default {};

    /** One line on what it tells, for help and menus. */
    String help();

    /** Whether it reads the machine's memory, which a JSON snapshot without its raw image does not hold. */
    boolean needsMemory() default false;
}
