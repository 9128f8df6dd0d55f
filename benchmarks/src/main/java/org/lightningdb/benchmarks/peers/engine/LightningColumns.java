package org.lightningdb.benchmarks.peers.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.lightningdb.storage.EngineServices;
import org.lightningdb.storage.LightningEngine;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.column.BatchScan;
import org.lightningdb.storage.column.ColumnScan;
import org.lightningdb.storage.column.RowFormat;
import org.lightningdb.storage.column.RowWriter;
import org.lightningdb.storage.column.ZonePredicate;
import org.lightningdb.storage.spec.Durability;
import org.lightningdb.storage.spec.EngineOptions;
import org.lightningdb.storage.spec.Isolation;
import org.lightningdb.storage.spec.RowShape;
import org.lightningdb.storage.spec.ShapeColumn;
import org.lightningdb.storage.spec.StoreSpec;
import org.lightningdb.storage.txn.ReadView;
import org.lightningdb.storage.txn.Txn;
import org.lightningdb.storage.vector.ColumnKind;
import org.lightningdb.storage.vector.VectorBatch;
import org.lightningdb.storage.vfs.DiskVfs;

/**
 * A store of columns of our engine: rows of an amount, a day, a small number, a price and a text.
 * Nobody else in the comparison has such a thing. Used by one thread.
 */
public final class LightningColumns implements AutoCloseable {
  private static final RowFormat FORMAT =
      new RowFormat(
          new RowShape(
              List.of(
                  new ShapeColumn(ColumnKind.LONG, 8),
                  new ShapeColumn(ColumnKind.LONG, 4),
                  new ShapeColumn(ColumnKind.LONG, 2),
                  new ShapeColumn(ColumnKind.DOUBLE, 8),
                  new ShapeColumn(ColumnKind.BYTES, 0))));
  private static final List<Integer> FOUR_COLUMNS = List.of(0, 1, 2, 3);

  private final DiskVfs vfs;
  private final LightningEngine engine;
  private final long store;

  /** Makes a new database in {@code directory} and fills it. */
  public LightningColumns(Path directory, long rows, long cacheBytes) {
    try {
      vfs = DiskVfs.open(directory.resolve("columns"), true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    EngineOptions options = EngineOptions.defaults().withMemory(cacheBytes, 64L << 20);
    engine = LightningEngine.open(vfs, options, EngineServices.system());
    try (Txn txn = engine.begin(Isolation.READ_COMMITTED, false);
        ReadView view = txn.view()) {
      store = txn.createStore(StoreSpec.btree().withShape(FORMAT.shape()));
      load(txn, view, rows);
      txn.commit(Durability.GROUP);
    }
    engine.checkpoint();
  }

  private void load(Txn txn, ReadView view, long rows) {
    SplittableRandom random = new SplittableRandom(11);
    RowWriter writer = new RowWriter(FORMAT);
    byte[] key = new byte[Long.BYTES];
    byte[] text = new byte[20];
    for (long row = 0; row < rows; row++) {
      for (int i = 0; i < key.length; i++) {
        key[i] = (byte) (row >>> (8 * (key.length - 1 - i)));
      }
      text[0] = (byte) random.nextInt(26);
      writer.begin();
      writer.setLong(0, random.nextInt(10_000_000));
      writer.setLong(1, 9000 + random.nextInt(2500));
      writer.setLong(2, random.nextInt(50));
      writer.setDouble(3, random.nextInt(100_000) / 100.0);
      writer.setBytes(4, text, 0, text.length);
      txn.put(view, store, new Slice(key), writer.finish());
    }
  }

  /** Reads four columns of all rows into vectors and returns how many rows there were. */
  public long scan() {
    ColumnScan wanted = new ColumnScan(FOUR_COLUMNS, false, ZonePredicate.none());
    VectorBatch batch = new VectorBatch(wanted.kinds(FORMAT), VectorBatch.ROWS_DEFAULT);
    long rows = 0;
    try (ReadView view = engine.view();
        BatchScan scan = view.scan(store, ByteRange.all(), wanted)) {
      while (scan.next(batch)) {
        rows += batch.rowCount();
      }
    }
    return rows;
  }

  @Override
  public void close() {
    engine.close();
    try {
      vfs.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
