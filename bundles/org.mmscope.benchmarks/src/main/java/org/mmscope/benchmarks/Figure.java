package org.mmscope.benchmarks;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The rate that the engine is asked to reach with nobody listening; a recorder may cost half of it. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface Figure {

    /** Operations a second. */
    double value();
}
