package org.mmscope.session.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

import org.junit.jupiter.api.Test;

/** Where an answer's text names something of the machine. */
class AnswerTextTest {

    private static final Value CONTROL = Value.text("a\tb");

    @Test
    void linksLieOnWhatTheyName() {
        Answer answer = Answer.of(
                Fields.titled("Fields").line(Field.of("Address", Value.address(0x8100_0000L)), Field.of("Pfn", Value.frame(0x1f)))
                        .line(Field.of("Kind", CONTROL), Field.of("None", Value.pointer(0))).build(),
                Table.titled(null).columns("Pfn", "Text", "Physical")
                        .row(Value.frame(5), CONTROL, Value.physical(0x5000)).row(Value.none(), CONTROL, Value.physical(1)).build(),
                Tree.node("node", Field.of("", Value.address(0x1000))).build(), Lines.of("end"));
        LinkedText linked = answer.toLinkedText();
        assertEquals(answer.toText(), linked.text());
        assertEquals(List.of("81000000", "1f", "5", "00005000", "00000001", "00001000"), linked.links().stream()
                .map(link -> linked.text().substring(link.offset(), link.offset() + link.length())).toList());
        assertEquals("""
                Fields
                  Address 81000000  Pfn        1f
                  Kind    a?b       None 00000000

                Pfn  Text  Physical
                  5  a?b   00005000
                  -  a?b   00000001

                node  00001000

                end
                """, linked.text());
    }
}
