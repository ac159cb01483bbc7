package org.mmscope.rcp.internal;

import org.eclipse.jface.preference.FieldEditorPreferencePage;
import org.eclipse.jface.preference.IntegerFieldEditor;
import org.eclipse.ui.IWorkbench;
import org.eclipse.ui.IWorkbenchPreferencePage;
import org.mmscope.ui.Preferences;

/** The root of the preferences of mmscope. */
public final class MmscopePreferencePage extends FieldEditorPreferencePage implements IWorkbenchPreferencePage {

    /** The id of this page. */
    public static final String ID = "org.mmscope.rcp.preferences";

    private static final int FASTEST = 60;

    /** Made by the platform. */
    public MmscopePreferencePage() {
        super(GRID);
        setDescription(Messages.Preferences_description);
    }

    @Override
    public void init(IWorkbench workbench) {
        setPreferenceStore(Preferences.store());
    }

    @Override
    protected void createFieldEditors() {
        IntegerFieldEditor updates = new IntegerFieldEditor(Preferences.UPDATES_PER_SECOND, Messages.Preferences_updates,
                getFieldEditorParent());
        updates.setValidRange(1, FASTEST);
        addField(updates);
    }
}
