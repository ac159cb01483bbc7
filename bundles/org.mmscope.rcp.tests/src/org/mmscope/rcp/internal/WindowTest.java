package org.mmscope.rcp.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.eclipse.jface.resource.ColorRegistry;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;
import org.eclipse.ui.IPageLayout;
import org.eclipse.ui.IViewReference;
import org.eclipse.ui.PlatformUI;
import org.junit.jupiter.api.Test;
import org.mmscope.rcp.SectionsPerspective;
import org.mmscope.ui.Images;
import org.mmscope.ui.ThemeColor;
import org.mmscope.ui.views.PhysicalMemoryView;
import org.mmscope.ui.views.ProcessesView;

class WindowTest {

    @Test
    void opensInTheSectionsPerspectiveWithItsViews() {
        assertEquals(SectionsPerspective.ID, TestWindow.page().getPerspective().getId());
        List<String> views = Arrays.stream(TestWindow.page().getViewReferences()).map(IViewReference::getId).toList();
        assertTrue(views.containsAll(List.of(ProcessesView.ID, PhysicalMemoryView.ID, IPageLayout.ID_PROP_SHEET)),
                views.toString());
    }

    @Test
    void menuBarHasNothingThatBelongsToAnIde() {
        Menu bar = TestWindow.window().getShell().getMenuBar();
        assertArrayEquals(new String[] { "File", "Edit", "Run", "Inspect", "Window", "Help" },
                Stream.of(bar.getItems()).filter(item -> !item.getText().isEmpty()).map(WindowTest::plain).toArray());
    }

    @Test
    void everyImageIsThere() {
        for (Images image : Images.values()) {
            assertFalse(image.image().isDisposed(), image.name());
            assertNotNull(image.descriptor().getImageData(100), image.name());
        }
    }

    @Test
    void everyColorIsInTheThemeRegistry() {
        ColorRegistry registry = PlatformUI.getWorkbench().getThemeManager().getCurrentTheme().getColorRegistry();
        for (ThemeColor color : ThemeColor.values()) {
            assertTrue(registry.hasValueFor(color.id()), color.id());
            assertEquals(color.standard(), registry.getRGB(color.id()), color.id());
        }
    }

    private static String plain(MenuItem item) {
        return item.getText().replace("&", "");
    }
}
