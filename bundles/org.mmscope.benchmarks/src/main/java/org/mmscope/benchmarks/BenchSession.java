package org.mmscope.benchmarks;

import java.time.Duration;

import org.mmscope.scenario.ParseResult;
import org.mmscope.scenario.Scenario;
import org.mmscope.scenario.SourceText;
import org.mmscope.session.Session;
import org.mmscope.session.SessionOptions;
import org.mmscope.session.SessionState;

/** The runs that sessions are measured with. */
final class BenchSession {

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private BenchSession() {
    }

    /** A machine of 1 GB, nine tenths of its frames with data in them: equal bytes, numbers, a mapped file. */
    static Scenario dense() {
        return scenario("""
                machine memory=1GB pagefile=256MB
                file "C:\\pattern.bin" size=64MB fill=pattern
                process A ws_max=250000
                A: b = VirtualAlloc(0, 860MB, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE)
                repeat 430
                A: fill(b + $i * 1MB, 1MB, $i)
                end
                repeat 110080
                A: store32(b + 430MB + $i * 4KB, $i * 0x9E3779B1)
                A: store32(b + 430MB + $i * 4KB + 2000, $i)
                end
                A: f = CreateFile("C:\\pattern.bin", GENERIC_READ, FILE_SHARE_READ, OPEN_EXISTING)
                A: m = CreateFileMapping(f, PAGE_READONLY, 0, 0)
                A: v = MapViewOfFile(m, FILE_MAP_READ, 0, 0, 0)
                A: touch(v, 64MB)
                """);
    }

    /** A machine of 64 MB that pages, with so many rounds; 700 of them are a million events and 139,000 statements. */
    static Scenario busy(int rounds) {
        return scenario("""
                machine memory=64MB pagefile=128MB
                process A
                process B
                file "C:\\data.bin" size=8MB fill=pattern
                A: r = VirtualAlloc(0x10000000, 80MB, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE)
                B: q = VirtualAlloc(0x10000000, 24MB, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE)
                A: f = CreateFile("C:\\data.bin", GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ, OPEN_EXISTING)
                A: m = CreateFileMapping(f, PAGE_READWRITE, 0, 0)
                A: v = MapViewOfFile(m, FILE_MAP_WRITE, 0, 0, 0)
                repeat %d
                repeat 64
                A: store32(r + $i * 1228800, $i)
                A: load32(r + $i * 4KB)
                B: store32(q + $i * 24KB, $i)
                end
                A: touch(v, 1MB)
                B: fill(q, 64KB, 5)
                A: p = VirtualAlloc(0, 64KB, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE)
                A: fill(p, 16KB, 3)
                A: VirtualFree(p, 0, MEM_RELEASE)
                trim B
                tick 1
                end
                """.formatted(rounds));
    }

    private static Scenario scenario(String text) {
        ParseResult result = Scenario.parse(new SourceText("bench.mms", text));
        if (result.refused()) {
            throw new IllegalStateException(result.diagnostics().toString());
        }
        return result.scenario();
    }

    /** A session that has run to its end. */
    static Session finished(Scenario scenario, SessionOptions options) {
        Session session = Session.open(scenario, options);
        session.run();
        if (idle(session).state() != SessionState.FINISHED) {
            throw new IllegalStateException(session.moment().message().orElse("the run did not end"));
        }
        return session;
    }

    /** Waits for a session. */
    static Session idle(Session session) {
        try {
            if (!session.waitIdle(PATIENCE)) {
                throw new IllegalStateException("the run does not end");
            }
            return session;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
