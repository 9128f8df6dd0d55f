package org.lightningdb.storage.block;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.cursor.CursorContract;

class BlockTest {
  private static final BlockCodec CODEC = new RowBlockCodec(4096);

  private record Row(Slice key, long timestamp, Slice value) {}

  @Test
  void rowsComeBackAsTheyWereAdded() {
    for (long seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      List<Row> rows = randomRows(random);
      RowBuffer buffer = new RowBuffer();
      rows.forEach(row -> buffer.add(row.key, row.timestamp, row.value));
      while (buffer.count() > 0) {
        int count = 1 + random.nextInt(buffer.count());
        BlockImage image = CODEC.image(buffer, BlockKind.LEAF, 3, 0, count);
        long estimate = CODEC.encodedSize(buffer, 0, count);
        long size = (long) BlockHeader.BYTES + image.payload.length;
        assertTrue(size <= estimate + 6L * count, "seed " + seed + " " + size + " " + estimate);
        check(new RowBlock(image), rows.subList(0, count), random, "seed " + seed);
        rows = rows.subList(count, rows.size());
        buffer.removeFirst(count);
      }
      assertTrue(rows.isEmpty());
    }
  }

  private static List<Row> randomRows(Random random) {
    int keyKinds = 1 + random.nextInt(5);
    NavigableMap<Slice, Row> rows = new TreeMap<>();
    for (int i = 1 + random.nextInt(300); i > 0; i--) {
      Slice key = CursorContract.randomKey(random, keyKinds);
      long timestamp = random.nextBoolean() ? random.nextInt(100) : random.nextLong() >>> 1;
      byte[] value = new byte[random.nextInt(random.nextInt(9) == 0 ? 5000 : 20)];
      random.nextBytes(value);
      rows.put(key, new Row(key, timestamp, new Slice(value)));
    }
    return new ArrayList<>(rows.values());
  }

  private static void check(Block block, List<Row> rows, Random random, String at) {
    assertEquals(rows.size(), block.rowCount(), at);
    KeyBuffer buffer = new KeyBuffer();
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      assertEquals(row.key, block.key(i, buffer), at);
      assertEquals(row.value, block.value(i, new Slice()), at);
      assertEquals(row.timestamp, block.commitTimestamp(i), at);
      assertEquals(i, block.find(row.key), at);
    }
    long newest = rows.stream().mapToLong(Row::timestamp).max().orElseThrow();
    long oldest = rows.stream().mapToLong(Row::timestamp).min().orElseThrow();
    assertEquals(newest, block.maxTimestamp(), at);
    assertEquals(oldest, block.minTimestamp(), at);
    for (int i = 0; i < 100; i++) {
      Slice key = CursorContract.randomKey(random, 5);
      long below = rows.stream().filter(row -> row.key.compareTo(key) < 0).count();
      assertEquals(below, block.lowerBound(key), at);
    }
  }

  @Test
  void varintsKeepEveryNumber() {
    byte[] bytes = new byte[12];
    for (int shift = 0; shift < 64; shift++) {
      for (long number : new long[] {1L << shift, (1L << shift) - 1, -1L >>> shift}) {
        int end = Varint.write(bytes, 1, number);
        assertEquals(Varint.size(number), end - 1);
        assertEquals(end, Varint.skip(bytes, 1));
        assertEquals(number, Varint.read(bytes, 1));
      }
    }
  }

  @Test
  void garbageNeverParsesBeyondItsEnd() {
    RowBuffer buffer = new RowBuffer();
    randomRows(new Random(1)).forEach(row -> buffer.add(row.key, row.timestamp, row.value));
    BlockImage image = CODEC.image(buffer, BlockKind.LEAF, 3, 0, buffer.count());
    byte[] cut = Arrays.copyOf(image.payload, image.payload.length - 1);
    BlockImage broken =
        new BlockImage(BlockKind.LEAF, BlockHeader.CODEC_ROWS, 3, buffer.count(), 0, 0, cut);
    assertThrows(IndexOutOfBoundsException.class, () -> new RowBlock(broken));
    Random random = new Random(2);
    int refused = 0;
    for (int i = 0; i < 2000; i++) {
      byte[] garbage = new byte[1 + random.nextInt(60)];
      random.nextBytes(garbage);
      try {
        new RowBlock(
            new BlockImage(
                BlockKind.LEAF, BlockHeader.CODEC_ROWS, 3, 1 + random.nextInt(4), 0, 0, garbage));
      } catch (IndexOutOfBoundsException e) {
        refused++;
      }
    }
    assertTrue(refused > 1900, "refused " + refused);
  }

  @Test
  void headerComesBackAndItsChecksumCoversEveryByte() {
    BlockHeader header =
        new BlockHeader(1, 2, 1, 1, 1, 77, -5L, 900, 100, 4L, 1L << 60, 1L << 40, 0xFFFFFFFEL);
    byte[] block = new byte[4096];
    new Random(1).nextBytes(block);
    header.encode(block);
    assertEquals(header, BlockHeader.decode(block));
    assertTrue(BlockHeader.hasMagic(block));
    byte[] copy = block.clone();
    for (int i = 0; i < BlockHeader.BYTES + 100; i++) {
      block[i] ^= 0x10;
      int length = BlockHeader.storedLength(block);
      boolean plausible = length >= 0 && length <= block.length - BlockHeader.BYTES;
      assertTrue(!plausible || !BlockHeader.checksumMatches(block, length), "byte " + i);
      block[i] ^= 0x10;
    }
    assertArrayEquals(copy, block);
  }
}
