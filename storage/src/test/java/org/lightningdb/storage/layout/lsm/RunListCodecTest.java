package org.lightningdb.storage.layout.lsm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lightningdb.storage.block.BlockCache;
import org.lightningdb.storage.block.BlockFile;
import org.lightningdb.storage.block.BlockImage;
import org.lightningdb.storage.block.BlockKind;
import org.lightningdb.storage.block.ExtentCollector;
import org.lightningdb.storage.block.RowBlockCodec;
import org.lightningdb.storage.block.RowBuffer;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.vfs.SimVfs;

class RunListCodecTest {
  private static final long STORE = 3;

  private final BlockFile blocks =
      BlockFile.create(SimVfs.memory("runs"), BlockFile.name(1), 1, new BlockCache(1 << 20));

  private RunList readBack(BlockImage image) {
    long address = blocks.write(image, new ExtentCollector());
    return RunListCodec.decode(blocks.readFromDisk(address, STORE));
  }

  @Test
  void decodesWhatItEncoded() {
    for (long seed = 0; seed < 100; seed++) {
      Random random = new Random(seed);
      RunList runs = randomList(random);
      if (!runs.isEmpty()) {
        assertEquals(runs, readBack(RunListCodec.encode(STORE, runs)), "seed " + seed);
      }
    }
  }

  private static RunList randomList(Random random) {
    Runs runs = new Runs();
    RunList list = RunList.EMPTY;
    for (int i = random.nextInt(20); i > 0; i--) {
      list = list.withYoung(runs.random(random, 10_000));
    }
    for (int level = 1; level <= RunList.LEVELS; level++) {
      int key = 0;
      while (random.nextInt(5) > 0) {
        Run run = runs.run(key, key + random.nextInt(50), 10, 1000, random.nextInt(2), 7);
        list = list.replace(List.of(), level, List.of(run));
        key += 51 + random.nextInt(50);
      }
    }
    return list;
  }

  @Test
  void refusesListsThatContradictThemselves() {
    Runs runs = new Runs();
    Run first = runs.run(10, 20, 1, 1, 0, 1);
    Run second = runs.run(20, 30, 1, 1, 0, 1);
    List<List<Run>> levels =
        List.of(List.of(first, second), List.of(), List.of(), List.of(), List.of(), List.of());
    RunList overlapping = new RunList(List.of(), levels);
    assertNotNull(overlapping.flaw());
    BlockImage image = RunListCodec.encode(STORE, overlapping);
    assertThrows(IllegalArgumentException.class, () -> readBack(image));
  }

  @Test
  void refusesBytesThatAreNoRuns() {
    for (int length = 0; length < 100; length++) {
      RowBuffer rows = new RowBuffer();
      rows.add(new Slice(new byte[5]), 1, new Slice(new byte[length]));
      BlockImage image = new RowBlockCodec(4096).image(rows, BlockKind.RUN_LIST, STORE, 0, 1);
      assertThrows(IllegalArgumentException.class, () -> readBack(image), "length " + length);
    }
    RowBuffer rows = new RowBuffer();
    rows.add(Slice.utf8("x"), 1, new Slice(new byte[200]));
    BlockImage wrongKey = new RowBlockCodec(4096).image(rows, BlockKind.RUN_LIST, STORE, 0, 1);
    assertThrows(IllegalArgumentException.class, () -> readBack(wrongKey));
    BlockImage wrongKind = new RowBlockCodec(4096).image(rows, BlockKind.LEAF, STORE, 0, 1);
    assertThrows(IllegalArgumentException.class, () -> readBack(wrongKind));
  }
}
