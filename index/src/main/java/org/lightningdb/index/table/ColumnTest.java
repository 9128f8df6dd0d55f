package org.lightningdb.index.table;

import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.access.ColumnPredicate;
import org.lightningdb.index.access.ColumnPredicate.Comparison;
import org.lightningdb.index.codec.ColumnSource;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.index.type.TypeComparator;
import org.lightningdb.index.type.VectorValues;
import org.lightningdb.storage.bytes.Slice;

/** A {@link ColumnPredicate} made ready to run over encoded entries, without Java values. */
final class ColumnTest {
  private final ColumnSource source;
  private final int position;
  private final SqlType type;
  private final Comparison comparison;
  private final Slice scratch = new Slice();
  private final long longValue;
  private final double doubleValue;
  private final @Nullable Slice bytesValue;
  private final @Nullable BigDecimal decimalValue;

  ColumnTest(ColumnPredicate predicate, ColumnSource source, int position) {
    this.source = source;
    this.position = position;
    this.type = source.type(position);
    this.comparison = predicate.comparison();
    Object value = predicate.value();
    boolean nullTest = comparison == Comparison.IS_NULL || comparison == Comparison.IS_NOT_NULL;
    if (nullTest != (value == null)) {
      throw new IllegalArgumentException("predicate " + predicate + " has a wrong value");
    }
    this.longValue =
        switch (type.columnKind()) {
          case LONG -> value == null ? 0 : VectorValues.toLong(value, type);
          case DOUBLE, BYTES, OBJECT -> 0;
        };
    this.doubleValue = value instanceof Number number ? number.doubleValue() : 0;
    this.bytesValue =
        switch (type.columnKind()) {
          case BYTES -> value == null ? null : new Slice(VectorValues.toBytes(value, type));
          case LONG, DOUBLE, OBJECT -> null;
        };
    this.decimalValue = value instanceof BigDecimal decimal ? decimal : null;
  }

  boolean passes() {
    boolean isNull = source.isNull(position);
    return switch (comparison) {
      case IS_NULL -> isNull;
      case IS_NOT_NULL -> !isNull;
      case EQUAL -> !isNull && compare() == 0;
      case NOT_EQUAL -> !isNull && compare() != 0;
      case LESS -> !isNull && compare() < 0;
      case LESS_OR_EQUAL -> !isNull && compare() <= 0;
      case GREATER -> !isNull && compare() > 0;
      case GREATER_OR_EQUAL -> !isNull && compare() >= 0;
    };
  }

  private int compare() {
    return switch (type.columnKind()) {
      case LONG -> Long.compare(source.longAt(position), longValue);
      case DOUBLE -> TypeComparator.compareDoubles(source.doubleAt(position), doubleValue);
      case BYTES -> source.bytesAt(position, scratch).compareTo(Objects.requireNonNull(bytesValue));
      case OBJECT -> source.decimalAt(position).compareTo(Objects.requireNonNull(decimalValue));
    };
  }
}
