package org.mmscope.benchmarks;

import org.mmscope.kernel.event.Events;
import org.openjdk.jmh.annotations.Fork;

/** The faults of {@link FaultBenchmark} by a kernel that never has anything to tell, whoever listens. */
@Fork(value = 1, jvmArgsAppend = { "-Xmx1g", "-XX:+UseSerialGC", "-D" + Events.ABSENT + "=true" })
public class FaultsWithoutEvents extends FaultBenchmark {
}
