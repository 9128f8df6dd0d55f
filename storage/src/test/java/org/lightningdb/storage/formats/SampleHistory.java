package org.lightningdb.storage.formats;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.column.RowFormat;
import org.lightningdb.storage.column.RowWriter;
import org.lightningdb.storage.spec.RowShape;
import org.lightningdb.storage.spec.ShapeColumn;
import org.lightningdb.storage.spec.StoreSpec;
import org.lightningdb.storage.vector.ColumnKind;

/**
 * What was written into the stored database of format 2, commit by commit: commit n has the
 * timestamp n, counted from 1. Never changes; a later format has a history of its own.
 */
final class SampleHistory {
  /** Keeps its past. */
  static final long ROWS = 1;

  static final long COLUMNS = 2;
  static final long RUNS = 3;

  /** The commit that creates the stores. */
  static final int CREATION = 1;

  /** After these a checkpoint was made. */
  static final List<Integer> CHECKPOINTS = List.of(4, 7, 9);

  /** This one was larger than the memory of a transaction, and the next as well. */
  static final int LARGE = 8;

  static final int COMMITS = 12;

  /** Values from this length on were written as streams. */
  static final int STREAM_BYTES_MIN = 5000;

  private static final RowShape SHAPE =
      new RowShape(
          List.of(
              new ShapeColumn(ColumnKind.LONG, 8),
              new ShapeColumn(ColumnKind.LONG, 2),
              new ShapeColumn(ColumnKind.DOUBLE, 8),
              new ShapeColumn(ColumnKind.BYTES, 0),
              new ShapeColumn(ColumnKind.OBJECT, 16)));

  /** A put, or a deletion if the value is null. */
  record Write(long store, Slice key, @Nullable Slice value) {}

  private SampleHistory() {}

  static Map<Long, StoreSpec> stores() {
    return new TreeMap<>(
        Map.of(
            ROWS, StoreSpec.btree().withHistoryMillis(Long.MAX_VALUE / 2),
            COLUMNS, StoreSpec.btree().withShape(SHAPE),
            RUNS, StoreSpec.lsm()));
  }

  /** What commit {@code number} writes, in the order of writing. */
  static List<Write> writes(int number) {
    Random random = new Random(number);
    List<Write> writes = new ArrayList<>();
    int count = number == CREATION ? 0 : number == LARGE || number == COMMITS - 1 ? 120 : 25;
    for (int i = 0; i < count; i++) {
      long store = 1L + random.nextInt(3);
      Slice key = Slice.utf8("key " + random.nextInt(150));
      boolean deletion = random.nextInt(5) == 0;
      writes.add(new Write(store, key, deletion ? null : value(store, number, random)));
    }
    if (number == CREATION || number == COMMITS) {
      for (long store : List.of(ROWS, RUNS)) {
        byte[] value = new byte[STREAM_BYTES_MIN + 5000];
        random.nextBytes(value);
        writes.add(new Write(store, Slice.utf8("stream " + number), new Slice(value)));
      }
    }
    return writes;
  }

  private static Slice value(long store, int number, Random random) {
    if (store == COLUMNS) {
      return row(number, random);
    }
    return Slice.utf8("commit " + number + " " + "*".repeat(random.nextInt(80)));
  }

  private static Slice row(int number, Random random) {
    RowWriter writer = new RowWriter(new RowFormat(SHAPE));
    writer.begin();
    writer.setLong(0, random.nextLong());
    writer.setLong(1, number);
    if (random.nextInt(4) == 0) {
      writer.setNull(2);
    } else {
      writer.setDouble(2, random.nextInt(100) / 4.0);
    }
    Slice text = Slice.utf8("text " + random.nextInt(5));
    writer.setBytes(3, text.array(), text.offset(), text.length());
    byte[] object = new byte[16];
    random.nextBytes(object);
    writer.setBytes(4, object, 0, object.length);
    return writer.finish().copy();
  }

  /** What {@code store} holds after commit {@code number}. */
  static NavigableMap<Slice, Slice> content(long store, int number) {
    NavigableMap<Slice, Slice> content = new TreeMap<>();
    for (int commit = CREATION; commit <= number; commit++) {
      for (Write write : writes(commit)) {
        Slice value = write.value();
        if (write.store() == store && value == null) {
          content.remove(write.key());
        } else if (write.store() == store && value != null) {
          content.put(write.key(), value);
        }
      }
    }
    return content;
  }
}
