package org.mmscope.session.inspect;

/** A part of an answer. */
public sealed interface Part permits Fields, Table, Tree, Lines {
}
