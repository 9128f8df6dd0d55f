package org.lightningdb.storage.block;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.lightningdb.storage.bytes.Slice;

/** A row found by its key alone is the row that a search finds. */
class RowPlacesTest {
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
    long place = block.place(key);
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
      byte[] key = String.valueOf(1000 + i).getBytes(UTF_8);
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

  @Test
  void hashesSpreadOverTheSlots() {
    for (int digits = 1; digits <= 30; digits++) {
      long[] slots = RowSlots.table(170);
      assertEquals(256, slots.length);
      int taken = 0;
      for (int i = 0; i < 170; i++) {
        byte[] key = String.format(Locale.ROOT, "%0" + digits + "d", i).getBytes(UTF_8);
        long hash = RowSlots.hash(key, 0, key.length);
        taken += slots[(int) hash & 255] == 0 ? 0 : 1;
        RowSlots.add(slots, hash, i + 1, 100, 1);
      }
      assertTrue(taken <= 90, taken + " of 170 found their slot taken, digits: " + digits);
    }
  }

  @Test
  void aPlaceTellsWhereTheValueAndTheTimestampAre() {
    for (int length : new int[] {0, 1, 127, 128, 16383, 16384, (1 << 20) - 20}) {
      long place = RowSlots.place((1 << 20) - 1, length, 10);
      assertEquals((1 << 20) - 1, RowSlots.valueStart(place));
      assertEquals(length, RowSlots.valueLength(place));
      assertEquals((1 << 20) - 1 - 10 - Varint.size(length), RowSlots.timestampStart(place));
    }
  }

  @Test
  void aBlockTooLargeForPlacesIsSearched() {
    RowBuffer buffer = new RowBuffer();
    Slice key = Slice.utf8("key");
    buffer.add(key, 7, new Slice(new byte[3 << 20]));
    RowBlockCodec codec = new RowBlockCodec(1 << 20);
    Block block = new RowBlock(codec.image(buffer, BlockKind.LEAF, 1, 0, 1));
    for (int pass = 0; pass < 3; pass++) {
      long place = block.place(key);
      assertEquals(3 << 20, block.valueAt(place, new Slice()).length());
      assertEquals(7, block.commitTimestampAt(place));
      assertTrue(block.place(Slice.utf8("kez")) < 0);
    }
  }

  @Test
  void aHandleAnswersAsItsBlockUntilItIsEmptied() {
    TreeMap<Slice, Integer> rows = new TreeMap<>();
    for (int i = 0; i < 100; i++) {
      rows.put(Slice.utf8("row " + i), i);
    }
    Block block = block(rows);
    BlockHandle handle = new BlockHandle(1, block, 0);
    Slice value = new Slice();
    Slice some = Slice.utf8("row 7");
    assertEquals(BlockFile.UNKNOWN, handle.get(some, value), "before anybody looked twice");
    assertTrue(block.place(some) >= 0);
    assertTrue(block.place(some) >= 0);
    assertEquals(BlockFile.UNKNOWN, handle.get(some, value), "the call that learns of the table");
    rows.forEach(
        (key, number) -> {
          assertEquals(1000 + number, handle.get(key, value));
          assertEquals(value(number), value);
        });
    assertEquals(BlockFile.ABSENT, handle.get(Slice.utf8("row 100"), value));
    assertEquals(BlockFile.ABSENT, handle.get(Slice.utf8("ro"), value));
    assertEquals(BlockFile.ABSENT, handle.get(Slice.utf8(""), value));
    handle.clear();
    assertEquals(BlockFile.UNKNOWN, handle.get(some, value));
    assertEquals(BlockFile.UNKNOWN, handle.get(some, value), "nothing was learned again");
  }
}
