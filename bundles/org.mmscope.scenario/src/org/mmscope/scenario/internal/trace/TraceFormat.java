package org.mmscope.scenario.internal.trace;

import org.mmscope.scenario.internal.trace.TraceRecord.Kind;

/** How a trace writes an access down. */
public enum TraceFormat {

    /**
     * What {@code valgrind --tool=lackey --trace-mem=yes} prints: {@code I  ADDRESS,SIZE}, {@code  L ADDRESS,SIZE},
     * {@code  S} and {@code  M}, addresses in hexadecimal. Lines that begin with {@code ==} are Valgrind's own.
     */
    LACKEY {
        @Override
        boolean skips(TraceLine line) {
            return line.atEnd() || line.startsWith("==");
        }

        @Override
        void read(TraceLine line, TraceRecord record) {
            int first = line.next();
            int second = line.next();
            record.kind = first == 'I' && second == ' ' ? Kind.FETCH : first == ' ' ? data(second) : null;
            if (record.kind == null || line.next() != ' ') {
                line.failAtStart("\"I  \", \" L \", \" S \" or \" M \" was expected");
                return;
            }
            record.address = line.hexadecimal();
            if (!line.takeIf(',')) {
                line.fail("',' and the size were expected");
            }
            record.size = size(line);
        }

        private static Kind data(int sign) {
            return switch (sign) {
                case 'L' -> Kind.LOAD;
                case 'S' -> Kind.STORE;
                case 'M' -> Kind.MODIFY;
                default -> null;
            };
        }
    },

    /**
     * Dinero's traditional format: a label (0 load, 1 store, 2 fetch) and an address in hexadecimal; the rest of the
     * line has no meaning. An access is of one byte.
     */
    DIN {
        @Override
        boolean skips(TraceLine line) {
            line.skipBlanks();
            return line.atEnd();
        }

        @Override
        void read(TraceLine line, TraceRecord record) {
            record.kind = switch (line.next()) {
                case '0' -> Kind.LOAD;
                case '1' -> Kind.STORE;
                case '2' -> Kind.FETCH;
                default -> null;
            };
            if (record.kind == null || line.peek() != ' ' && line.peek() != '\t') {
                line.failAtStart("the label 0, 1 or 2 was expected");
                return;
            }
            line.skipBlanks();
            line.takeWord("0x");
            record.address = line.hexadecimal();
            record.size = 1;
            if (!line.atEnd() && line.peek() != ' ' && line.peek() != '\t') {
                line.fail("a hexadecimal digit was expected");
            }
        }
    },

    /**
     * {@code kind,address[,size]}: the kind {@code fetch}, {@code load}, {@code store} or {@code modify} or its letter
     * I, L, S or M; the address decimal, or hexadecimal after {@code 0x}; the size 1 unless it is there. A first line of
     * these three names, empty lines and lines that begin with {@code #} are skipped.
     */
    CSV {
        @Override
        boolean skips(TraceLine line) {
            return line.atEnd() || line.startsWith("#") || line.startsWith("kind,address");
        }

        @Override
        void read(TraceLine line, TraceRecord record) {
            record.kind = word(line);
            if (record.kind == null || !line.takeIf(',')) {
                line.failAtStart("fetch, load, store or modify was expected, and ','");
                return;
            }
            record.address = line.takeWord("0x") ? line.hexadecimal() : line.decimal();
            record.size = line.takeIf(',') ? size(line) : 1;
        }

        private static Kind word(TraceLine line) {
            if (line.takeWord("fetch") || line.takeWord("i")) {
                return Kind.FETCH;
            }
            if (line.takeWord("load") || line.takeWord("l")) {
                return Kind.LOAD;
            }
            if (line.takeWord("store") || line.takeWord("s")) {
                return Kind.STORE;
            }
            return line.takeWord("modify") || line.takeWord("m") ? Kind.MODIFY : null;
        }
    };

    /** The format of a name in a scenario. */
    public static TraceFormat of(String name) {
        return valueOf(name.toUpperCase(java.util.Locale.ROOT));
    }

    /** Whether a line has no access in it. */
    abstract boolean skips(TraceLine line);

    /** Reads the access of a line; what is wrong with it is the line's to say. */
    abstract void read(TraceLine line, TraceRecord record);

    private static int size(TraceLine line) {
        long size = line.decimal();
        if (size < 1 || size > TraceRecord.MAXIMUM_SIZE) {
            line.fail("a size from 1 to " + TraceRecord.MAXIMUM_SIZE + " was expected");
        }
        return (int) size;
    }
}
