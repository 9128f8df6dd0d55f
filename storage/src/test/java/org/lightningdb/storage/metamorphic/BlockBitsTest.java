package org.lightningdb.storage.metamorphic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lightningdb.storage.block.Block;
import org.lightningdb.storage.block.BlockAddress;
import org.lightningdb.storage.block.BlockFile;
import org.lightningdb.storage.block.BlockKind;
import org.lightningdb.storage.block.KeyBuffer;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.error.StorageException.Kind;
import org.lightningdb.storage.vfs.SimVfs;

/**
 * Bits of every block of a data file, flipped one at a time: the block is refused, or reads as
 * before. With {@code lightning.bitflip.stride} 1 it is every single bit. What the engine makes of
 * a refused block is {@link BitFlipTest}'s business.
 */
@Timeout(value = 6, unit = TimeUnit.HOURS)
class BlockBitsTest {
  /** A prime, so that all bits of a byte have their turn. */
  private static final int BITS_BETWEEN = 1009;

  private final Map<BlockKind, long[]> countsByKind = new TreeMap<>();

  private record Found(long address, BlockKind kind, long storeId, List<String> rows) {}

  @ParameterizedTest
  @EnumSource(Shape.class)
  void aFlippedBitOfABlockIsRefusedOrHarmless(Shape shape, TestReporter reporter)
      throws IOException {
    SimVfs disk = new BitFlipTest().database(shape, true).killProcess();
    String name =
        disk.list().stream().filter(file -> file.startsWith("DATA-")).findFirst().orElseThrow();
    try (BlockFile blocks = BlockFile.openDamaged(disk, name)) {
      for (Found found : blocks(blocks)) {
        flipAll(disk, name, blocks, found);
      }
    }
    StringBuilder text = new StringBuilder();
    countsByKind.forEach(
        (kind, counts) ->
            text.append(
                String.format(
                    Locale.ROOT,
                    "%s %,d bits refused, %,d harmless; ",
                    kind,
                    counts[0],
                    counts[1])));
    reporter.publishEntry(shape + " blocks", text.toString());
    if (FlipSweep.isComplete()) {
      System.out.println(shape + " blocks: " + text);
    }
    assertTrue(countsByKind.values().stream().allMatch(counts -> counts[0] > 0), text::toString);
    assertTrue(countsByKind.containsKey(BlockKind.LEAF), text::toString);
  }

  private static List<Found> blocks(BlockFile blocks) throws IOException {
    List<Found> all = new ArrayList<>();
    blocks
        .scan()
        .run(
            (address, generation, committed, block) ->
                all.add(new Found(address, block.kind(), block.storeId(), rows(block))));
    return all;
  }

  private static List<String> rows(Block block) {
    List<String> rows = new ArrayList<>();
    KeyBuffer buffer = new KeyBuffer();
    Slice value = new Slice();
    for (int row = 0; row < block.rowCount(); row++) {
      rows.add(
          block.key(row, buffer)
              + "="
              + block.value(row, value).hashCode()
              + "@"
              + block.commitTimestamp(row));
    }
    return rows;
  }

  private void flipAll(SimVfs disk, String name, BlockFile blocks, Found found) throws IOException {
    long start = BlockAddress.offsetBytes(found.address);
    long bits = Byte.SIZE * BlockAddress.lengthBytes(found.address);
    long[] counts = countsByKind.computeIfAbsent(found.kind, unused -> new long[2]);
    for (long bit = 0; bit < bits; bit += FlipSweep.isComplete() ? 1 : BITS_BETWEEN) {
      long at = start + bit / Byte.SIZE;
      disk.flipBit(name, at, (int) (bit % Byte.SIZE));
      try {
        Block read = blocks.readFromDisk(found.address, found.storeId);
        assertEquals(found.rows, rows(read), () -> found + ", byte " + at);
        assertSame(found.kind, read.kind());
        counts[1]++;
      } catch (StorageException e) {
        assertSame(Kind.CORRUPT, e.kind(), e::toString);
        counts[0]++;
      }
      disk.flipBit(name, at, (int) (bit % Byte.SIZE));
    }
  }
}
