package org.mmscope.ui;

/** The ids of the editors, for those who open one without depending on it. */
public final class EditorIds {

    /** The scenario editor; takes a {@link ScenarioInput}. */
    public static final String SCENARIO = "org.mmscope.ui.editors.scenario";
    /** The section graph; takes a {@link SessionInput}. */
    public static final String SECTION_GRAPH = "org.mmscope.ui.editors.sectionGraph";

    private EditorIds() {
    }
}
