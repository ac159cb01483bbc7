package org.mmscope.rcp.internal;

import org.eclipse.jface.action.Action;
import org.eclipse.jface.action.ActionContributionItem;
import org.eclipse.jface.action.IContributionItem;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.actions.CompoundContributionItem;
import org.mmscope.lessons.Lesson;
import org.mmscope.lessons.Lessons;

/** One menu entry a lesson. */
public final class LessonItems extends CompoundContributionItem {

    @Override
    protected IContributionItem[] getContributionItems() {
        return Lessons.list().stream().map(lesson -> new ActionContributionItem(new OpenLesson(lesson)))
                .toArray(IContributionItem[]::new);
    }

    private static final class OpenLesson extends Action {
        private final Lesson lesson;

        OpenLesson(Lesson lesson) {
            super(lesson.title());
            this.lesson = lesson;
            setToolTipText(lesson.description());
        }

        @Override
        public void run() {
            new ScenarioOpener(PlatformUI.getWorkbench().getActiveWorkbenchWindow()).openLesson(lesson);
        }
    }
}
