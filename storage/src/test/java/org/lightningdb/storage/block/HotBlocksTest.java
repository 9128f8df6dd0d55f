package org.lightningdb.storage.block;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.lightningdb.storage.vfs.SimVfs;

class HotBlocksTest {
  private static final long DATABASE = 77;
  private static final long[] ADDRESSES = {BlockAddress.of(9, 4), BlockAddress.of(3, 1)};

  @Test
  void whatIsSavedIsLoaded() throws IOException {
    SimVfs vfs = SimVfs.memory("hot");
    assertEquals(0, HotBlocks.load(vfs, DATABASE).length);
    HotBlocks.save(vfs, DATABASE, new long[] {1});
    HotBlocks.save(vfs, DATABASE, ADDRESSES);
    assertArrayEquals(ADDRESSES, HotBlocks.load(vfs, DATABASE));
    assertEquals(0, HotBlocks.load(vfs, DATABASE + 1).length, "of another database");
  }

  @Test
  void aLeftoverOfACrashIsReplaced() throws IOException {
    SimVfs vfs = SimVfs.memory("hot");
    vfs.create("HOT-new").close();
    HotBlocks.save(vfs, DATABASE, ADDRESSES);
    assertArrayEquals(ADDRESSES, HotBlocks.load(vfs, DATABASE));
  }

  @Test
  void everyFlippedBitAndEveryCutIsNoticed() {
    byte[] good = HotBlocks.encode(DATABASE, ADDRESSES);
    assertArrayEquals(ADDRESSES, HotBlocks.decode(DATABASE, good));
    for (int bit = 0; bit < good.length * 8; bit++) {
      byte[] damaged = good.clone();
      damaged[bit / 8] ^= (byte) (1 << (bit % 8));
      assertEquals(0, HotBlocks.decode(DATABASE, damaged).length, "bit " + bit);
    }
    for (int length = 0; length < good.length; length++) {
      byte[] cut = Arrays.copyOf(good, length);
      assertEquals(0, HotBlocks.decode(DATABASE, cut).length, "length " + length);
    }
  }
}
