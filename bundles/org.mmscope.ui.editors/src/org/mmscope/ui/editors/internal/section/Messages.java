package org.mmscope.ui.editors.internal.section;

import org.eclipse.osgi.util.NLS;

/** Texts of the section graph. */
final class Messages extends NLS {

    public static String box_file;
    public static String box_section;
    public static String box_controlArea;
    public static String box_segment;
    public static String box_frames;
    public static String box_process;
    public static String box_view;
    public static String box_nothing;
    public static String box_nothingDetail;

    public static String caption_prototypePtes;
    public static String caption_ptes;

    public static String field_dataControlArea;
    public static String field_imageControlArea;
    public static String field_protection;
    public static String field_segment;
    public static String field_filePointer;
    public static String field_references;
    public static String field_subsection;
    public static String field_controlArea;
    public static String field_firstPrototypePte;

    public static String text_nothing;
    public static String text_references;
    public static String text_segmentAndHandles;
    public static String text_subsection;
    public static String text_subsectionPtes;
    public static String text_times;
    public static String text_moreViews;
    public static String text_noView;
    public static String text_noFrame;
    public static String text_share;
    public static String text_reference;
    public static String text_modified;
    public static String text_private;
    public static String text_unnamed;

    public static String kind_data;
    public static String kind_image;
    public static String kind_pageFile;

    public static String pte_valid;
    public static String pte_transition;
    public static String pte_pageFile;
    public static String pte_demandZero;
    public static String pte_prototype;
    public static String pte_subsection;
    public static String pte_noAccess;
    public static String pte_decommitted;
    public static String pte_empty;
    public static String pte_copyOnWrite;
    public static String pte_writable;
    public static String pte_readOnly;
    public static String pte_accessed;
    public static String pte_notAccessed;
    public static String pte_dirty;
    public static String pte_clean;

    public static String tip_file;
    public static String tip_section;
    public static String tip_controlArea;
    public static String tip_references;
    public static String tip_segment;
    public static String tip_subsection;
    public static String tip_prototypePte;
    public static String tip_process;
    public static String tip_view;
    public static String tip_pte;
    public static String tip_frame;
    public static String tip_bytes;

    public static String link_dataControlArea;
    public static String link_imageControlArea;
    public static String link_segment;
    public static String link_filePointer;
    public static String link_basePte;
    public static String link_controlArea;
    public static String link_viewControlArea;
    public static String link_firstPrototypePte;
    public static String link_frame;
    public static String link_ptePrototype;

    public static String legend_changed;
    public static String legend_new;
    public static String legend_shared;
    public static String legend_process;

    public static String job_derive;
    public static String action_fit;
    public static String action_arrange;
    public static String action_savePicture;
    public static String picture_title;
    public static String picture_png;
    public static String picture_svg;
    public static String picture_failed;

    static {
        NLS.initializeMessages(Messages.class.getPackageName() + ".messages", Messages.class);
    }

    private Messages() {
    }
}
