package org.mmscope.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code walk} on images whose tables are written by hand. */
class WalkVerbTest extends CommandLineTest {

    private static final int PRESENT = 1;
    private static final int WRITE = 1 << 1;
    private static final int USER = 1 << 2;
    private static final int ACCESSED = 1 << 5;
    private static final int DIRTY = 1 << 6;
    private static final int LARGE = 1 << 7;
    private static final int GLOBAL = 1 << 8;

    private final ByteBuffer memory = ByteBuffer.allocate(16 * 4096).order(ByteOrder.LITTLE_ENDIAN);

    /** Directory in frame 1 with a table in frame 2 and a 4 MB page. */
    private Path x86() throws IOException {
        memory.putInt(0x1000 + 4 * 0x40, 0x2000 | PRESENT | WRITE | USER);
        memory.putInt(0x1000 + 4 * 0x200, 0x0040_0000 | PRESENT | WRITE | LARGE | GLOBAL | ACCESSED);
        memory.putInt(0x1000 + 4 * 0x41, 0x0100_0000 | PRESENT);
        memory.putInt(0x2000 + 4, 0x5000 | PRESENT | USER | ACCESSED);
        memory.putInt(0x2000 + 8, 0x6000 | PRESENT | WRITE | USER | ACCESSED | DIRTY | 1 << 3 | 1 << 4);
        return Files.write(path("x86.raw"), memory.array());
    }

    /** Pointer table at 0x1020, directory in frame 2, table in frame 3. */
    private Path pae() throws IOException {
        memory.putLong(0x1020 + 8, 0x2000 | PRESENT);
        memory.putLong(0x2000 + 8, 0x3000 | PRESENT | WRITE | USER);
        memory.putLong(0x2000 + 16, 0x0020_0000L | PRESENT | LARGE | 1L << 63);
        memory.putLong(0x3000, 0x9_0000_5000L | PRESENT | 1L << 63);
        return Files.write(path("pae.raw"), memory.array());
    }

    @Test
    void listsEveryMappedPageInOrder() throws IOException {
        Outcome walk = mmscope("walk", x86(), "--cr3", "0x1000");
        walk.assertExit(0);
        assertEquals("""
                {"va":268439552,"pa":20480,"size":4096,"flags":["U","A"]}
                {"va":268443648,"pa":24576,"size":4096,"flags":["W","U","A","D","PWT","PCD"]}
                {"va":2147483648,"pa":4194304,"size":4194304,"flags":["W","A","G","PS"]}
                """, walk.out());
    }

    @Test
    void listsPagesOfPae() throws IOException {
        Outcome walk = mmscope("walk", pae(), "--cr3", 0x1020, "--paging", "pae");
        walk.assertExit(0);
        assertEquals("""
                {"va":1075838976,"pa":38654726144,"size":4096,"flags":["NX"]}
                {"va":1077936128,"pa":2097152,"size":2097152,"flags":["PS","NX"]}
                """, walk.out());
    }

    @Test
    void translatesTheAddressesGiven() throws IOException {
        Outcome walk = mmscope("walk", x86(), "--cr3", "4096", "0x10001234", 0x80123456L, "0x10000000", "0",
                "0x10400000");
        walk.assertExit(0);
        assertEquals("""
                {"va":268440116,"pa":21044,"size":4096,"flags":["U","A"]}
                {"va":2148676694,"pa":5387350,"size":4194304,"flags":["W","A","G","PS"]}
                {"va":268435456,"pa":null,"reason":"page table entry 0 at 0x2000 is 0x0: not present"}
                {"va":0,"pa":null,"reason":"page directory entry 0 at 0x1000 is 0x0: not present"}
                {"va":272629760,"pa":null,"reason":"page table entry 0 would be at 0x1000000: outside physical memory"}
                """, walk.out());
    }

    @Test
    void anAbsentPointerIsAReason() throws IOException {
        Outcome walk = mmscope("walk", pae(), "--cr3", "0x1020", "--paging", "pae", "0");
        assertEquals("{\"va\":0,\"pa\":null,\"reason\":\"page directory pointer table entry 0 at 0x1020 is 0x0:"
                + " not present\"}\n", walk.out());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "--cr3 zero             | --cr3 \"zero\" is not a number",
        "--cr3 0x               | is not a number",
        "--cr3 0x10000          | lies outside the image",
        "--cr3 0x100000000      | is too large",
        "--cr3 0x1000 0x100000000 | VA 0x100000000 is too large",
        "--cr3 0x1000 -- -1     | VA \"-1\" is not a number",
        "--cr3 0x1000 --paging long | expected x86 or pae" })
    void wrongNumbersAreRefused(String arguments, String message) throws IOException {
        Object[] options = arguments.split(" ");
        Object[] all = new Object[options.length + 2];
        all[0] = "walk";
        all[1] = x86();
        System.arraycopy(options, 0, all, 2, options.length);
        mmscope(all).assertRefused(message);
    }

    @Test
    void whatIsNoImageIsRefused() {
        mmscope("walk", path("none.raw"), "--cr3", "0").assertRefused("there is no such file");
        mmscope("walk", folder, "--cr3", "0").assertRefused("is a folder");
        mmscope("walk", file("empty.raw", ""), "--cr3", "0").assertRefused("empty");
    }
}
