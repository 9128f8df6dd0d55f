package org.lightningdb.storage.cursor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.delta.Delta;

/** Every version of every key, newest first, through deltas and a merge of them. */
class OlderVersionTest {
  private static final long SEED = 20261121;

  @Test
  void showsTheWholeChainOfEachKey() {
    Random random = new Random(SEED);
    for (int round = 0; round < 50; round++) {
      List<Delta> oldestFirst = List.of(new Delta(), new Delta(), new Delta());
      TreeMap<Slice, List<Long>> model = new TreeMap<>();
      long timestamp = 1;
      for (Delta delta : oldestFirst) {
        for (int i = random.nextInt(200); i > 0; i--) {
          Slice key = Slice.utf8("k" + random.nextInt(40));
          delta.put(key, timestamp, random.nextInt(4) == 0 ? null : Slice.utf8("v" + timestamp));
          model.computeIfAbsent(key, k -> new ArrayList<>()).add(timestamp++);
        }
      }
      long readTimestamp = 1 + random.nextLong(timestamp);
      assertEquals(expected(model, readTimestamp), seen(oldestFirst, readTimestamp), "" + SEED);
    }
  }

  private static Map<Slice, List<Long>> expected(Map<Slice, List<Long>> model, long readTimestamp) {
    TreeMap<Slice, List<Long>> chains = new TreeMap<>();
    model.forEach(
        (key, timestamps) -> {
          List<Long> newestFirst =
              timestamps.stream()
                  .filter(timestamp -> timestamp <= readTimestamp)
                  .sorted(Comparator.reverseOrder())
                  .toList();
          if (!newestFirst.isEmpty()) {
            chains.put(key, newestFirst);
          }
        });
    return chains;
  }

  private static Map<Slice, List<Long>> seen(List<Delta> oldestFirst, long readTimestamp) {
    List<VersionedCursor> newestFirst = new ArrayList<>();
    for (Delta delta : oldestFirst) {
      newestFirst.add(0, delta.cursor(ByteRange.all(), readTimestamp));
    }
    TreeMap<Slice, List<Long>> chains = new TreeMap<>();
    try (VersionedCursor cursor = new MergeCursor(newestFirst)) {
      for (boolean stands = cursor.first(); stands; stands = cursor.next()) {
        List<Long> chain = new ArrayList<>();
        do {
          chain.add(cursor.commitTimestamp());
          if (!cursor.tombstone()) {
            assertEquals(Slice.utf8("v" + cursor.commitTimestamp()), cursor.value());
          }
        } while (cursor.olderVersion());
        chains.put(cursor.key().copy(), chain);
      }
    }
    return chains;
  }
}
