package org.lightningdb.storage.layout.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.cursor.CursorContract;
import org.lightningdb.storage.error.StorageException;

class HistoryRowTest {
  private final HistoryRow rows = new HistoryRow();

  @Test
  void keysComeBackAndKeepTheirOrder() {
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      String at = "round " + i;
      Slice left = key(random);
      Slice right = random.nextInt(4) == 0 ? left : key(random);
      long leftEnd = timestamp(random);
      long rightEnd = random.nextInt(4) == 0 ? leftEnd : timestamp(random);
      Slice leftRow = rows.key(left, leftEnd).copy();
      Slice rightRow = rows.key(right, rightEnd).copy();
      assertEquals(left, rows.storeKey(leftRow), at);
      assertEquals(leftEnd, HistoryRow.supersededAt(leftRow), at);
      int order = left.compareTo(right);
      int expected = order != 0 ? order : Long.compare(rightEnd, leftEnd);
      assertEquals(sign(expected), sign(leftRow.compareTo(rightRow)), at);
      assertEquals(order == 0, HistoryRow.sameKey(leftRow, rightRow), at);
      Slice before = rows.before(left).copy();
      Slice behind = rows.behind(left).copy();
      assertTrue(before.compareTo(leftRow) < 0 && behind.compareTo(leftRow) > 0, at);
      assertEquals(sign(order > 0 ? 1 : -1), sign(before.compareTo(rightRow)), at);
      assertEquals(sign(order < 0 ? -1 : 1), sign(behind.compareTo(rightRow)), at);
    }
  }

  private static int sign(int order) {
    return Integer.signum(order);
  }

  private static Slice key(Random random) {
    return CursorContract.randomKey(random, 5);
  }

  private static long timestamp(Random random) {
    return random.nextLong() >>> (2 + random.nextInt(60));
  }

  @Test
  void versionsComeBack() {
    Random random = new Random(8);
    HistoryRow.Version version = new HistoryRow.Version();
    for (int i = 0; i < 5_000; i++) {
      long committedAt = timestamp(random);
      long supersededAt = committedAt + (timestamp(random) & 0xFFFFFFFFFFL);
      byte[] value = new byte[random.nextInt(200)];
      random.nextBytes(value);
      boolean tombstone = random.nextBoolean();
      Slice row = rows.value(supersededAt, committedAt, tombstone, new Slice(value));
      version.read(row, supersededAt);
      assertEquals(committedAt, version.committedAt());
      assertEquals(tombstone, version.tombstone());
      assertEquals(new Slice(value), version.value());
    }
  }

  @Test
  void damagedRowsAreRefused() {
    Random random = new Random(9);
    HistoryRow.Version version = new HistoryRow.Version();
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[random.nextInt(20)];
      random.nextBytes(bytes);
      for (int at = 0; at < bytes.length; at++) {
        bytes[at] = random.nextInt(3) == 0 ? 0 : bytes[at];
      }
      Slice row = new Slice(bytes);
      try {
        rows.storeKey(row);
        HistoryRow.supersededAt(row);
      } catch (StorageException e) {
        assertEquals(StorageException.Kind.CORRUPT, e.kind());
      }
      try {
        version.read(row, random.nextInt(1000));
      } catch (StorageException e) {
        assertEquals(StorageException.Kind.CORRUPT, e.kind());
      }
    }
    Slice cut = new Slice(new byte[] {1, 2, 0});
    assertThrows(StorageException.class, () -> rows.storeKey(cut));
    Slice endless = new Slice(new byte[] {-1, -1, -1});
    assertThrows(StorageException.class, () -> version.read(endless, 5));
  }
}
