package org.lightningdb.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.cursor.Cursor;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.error.StorageException.Kind;
import org.lightningdb.storage.spec.Durability;
import org.lightningdb.storage.spec.EngineOptions;
import org.lightningdb.storage.spec.Isolation;
import org.lightningdb.storage.spec.StoreSpec;
import org.lightningdb.storage.spec.TransactionOptions;
import org.lightningdb.storage.txn.ReadView;
import org.lightningdb.storage.txn.Txn;
import org.lightningdb.storage.txn.ValueStream;
import org.lightningdb.storage.vfs.SimVfs;

/** Values that are written and read as streams. */
class LongValueTest {
  private static final EngineOptions OPTIONS =
      EngineOptions.defaults().with(new TransactionOptions(2_000, 2 << 20));
  private static final Slice KEY = Slice.utf8("key");

  @Test
  void valuesOfEveryLengthComeBackFromEverywhere() throws IOException {
    SimVfs disk = SimVfs.memory("lengths");
    int[] lengths = {0, 1, 16, 258_047, 258_048, 258_049, 1_000_000, 5_000_000};
    long store;
    try (LightningEngine engine = open(disk)) {
      store = createStore(engine);
      try (Txn txn = engine.begin(Isolation.SNAPSHOT, false);
          ReadView view = txn.view()) {
        for (int length : lengths) {
          txn.putStream(view, store, key(length), new ByteArrayInputStream(bytes(length)));
          Slice latest = txn.getLatest(store, key(length));
          assertArrayEquals(bytes(length), latest == null ? null : latest.toByteArray());
        }
        try (ReadView own = txn.view()) {
          assertAll(own, store, lengths);
        }
        txn.commit(Durability.GROUP);
      }
      try (ReadView view = engine.view()) {
        assertAll(view, store, lengths);
        engine.checkpoint();
        assertAll(view, store, lengths);
      }
      assertClean(engine);
    }
    try (LightningEngine engine = open(disk);
        ReadView view = engine.view()) {
      assertAll(view, store, lengths);
      assertClean(engine);
    }
  }

  private static void assertAll(ReadView view, long store, int[] lengths) throws IOException {
    for (int length : lengths) {
      Slice whole = view.get(store, key(length));
      assertArrayEquals(bytes(length), whole == null ? null : whole.toByteArray());
      try (ValueStream stream = view.openValue(store, key(length))) {
        assertNotNull(stream);
        assertEquals(length, stream.length());
        assertArrayEquals(bytes(length), stream.readAllBytes());
        assertEquals(-1, stream.read());
        Random random = new Random(length);
        for (int i = 0; i < 10 && length > 0; i++) {
          int position = random.nextInt(length);
          stream.position(position);
          assertEquals(bytes(length)[position] & 0xFF, stream.read());
        }
      }
    }
    List<Integer> walked = new ArrayList<>();
    try (Cursor cursor = view.cursor(store, ByteRange.all())) {
      for (boolean stands = cursor.first(); stands; stands = cursor.next()) {
        walked.add(cursor.value().length());
      }
    }
    assertEquals(lengths.length, walked.size());
    assertTrue(walked.contains(5_000_000), walked::toString);
  }

  @Test
  void overwritingAndDeletingGiveTheSpaceBack() throws IOException {
    try (LightningEngine engine = open(SimVfs.memory("space"))) {
      long store = createStore(engine);
      stream(engine, store, 3_000_000);
      engine.checkpoint();
      long size = engine.statistics().dataBytes();
      for (int round = 0; round < 6; round++) {
        if (round % 3 == 0) {
          put(engine, store, Slice.utf8("short"));
        } else if (round % 3 == 1) {
          delete(engine, store);
        }
        stream(engine, store, 3_000_000);
        engine.checkpoint();
        assertClean(engine);
      }
      assertTrue(engine.statistics().dataBytes() < 5 * size, "space is used again");
      delete(engine, store);
      engine.checkpoint();
      put(engine, store, Slice.utf8("short"));
      engine.checkpoint();
      assertClean(engine);
      try (ReadView view = engine.view();
          ValueStream stream = view.openValue(store, KEY)) {
        assertNotNull(stream);
        assertEquals("short", new String(stream.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
  }

  @Test
  void oldViewsKeepTheValueTheyHad() throws IOException {
    try (LightningEngine engine = open(SimVfs.memory("views"))) {
      long store = createStore(engine);
      stream(engine, store, 700_000);
      try (ReadView old = engine.view()) {
        stream(engine, store, 300_000);
        engine.checkpoint();
        delete(engine, store);
        engine.checkpoint();
        assertValue(old, store, 700_000);
      }
      try (ReadView view = engine.view()) {
        assertNull(view.get(store, KEY));
        assertNull(view.openValue(store, KEY));
      }
    }
  }

  @Test
  void rollingBackLeavesWhatWasThere() throws IOException {
    try (LightningEngine engine = open(SimVfs.memory("rollback"))) {
      long store = createStore(engine);
      stream(engine, store, 600_000);
      try (Txn txn = engine.begin(Isolation.SNAPSHOT, false);
          ReadView view = txn.view()) {
        int savepoint = txn.savepoint();
        txn.putStream(view, store, KEY, new ByteArrayInputStream(bytes(4_000_000)));
        txn.put(view, store, KEY, Slice.utf8("short"));
        txn.rollbackTo(savepoint);
        try (ReadView own = txn.view()) {
          assertValue(own, store, 600_000);
        }
        txn.putStream(view, store, KEY, new ByteArrayInputStream(bytes(3_500_000)));
        txn.rollback();
      }
      try (ReadView view = engine.view()) {
        assertValue(view, store, 600_000);
      }
      engine.checkpoint();
      assertClean(engine);
    }
  }

  @Test
  void aStreamThatFailsWritesNothing() throws IOException {
    try (LightningEngine engine = open(SimVfs.memory("failure"))) {
      long store = createStore(engine);
      stream(engine, store, 300_000);
      try (Txn txn = engine.begin(Isolation.SNAPSHOT, false);
          ReadView view = txn.view()) {
        InputStream broken =
            new InputStream() {
              private int left = 3_000_000;

              @Override
              public int read() throws IOException {
                if (--left < 0) {
                  throw new IOException("broken");
                }
                return 7;
              }

              @Override
              public int read(byte[] target, int offset, int count) throws IOException {
                left -= count;
                if (left < 0) {
                  throw new IOException("broken");
                }
                return count;
              }
            };
        assertThrows(IOException.class, () -> txn.putStream(view, store, KEY, broken));
        txn.commit(Durability.GROUP);
      }
      try (ReadView view = engine.view()) {
        assertValue(view, store, 300_000);
      }
      engine.checkpoint();
      assertClean(engine);
    }
  }

  /** What looks like the reference to a streamed value is a value like any other. */
  @Test
  void aMisleadingValueComesBackAsItIs() {
    try (LightningEngine engine = open(SimVfs.memory("misleading"))) {
      long store = createStore(engine);
      byte[] misleading = new byte[16];
      long magic = 0xB6F3_9D1C_E5A8_47F7L;
      for (int i = 0; i < 8; i++) {
        misleading[i] = (byte) (magic >>> (8 * i));
      }
      misleading[8] = 100;
      put(engine, store, new Slice(misleading));
      engine.checkpoint();
      try (ReadView view = engine.view()) {
        assertEquals(new Slice(misleading), view.get(store, KEY));
      }
      assertClean(engine);
    }
  }

  @Test
  void aValueAboveTheLimitIsRefusedAndAboveTheMemoryIsNot() throws IOException {
    try (LightningEngine engine = open(SimVfs.memory("limit"))) {
      long store = createStore(engine);
      long length = 80L << 20;
      try (Txn txn = engine.begin(Isolation.SNAPSHOT, false);
          ReadView view = txn.view()) {
        txn.putStream(view, store, KEY, new Noise(length));
        txn.commit(Durability.GROUP);
      }
      try (ReadView view = engine.view();
          ValueStream stream = view.openValue(store, KEY)) {
        assertNotNull(stream);
        assertEquals(length, stream.length());
        assertEquals(length, sameBytes(stream, new Noise(length)));
        StorageException refused = assertThrows(StorageException.class, () -> view.get(store, KEY));
        assertSame(Kind.LIMIT, refused.kind());
      }
      try (Txn txn = engine.begin(Isolation.SNAPSHOT, false)) {
        txn.dropStore(store);
        txn.commit(Durability.GROUP);
      }
      engine.checkpoint();
      createStore(engine);
      engine.checkpoint();
      assertClean(engine);
      assertTrue(engine.statistics().dataBytes() < 100L << 20);
    }
  }

  private static long sameBytes(InputStream left, InputStream right) throws IOException {
    byte[] some = new byte[100_000];
    byte[] other = new byte[some.length];
    long same = 0;
    while (true) {
      int count = left.readNBytes(some, 0, some.length);
      assertEquals(count, right.readNBytes(other, 0, other.length));
      assertArrayEquals(some, other);
      if (count == 0) {
        return same;
      }
      same += count;
    }
  }

  /** Bytes that do not compress, as many as wanted. */
  private static final class Noise extends InputStream {
    private final SplittableRandom random = new SplittableRandom(1);
    private long left;

    Noise(long length) {
      left = length;
    }

    @Override
    public int read() {
      return left-- <= 0 ? -1 : random.nextInt(256);
    }

    @Override
    public int read(byte[] target, int offset, int count) {
      int filled = (int) Math.min(count, left);
      for (int i = 0; i < filled; i++) {
        target[offset + i] = (byte) random.nextInt(256);
      }
      left -= filled;
      return filled == 0 ? -1 : filled;
    }
  }

  private static void assertValue(ReadView view, long store, int length) throws IOException {
    try (ValueStream stream = view.openValue(store, KEY)) {
      assertNotNull(stream);
      assertArrayEquals(bytes(length), stream.readAllBytes());
    }
  }

  private static void stream(Engine engine, long store, int length) throws IOException {
    try (Txn txn = engine.begin(Isolation.SNAPSHOT, false);
        ReadView view = txn.view()) {
      txn.putStream(view, store, KEY, new ByteArrayInputStream(bytes(length)));
      txn.commit(Durability.GROUP);
    }
  }

  private static void put(Engine engine, long store, Slice value) {
    try (Txn txn = engine.begin(Isolation.SNAPSHOT, false);
        ReadView view = txn.view()) {
      txn.put(view, store, KEY, value);
      txn.commit(Durability.GROUP);
    }
  }

  private static void delete(Engine engine, long store) {
    try (Txn txn = engine.begin(Isolation.SNAPSHOT, false);
        ReadView view = txn.view()) {
      txn.delete(view, store, KEY);
      txn.commit(Durability.GROUP);
    }
  }

  private static Slice key(int length) {
    return Slice.utf8("value of " + length);
  }

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  private static LightningEngine open(SimVfs disk) {
    return LightningEngine.open(disk, OPTIONS, EngineServices.system());
  }

  private static long createStore(Engine engine) {
    try (Txn txn = engine.begin(Isolation.SNAPSHOT, false)) {
      long store = txn.createStore(StoreSpec.btree());
      txn.commit(Durability.GROUP);
      return store;
    }
  }

  private static void assertClean(LightningEngine engine) {
    CheckReport report = engine.check();
    assertEquals(List.of(), report.problems(), report::toString);
  }
}
