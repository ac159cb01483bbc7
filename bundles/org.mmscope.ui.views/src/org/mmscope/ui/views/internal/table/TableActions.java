package org.mmscope.ui.views.internal.table;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.eclipse.jface.action.Action;
import org.eclipse.jface.action.IAction;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.jface.action.Separator;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.swt.SWT;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.dnd.Transfer;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.IViewSite;
import org.eclipse.ui.IWorkbenchActionConstants;
import org.eclipse.ui.actions.ActionFactory;
import org.mmscope.ui.Images;
import org.mmscope.ui.views.internal.Messages;

/** Copy and export of a table, in the view's toolbar and menus and under the usual key. */
public final class TableActions {

    private final ColumnTree tree;

    private TableActions(ColumnTree tree) {
        this.tree = tree;
    }

    /** Adds the actions to a view. */
    public static void install(ColumnTree tree, IViewSite site) {
        new TableActions(tree).install(site);
    }

    private void install(IViewSite site) {
        IAction copy = action(Messages.Table_copy, this::copy);
        IAction export = action(Messages.Table_export, this::export);
        export.setImageDescriptor(Images.EXPORT.descriptor());
        site.getActionBars().setGlobalActionHandler(ActionFactory.COPY.getId(), copy);
        site.getActionBars().getToolBarManager().add(export);
        MenuManager menu = new MenuManager();
        menu.add(copy);
        menu.add(export);
        menu.add(new Separator(IWorkbenchActionConstants.MB_ADDITIONS));
        tree.viewer().getTree().setMenu(menu.createContextMenu(tree.viewer().getTree()));
        site.registerContextMenu(menu, tree.viewer());
    }

    /** Copies the selected rows, or all that are shown when none is selected. */
    private void copy() {
        List<?> selected = tree.viewer().getStructuredSelection().toList();
        String text = RowText.tabbed(tree, selected.isEmpty() ? RowText.shown(tree) : selected);
        if (!text.isEmpty()) {
            Clipboard clipboard = new Clipboard(tree.control().getDisplay());
            clipboard.setContents(new Object[] { text }, new Transfer[] { TextTransfer.getInstance() });
            clipboard.dispose();
        }
    }

    private void export() {
        Shell shell = tree.control().getShell();
        FileDialog dialog = new FileDialog(shell, SWT.SAVE);
        dialog.setText(Messages.Table_export_title);
        dialog.setFilterExtensions(new String[] { "*.csv" });
        dialog.setOverwrite(true);
        String path = dialog.open();
        if (path != null) {
            write(shell, Path.of(path));
        }
    }

    private void write(Shell shell, Path path) {
        try {
            Files.writeString(path, RowText.csv(tree, RowText.shown(tree)), StandardCharsets.UTF_8);
        } catch (IOException e) {
            MessageDialog.openError(shell, Messages.Table_export_failed, path + ": " + e.getMessage());
        }
    }

    private static IAction action(String text, Runnable run) {
        Action action = new Action(text) {
            @Override
            public void run() {
                run.run();
            }
        };
        action.setToolTipText(text);
        return action;
    }
}
