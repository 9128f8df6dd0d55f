package org.lightningdb.sql.exec.store;

import java.util.ArrayList;
import java.util.List;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.exec.Execution;
import org.lightningdb.sql.exec.batch.Batch;
import org.lightningdb.sql.exec.batch.Rows;
import org.lightningdb.storage.vector.ColumnVector;

/**
 * Rows in temporary files, divided by their keys: rows with equal keys are in the same file.
 * Another level divides otherwise, so that a part can be divided again.
 */
public final class SpillPartitions implements AutoCloseable {
  /** How many parts there are. */
  public static final int COUNT = 16;

  /** Parts of this level are not worth dividing. */
  public static final int LEVEL_MAX = 5;

  private final KeyWords words;
  private final int level;
  private final List<SpilledRows> parts = new ArrayList<>(COUNT);
  private int[] hashes = new int[0];

  public SpillPartitions(
      List<SqlType> rowTypes, List<SqlType> keyTypes, int level, Execution execution) {
    this.words = new KeyWords(keyTypes);
    this.level = level;
    for (int i = 0; i < COUNT; i++) {
      parts.add(new SpilledRows(rowTypes, execution));
    }
  }

  /** Adds the rows of a batch. */
  public void add(Batch batch, ColumnVector[] keys) {
    words.of(keys, batch);
    hashes = words.hashes(batch);
    Rows rows = batch.rows();
    for (int i = 0; i < rows.count(); i++) {
      int position = rows.position(i);
      parts.get(partOf(hashes[position])).add(batch, position);
    }
  }

  private int partOf(int hash) {
    int mixed = (hash + level * 0x9e3779b9) * 0x85ebca6b;
    mixed = (mixed ^ (mixed >>> 15)) * 0xc2b2ae35;
    return mixed >>> 28;
  }

  public SpilledRows part(int number) {
    return parts.get(number);
  }

  /** The number of rows in all parts. */
  public long rowCount() {
    return parts.stream().mapToLong(SpilledRows::rowCount).sum();
  }

  @Override
  public void close() {
    parts.forEach(SpilledRows::close);
  }
}
