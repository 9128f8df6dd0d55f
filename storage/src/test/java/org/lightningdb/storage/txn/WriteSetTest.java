package org.lightningdb.storage.txn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.cursor.VersionedCursor;
import org.lightningdb.storage.spec.StoreSpec;

class WriteSetTest {
  private final WriteSet writeSet = new WriteSet();

  @Test
  void aViewSeesOnlyWhatWasWrittenBeforeIt() {
    put("a", "1");
    int position = writeSet.position();
    put("a", "2");
    put("b", "3");
    assertEquals("{a=1}", content(position));
    assertEquals("{a=2, b=3}", content(writeSet.position()));
    assertEquals("{}", content(0));
  }

  @Test
  void whatFollowsARollbackStaysInvisibleToEarlierViews() {
    put("a", "1");
    int savepoint = writeSet.position();
    put("b", "2");
    put("c", "3");
    int position = writeSet.position();
    writeSet.truncate(savepoint);
    put("b", "4");
    assertEquals("{a=1}", content(position));
    assertEquals("{a=1, b=4}", content(writeSet.position()));
  }

  @Test
  void storesComeAndGoWithSavepoints() {
    writeSet.createStore(5, StoreSpec.btree());
    int savepoint = writeSet.position();
    writeSet.dropStore(5);
    writeSet.dropStore(7);
    assertTrue(writeSet.createdStores().isEmpty(), "created and dropped is as if never");
    assertEquals(List.of(7L), writeSet.droppedStores());
    writeSet.truncate(savepoint);
    assertEquals(1, writeSet.createdStores().size());
    assertTrue(writeSet.droppedStores().isEmpty());
    writeSet.truncate(0);
    assertTrue(writeSet.isEmpty());
    assertNull(writeSet.storeChange(5, Integer.MAX_VALUE));
  }

  @Test
  void writesToADroppedStoreAreNotLogged() {
    put("a", "1");
    writeSet.dropStore(1);
    assertTrue(writeSet.liveWrites().isEmpty());
    assertFalse(writeSet.isEmpty());
  }

  @Test
  void randomHistoriesAgreeWithAModel() {
    for (long seed = 0; seed < 200; seed++) {
      new Model(seed).run();
    }
  }

  private void put(String key, String value) {
    writeSet.write(1, Slice.utf8(key), Slice.utf8(value));
  }

  private String content(int position) {
    TreeMap<String, String> found = new TreeMap<>();
    VersionedCursor cursor = writeSet.cursor(1, ByteRange.all(), position);
    if (cursor != null) {
      for (boolean stands = cursor.first(); stands; stands = cursor.next()) {
        found.put(text(cursor.key()), text(cursor.value()));
      }
    }
    return found.toString();
  }

  private static String text(Slice slice) {
    return new String(slice.toByteArray(), StandardCharsets.UTF_8);
  }

  /** Compares every position still reachable after each step of a random history. */
  private static final class Model {
    private final long seed;
    private final Random random;
    private final WriteSet writeSet = new WriteSet();
    private final NavigableMap<Integer, TreeMap<Slice, String>> states = new TreeMap<>();

    Model(long seed) {
      this.seed = seed;
      this.random = new Random(seed);
      states.put(0, new TreeMap<>());
    }

    void run() {
      for (int step = 0; step < 60; step++) {
        if (random.nextInt(10) == 0) {
          int savepoint = new ArrayList<>(states.keySet()).get(random.nextInt(states.size()));
          writeSet.truncate(savepoint);
          TreeMap<Slice, String> kept = new TreeMap<>(states.floorEntry(savepoint).getValue());
          states.tailMap(savepoint, false).clear();
          states.put(writeSet.position(), kept);
        } else {
          write();
        }
        states.forEach(this::check);
      }
    }

    private void write() {
      TreeMap<Slice, String> next = new TreeMap<>(states.lastEntry().getValue());
      Slice key = new Slice(new byte[] {(byte) random.nextInt(12)});
      @Nullable Slice value = random.nextInt(4) == 0 ? null : Slice.utf8("v" + random.nextInt(99));
      writeSet.write(1, key, value);
      next.put(key, value == null ? "-" : text(value));
      states.put(writeSet.position(), next);
    }

    private void check(int position, Map<Slice, String> expected) {
      VersionedCursor cursor = writeSet.cursor(1, ByteRange.all(), position);
      TreeMap<Slice, String> forward = new TreeMap<>();
      TreeMap<Slice, String> backward = new TreeMap<>();
      if (cursor != null) {
        for (boolean stands = cursor.first(); stands; stands = cursor.next()) {
          forward.put(cursor.key().copy(), cursor.tombstone() ? "-" : text(cursor.value()));
        }
        for (boolean stands = cursor.last(); stands; stands = cursor.prev()) {
          backward.put(cursor.key().copy(), cursor.tombstone() ? "-" : text(cursor.value()));
        }
      }
      assertEquals(expected, forward, () -> "seed " + seed + " position " + position);
      assertEquals(expected, backward, () -> "seed " + seed + " position " + position);
    }
  }
}
