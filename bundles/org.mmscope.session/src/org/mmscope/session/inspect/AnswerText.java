package org.mmscope.session.inspect;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Answers as text. */
final class AnswerText {

    private static final String GAP = "  ";

    private final List<String> lines = new ArrayList<>();

    private AnswerText() {
    }

    static String of(Answer answer) {
        AnswerText text = new AnswerText();
        for (Part part : answer.parts()) {
            if (!text.lines.isEmpty()) {
                text.lines.add("");
            }
            text.part(part);
        }
        StringBuilder all = new StringBuilder();
        text.lines.forEach(line -> all.append(plain(line).stripTrailing()).append('\n'));
        return all.toString();
    }

    /** Names come from the machine and may hold anything; a terminal is to get text. */
    private static String plain(String line) {
        return line.replaceAll("\\p{Cntrl}", "?");
    }

    private void part(Part part) {
        switch (part) {
            case Fields fields -> fields(fields);
            case Table table -> table(table);
            case Tree tree -> tree(tree, "");
            case Lines text -> lines.addAll(text.lines());
        }
    }

    private void title(String title) {
        if (title != null) {
            lines.add(title);
        }
    }

    /** Lines with the same number of fields are set in columns. */
    private void fields(Fields fields) {
        title(fields.title());
        String indent = fields.title() == null ? "" : GAP;
        Map<Integer, int[][]> widths = new HashMap<>();
        for (List<Field> line : fields.lines()) {
            int[][] width = widths.computeIfAbsent(line.size(), count -> new int[2][count]);
            for (int i = 0; i < line.size(); i++) {
                width[0][i] = Math.max(width[0][i], line.get(i).label().length());
                width[1][i] = Math.max(width[1][i], line.get(i).value().text().length());
            }
        }
        for (List<Field> line : fields.lines()) {
            lines.add(indent + line(line, widths.get(line.size())));
        }
    }

    private static String line(List<Field> line, int[][] widths) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < line.size(); i++) {
            text.append(i == 0 ? "" : GAP).append(left(line.get(i).label(), widths[0][i]))
                    .append(widths[0][i] == 0 ? "" : " ").append(value(line.get(i).value(), widths[1][i]));
        }
        return text.toString();
    }

    private static String value(Value value, int width) {
        return value.kind().right() ? right(value.text(), width) : left(value.text(), width);
    }

    private void table(Table table) {
        title(table.title());
        int[] widths = new int[table.columns().size()];
        boolean[] right = new boolean[widths.length];
        for (int i = 0; i < widths.length; i++) {
            widths[i] = table.columns().get(i).length();
            for (List<Value> row : table.rows()) {
                widths[i] = Math.max(widths[i], row.get(i).text().length());
                right[i] |= row.get(i).kind().right() && row.get(i).kind() != Value.Kind.NONE;
            }
        }
        row(table.columns(), widths, right);
        table.rows().forEach(row -> row(row.stream().map(Value::text).toList(), widths, right));
    }

    private void row(List<String> cells, int[] widths, boolean[] right) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            text.append(i == 0 ? "" : GAP)
                    .append(right[i] ? right(cells.get(i), widths[i]) : left(cells.get(i), widths[i]));
        }
        lines.add(text.toString());
    }

    private void tree(Tree tree, String indent) {
        StringBuilder text = new StringBuilder(indent).append(tree.label());
        for (Field field : tree.fields()) {
            text.append(GAP).append(field.label()).append(field.label().isEmpty() ? "" : " ")
                    .append(field.value().text());
        }
        lines.add(text.toString());
        tree.children().forEach(child -> tree(child, indent + GAP));
    }

    private static String left(String text, int width) {
        return text + " ".repeat(width - text.length());
    }

    private static String right(String text, int width) {
        return " ".repeat(width - text.length()) + text;
    }
}
