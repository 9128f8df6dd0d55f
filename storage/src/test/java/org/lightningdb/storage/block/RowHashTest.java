package org.lightningdb.storage.block;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.lightningdb.storage.bytes.Slice;

/** A row found by its key alone is the row that a search finds. */
class RowHashTest {
  @Test
  void placesAgreeWithASearchForAllKindsOfKeys() {
    for (long seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      TreeMap<Slice, Integer> rows = new TreeMap<>();
      int count = 1 + random.nextInt(random.nextInt(4) == 0 ? 1500 : 150);
      byte[] prefix = new byte[random.nextInt(12)];
      for (int i = 0; i < count; i++) {
        rows.put(key(random, prefix), i);
      }
      Block block = block(rows);
      String at = "seed " + seed;
      for (int pass = 0; pass < 3; pass++) {
        rows.forEach((key, number) -> assertFound(block, key, number, at));
        for (int i = 0; i < 200; i++) {
          Slice other = key(random, random.nextInt(4) == 0 ? new byte[0] : prefix);
          if (!rows.containsKey(other)) {
            assertTrue(block.place(other) < 0, at);
          }
        }
      }
    }
  }

  private static Slice key(Random random, byte[] prefix) {
    byte[] rest = new byte[random.nextInt(20)];
    for (int i = 0; i < rest.length; i++) {
      rest[i] = (byte) random.nextInt(random.nextInt(4) == 0 ? 256 : 3);
    }
    byte[] key = new byte[prefix.length + rest.length];
    System.arraycopy(rest, 0, key, prefix.length, rest.length);
    return new Slice(key);
  }

  private static Block block(Map<Slice, Integer> rows) {
    RowBuffer buffer = new RowBuffer();
    rows.forEach((key, number) -> buffer.add(key, 1000 + number, value(number)));
    RowBlockCodec codec = new RowBlockCodec(1 << 20);
    return new RowBlock(codec.image(buffer, BlockKind.LEAF, 1, 0, buffer.count()));
  }

  private static Slice value(int number) {
    return new Slice(new byte[number % 300]);
  }

  private static void assertFound(Block block, Slice key, int number, String at) {
    int place = block.place(key);
    assertTrue(place >= 0, at);
    assertEquals(value(number), block.valueAt(place, new Slice()), at);
    assertEquals(1000 + number, block.commitTimestampAt(place), at);
    int row = block.find(key);
    assertEquals(number + 1000, block.commitTimestamp(row), at);
  }

  @Test
  void hashesSpreadOverTheTable() {
    int[] table = RowHash.table(200);
    int longest = 0;
    for (int i = 0; i < 200; i++) {
      byte[] key = String.valueOf(1000 + i).getBytes(StandardCharsets.UTF_8);
      int hash = RowHash.hash(key, 0, key.length);
      RowHash.add(table, hash, i + 1);
      int slot = RowHash.candidate(table, hash, hash);
      int steps = 0;
      while (RowHash.start(table, slot) != i + 1) {
        slot = RowHash.candidate(table, hash, slot + 1);
        steps++;
      }
      longest = Math.max(longest, steps);
    }
    assertTrue(longest <= 2, "candidates before the right one: " + longest);
  }
}
