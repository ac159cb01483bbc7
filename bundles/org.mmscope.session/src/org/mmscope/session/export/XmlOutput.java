package org.mmscope.session.export;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayDeque;
import java.util.Deque;

/** Writes the elements of an XML document one behind the other; text stands in attributes only. */
final class XmlOutput {

    private final Writer out;
    private final Deque<String> open = new ArrayDeque<>();
    private boolean inTag;

    XmlOutput(Writer out) throws IOException {
        this.out = out;
        out.write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
    }

    /** Begins an element. */
    XmlOutput start(String name) throws IOException {
        endTag();
        newLine();
        out.write('<');
        out.write(name);
        open.push(name);
        inTag = true;
        return this;
    }

    /** Adds an attribute to the element just begun; null is left out. */
    XmlOutput attribute(String name, String value) throws IOException {
        if (value != null) {
            out.write(' ');
            out.write(name);
            out.write("=\"");
            escape(value);
            out.write('"');
        }
        return this;
    }

    /** A number, signed. */
    XmlOutput attribute(String name, long value) throws IOException {
        return attribute(name, Long.toString(value));
    }

    /** A truth value. */
    XmlOutput attribute(String name, boolean value) throws IOException {
        return attribute(name, Boolean.toString(value));
    }

    /** Ends the element that was begun last and is not ended. */
    XmlOutput end() throws IOException {
        String name = open.pop();
        if (inTag) {
            out.write("/>");
            inTag = false;
        } else {
            newLine();
            out.write("</");
            out.write(name);
            out.write('>');
        }
        if (open.isEmpty()) {
            out.write('\n');
        }
        return this;
    }

    private void endTag() throws IOException {
        if (inTag) {
            out.write('>');
            inTag = false;
        }
    }

    private void newLine() throws IOException {
        out.write('\n');
        for (int i = 0; i < open.size(); i++) {
            out.write("  ");
        }
    }

    private void escape(String text) throws IOException {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '<' -> out.write("&lt;");
                case '&' -> out.write("&amp;");
                case '"' -> out.write("&quot;");
                case '\t', '\n', '\r' -> out.write("&#" + (int) c + ';');
                default -> i += character(text, i);
            }
        }
    }

    /** Writes a character, or a substitute for what XML cannot hold; gives how many units it had beyond the first. */
    private int character(String text, int at) throws IOException {
        int code = text.codePointAt(at);
        boolean held = code >= 0x20 && code != 0xFFFE && code != 0xFFFF
                && !(code >= Character.MIN_SURROGATE && code <= Character.MAX_SURROGATE);
        out.write(held ? Character.toString(code) : "\uFFFD");
        return Character.charCount(code) - 1;
    }
}
