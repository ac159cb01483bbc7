package org.mmscope.session.inspect;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Answers as text. */
final class AnswerText {

    private static final String GAP = "  ";

    private final StringBuilder text = new StringBuilder();
    private final List<LinkedText.Link> links = new ArrayList<>();
    /** The line being written, and the links in it by their places in the line. */
    private final StringBuilder line = new StringBuilder();
    private final List<LinkedText.Link> inLine = new ArrayList<>();

    private AnswerText() {
    }

    static LinkedText of(Answer answer) {
        AnswerText written = new AnswerText();
        for (Part part : answer.parts()) {
            if (!written.text.isEmpty()) {
                written.endLine();
            }
            written.part(part);
        }
        return new LinkedText(written.text.toString(), written.links);
    }

    private void part(Part part) {
        switch (part) {
            case Fields fields -> fields(fields);
            case Table table -> table(table);
            case Tree tree -> tree(tree, "");
            case Lines lines -> lines.lines().forEach(this::line);
        }
    }

    private void title(String title) {
        if (title != null) {
            line(title);
        }
    }

    private void line(String whole) {
        line.append(whole);
        endLine();
    }

    /** Names come from the machine and may hold anything; a terminal is to get text. */
    private void endLine() {
        inLine.forEach(link -> links.add(
                new LinkedText.Link(text.length() + link.offset(), link.length(), link.value())));
        text.append(line.toString().replaceAll("\\p{Cntrl}", "?").stripTrailing()).append('\n');
        line.setLength(0);
        inLine.clear();
    }

    /** Lines with the same number of fields are set in columns. */
    private void fields(Fields fields) {
        title(fields.title());
        Map<Integer, int[][]> widths = new HashMap<>();
        for (List<Field> fieldLine : fields.lines()) {
            int[][] width = widths.computeIfAbsent(fieldLine.size(), count -> new int[2][count]);
            for (int i = 0; i < fieldLine.size(); i++) {
                width[0][i] = Math.max(width[0][i], fieldLine.get(i).label().length());
                width[1][i] = Math.max(width[1][i], fieldLine.get(i).value().text().length());
            }
        }
        for (List<Field> fieldLine : fields.lines()) {
            line.append(fields.title() == null ? "" : GAP);
            fieldLine(fieldLine, widths.get(fieldLine.size()));
        }
    }

    private void fieldLine(List<Field> fields, int[][] widths) {
        for (int i = 0; i < fields.size(); i++) {
            Field field = fields.get(i);
            line.append(i == 0 ? "" : GAP).append(field.label())
                    .repeat(' ', widths[0][i] - field.label().length()).append(widths[0][i] == 0 ? "" : " ");
            value(field.value(), widths[1][i], field.value().kind().right());
        }
        endLine();
    }

    private void table(Table table) {
        title(table.title());
        int columns = table.columns().size();
        int[] widths = new int[columns];
        boolean[] right = new boolean[columns];
        for (int i = 0; i < columns; i++) {
            widths[i] = table.columns().get(i).length();
            for (List<Value> row : table.rows()) {
                widths[i] = Math.max(widths[i], row.get(i).text().length());
                right[i] |= row.get(i).kind().right() && row.get(i).kind() != Value.Kind.NONE;
            }
        }
        row(table.columns().stream().map(Value::text).toList(), widths, right);
        table.rows().forEach(row -> row(row, widths, right));
    }

    private void row(List<Value> cells, int[] widths, boolean[] right) {
        for (int i = 0; i < widths.length; i++) {
            line.append(i == 0 ? "" : GAP);
            value(cells.get(i), widths[i], right[i]);
        }
        endLine();
    }

    private void tree(Tree tree, String indent) {
        line.append(indent).append(tree.label());
        for (Field field : tree.fields()) {
            line.append(GAP).append(field.label()).append(field.label().isEmpty() ? "" : " ");
            value(field.value(), 0, false);
        }
        endLine();
        tree.children().forEach(child -> tree(child, indent + GAP));
    }

    private void value(Value value, int width, boolean right) {
        int blanks = Math.max(0, width - value.text().length());
        line.repeat(' ', right ? blanks : 0);
        if (value.kind().named() && !value.text().isEmpty()) {
            inLine.add(new LinkedText.Link(line.length(), value.text().length(), value));
        }
        line.append(value.text()).repeat(' ', right ? 0 : blanks);
    }
}
