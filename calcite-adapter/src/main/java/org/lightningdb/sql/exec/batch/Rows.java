package org.lightningdb.sql.exec.batch;

import org.jspecify.annotations.Nullable;

/**
 * Some positions of a batch, ascending: either the first {@code count} ones, or those listed.
 * Mutable; whoever hands it out says how long it stays as it is.
 */
public final class Rows {
  private int @Nullable [] positions;
  private int count;

  /** Makes it the positions 0 to {@code newCount} - 1. */
  public Rows setFirst(int newCount) {
    this.positions = null;
    this.count = newCount;
    return this;
  }

  /** Makes it the first {@code newCount} elements of an array, which is borrowed. */
  public Rows set(int[] newPositions, int newCount) {
    this.positions = newPositions;
    this.count = newCount;
    return this;
  }

  public int count() {
    return count;
  }

  /** The positions listed; null = the first ones. */
  public int @Nullable [] positions() {
    return positions;
  }

  public int position(int index) {
    int[] listed = positions;
    return listed == null ? index : listed[index];
  }

  /**
   * Whether computing all of the first {@code rowCount} positions is cheaper than picking these.
   */
  public boolean isDense(int rowCount) {
    return positions == null || count * 4L >= rowCount;
  }
}
