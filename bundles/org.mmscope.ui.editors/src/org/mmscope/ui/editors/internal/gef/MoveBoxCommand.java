package org.mmscope.ui.editors.internal.gef;

import org.eclipse.draw2d.geometry.Point;
import org.eclipse.gef.commands.Command;

/** Moves a box of the diagram. */
final class MoveBoxCommand extends Command {

    private final LiveDiagram diagram;
    private final BoxNode node;
    private final Point to;
    private Point from;

    MoveBoxCommand(LiveDiagram diagram, BoxNode node, Point to) {
        super(Messages.command_move);
        this.diagram = diagram;
        this.node = node;
        this.to = to;
    }

    @Override
    public void execute() {
        from = diagram.moved(node.key());
        diagram.move(node, to);
    }

    @Override
    public void undo() {
        diagram.move(node, from);
    }
}
