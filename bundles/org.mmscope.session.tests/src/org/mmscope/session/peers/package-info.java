/**
 * A reader of memory images that knows Windows and not this engine: raw bytes, the symbols of the JSON snapshot, and
 * structure offsets of its own. It stands for the tools that people have.
 */
package org.mmscope.session.peers;
