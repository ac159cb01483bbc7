package org.mmscope.scenario.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.mmscope.kernel.Kernel;
import org.mmscope.kernel.KernelConfiguration;
import org.mmscope.scenario.ScenarioLanguage;
import org.mmscope.win32.Win32;

class CallTableTest {

    @Test
    void everyCallOfTheLanguageCanBeMade() {
        CallTable table = new CallTable(new Win32(Kernel.boot(KernelConfiguration.defaults())));
        Set<String> all = ScenarioLanguage.calls().stream().map(ScenarioLanguage.Call::name)
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(all, new TreeSet<>(table.names()));
    }
}
