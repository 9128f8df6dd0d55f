package org.lightningdb.index.catalog;

import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.access.CatalogWriter.KeyConstraint;
import org.lightningdb.index.schema.ColumnDescriptor;
import org.lightningdb.index.schema.IndexDescriptor.KeyColumn;

/** Makes up names for constraints that were declared without one. */
final class ConstraintNames {
  private ConstraintNames() {}

  /** Such as {@code ORDERS_PKEY} or {@code ORDERS_CUSTOMER_DAY_KEY}, numbered if taken. */
  static String choose(
      String table,
      List<ColumnDescriptor> columns,
      KeyConstraint constraint,
      Predicate<String> taken) {
    @Nullable String given = constraint.name();
    if (given != null) {
      return given;
    }
    StringBuilder base = new StringBuilder(table);
    if (constraint.primary()) {
      base.append("_PKEY");
    } else {
      for (KeyColumn key : constraint.columns()) {
        base.append('_').append(columns.get(key.column()).name());
      }
      base.append("_KEY");
    }
    String name = base.toString();
    for (int number = 1; taken.test(name); number++) {
      name = base.toString() + number;
    }
    return name;
  }
}
