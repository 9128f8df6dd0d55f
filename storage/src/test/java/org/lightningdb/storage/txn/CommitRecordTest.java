package org.lightningdb.storage.txn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.error.StorageException.Kind;
import org.lightningdb.storage.run.DeadSequences;
import org.lightningdb.storage.run.RunRoot;
import org.lightningdb.storage.spec.StoreSpec;

class CommitRecordTest {
  /** Writes down what a replay says. */
  private static final class Notes implements RedoTarget {
    final List<String> lines = new ArrayList<>();

    @Override
    public boolean begin(long commitTimestamp, long clockMillis) {
      lines.add("commit " + commitTimestamp + " at " + clockMillis);
      return true;
    }

    @Override
    public void createStore(long storeId, StoreSpec spec) {
      lines.add("create " + storeId + " " + spec.layout());
    }

    @Override
    public void dropStore(long storeId) {
      lines.add("drop " + storeId);
    }

    @Override
    public void extendTo(long fileBytes) {
      lines.add("file of " + fileBytes);
    }

    @Override
    public void ingest(RunRoot run, DeadSequences dead) {
      lines.add("run " + run + ", dead " + dead.count());
    }

    @Override
    public void write(long storeId, Slice key, @Nullable Slice value) {
      lines.add(storeId + ": " + key + " -> " + value);
    }
  }

  @Test
  void replayRepeatsTheLastWriteOfEachKey() {
    List<String> expected =
        List.of(
            "commit 77 at 1234",
            "create 9 BTREE",
            "drop 3",
            "1: 61 -> 78797a",
            "1: 62 -> null",
            "9:  -> ");
    assertEquals(expected, replay(record()));
  }

  @Test
  void everyShortenedRecordIsRefused() {
    byte[] whole = record();
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      StorageException refused = assertThrows(StorageException.class, () -> replay(cut));
      assertEquals(Kind.CORRUPT, refused.kind());
    }
    byte[] longer = Arrays.copyOf(whole, whole.length + 1);
    assertEquals(Kind.CORRUPT, assertThrows(StorageException.class, () -> replay(longer)).kind());
  }

  private static byte[] record() {
    WriteSet writeSet = new WriteSet();
    writeSet.write(1, Slice.utf8("b"), Slice.utf8("old"));
    writeSet.write(1, Slice.utf8("a"), Slice.utf8("xyz"));
    writeSet.write(1, Slice.utf8("b"), null);
    writeSet.write(3, Slice.utf8("c"), Slice.utf8("of a dropped store"));
    writeSet.createStore(9, StoreSpec.btree());
    writeSet.write(9, new Slice(), new Slice());
    writeSet.dropStore(3);
    ByteSink sink = CommitRecord.encode(writeSet, 0);
    CommitRecord.setTimestamp(sink, 77, 1234);
    return Arrays.copyOf(sink.array(), sink.length());
  }

  private static List<String> replay(byte[] record) {
    Notes notes = new Notes();
    CommitRecord.replay(0, record, notes);
    return notes.lines;
  }
}
