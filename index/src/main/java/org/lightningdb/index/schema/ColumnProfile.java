package org.lightningdb.index.schema;

import java.util.List;
import org.lightningdb.storage.bytes.Slice;

/**
 * What is known about the values of a column. Values are encoded like ascending key columns, and
 * long ones are cut off in {@code bounds}.
 *
 * @param nullFraction the fraction of rows where it is NULL
 * @param distinct about how many different values there are, NULL not counted
 * @param common the most common values, most common first
 * @param bounds the ends of parts that hold the same number of the other values, in order: n + 1
 *     values for n parts; empty if there are no other values
 */
public record ColumnProfile(
    double nullFraction, double distinct, List<CommonValue> common, List<Slice> bounds) {
  /** A value and the fraction of all rows that have it. */
  public record CommonValue(Slice value, double fraction) {}

  public ColumnProfile {
    common = List.copyOf(common);
    bounds = List.copyOf(bounds);
  }

  /** The fraction of rows whose value is one of the common ones. */
  public double commonFraction() {
    double sum = 0;
    for (CommonValue value : common) {
      sum += value.fraction();
    }
    return sum;
  }
}
