package org.lightningdb.index.profile;

import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.access.KeyRange;
import org.lightningdb.index.access.KeyRange.Bound;
import org.lightningdb.index.codec.BytesBuilder;
import org.lightningdb.index.codec.KeyCodec;
import org.lightningdb.index.schema.ColumnProfile;
import org.lightningdb.index.schema.ColumnProfile.CommonValue;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.storage.bytes.Slice;

/** Says which fraction of a table's rows has certain values in a column, from its profile. */
public final class ValueFractions {
  private final ColumnProfile profile;
  private final SqlType type;

  public ValueFractions(ColumnProfile profile, SqlType type) {
    this.profile = profile;
    this.type = type;
  }

  /** The fraction of rows in a range of the column alone. */
  public double inRange(KeyRange range) {
    if (!range.equal().isEmpty()) {
      Object value = range.equal().get(0);
      return value == null ? profile.nullFraction() : equalTo(encoded(value));
    }
    if (range.lower() == null && range.upper() == null) {
      return 1;
    }
    Slice lower = start(range.lower());
    Slice upper = end(range.upper());
    double fraction = 0;
    for (CommonValue common : profile.common()) {
      boolean above = lower == null || common.value().compareTo(lower) >= 0;
      boolean below = upper == null || common.value().compareTo(upper) < 0;
      fraction += above && below ? common.fraction() : 0;
    }
    double share =
        (upper == null ? 1 : shareBelow(upper)) - (lower == null ? 0 : shareBelow(lower));
    return Math.min(1, fraction + Math.max(0, share) * others());
  }

  /** The fraction of rows with a value that is not known yet. */
  public double equalToSome() {
    return (1 - profile.nullFraction()) / Math.max(1, profile.distinct());
  }

  private double equalTo(Slice value) {
    for (CommonValue common : profile.common()) {
      if (common.value().equals(value)) {
        return common.fraction();
      }
    }
    double otherValues = profile.distinct() - profile.common().size();
    return otherValues < 1 ? 0 : others() / otherValues;
  }

  /** The fraction of rows whose value is neither NULL nor common. */
  private double others() {
    return Math.max(0, 1 - profile.nullFraction() - profile.commonFraction());
  }

  /** The share of the histogram below a value. */
  private double shareBelow(Slice value) {
    List<Slice> bounds = profile.bounds();
    if (bounds.size() < 2) {
      return !bounds.isEmpty() && bounds.get(0).compareTo(value) < 0 ? 1 : 0;
    }
    int found = Collections.binarySearch(bounds, value);
    int above = found >= 0 ? found : -found - 1;
    if (above == 0) {
      return 0;
    }
    if (above == bounds.size()) {
      return 1;
    }
    double within = found >= 0 ? 1 : position(bounds.get(above - 1), value, bounds.get(above));
    return (above - 1 + within) / (bounds.size() - 1);
  }

  /** Where a value lies between two others, from 0 to 1, by the first bytes that differ. */
  private static double position(Slice lower, Slice value, Slice upper) {
    int same = 0;
    while (same < lower.length() && same < upper.length() && lower.get(same) == upper.get(same)) {
      same++;
    }
    double from = number(lower, same);
    double to = number(upper, same);
    return to <= from ? 0.5 : Math.min(1, Math.max(0, (number(value, same) - from) / (to - from)));
  }

  private static double number(Slice bytes, int from) {
    double number = 0;
    for (int i = from; i < from + Long.BYTES; i++) {
      number = number * 256 + (i < bytes.length() ? bytes.get(i) & 0xFF : 0);
    }
    return number;
  }

  private @Nullable Slice start(@Nullable Bound bound) {
    return bound == null ? null : bound.inclusive() ? encoded(bound.value()) : after(bound);
  }

  private @Nullable Slice end(@Nullable Bound bound) {
    return bound == null ? null : bound.inclusive() ? after(bound) : encoded(bound.value());
  }

  /** The smallest bytes above those of a value. */
  private Slice after(Bound bound) {
    Slice value = encoded(bound.value());
    return new BytesBuilder(value.length() + 1).append(value).append(0).slice();
  }

  private Slice encoded(Object value) {
    BytesBuilder out = new BytesBuilder(32);
    KeyCodec.encode(out, type, false, value);
    return new Slice(out.toByteArray());
  }
}
