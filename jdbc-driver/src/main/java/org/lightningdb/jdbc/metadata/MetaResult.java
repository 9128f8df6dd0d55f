package org.lightningdb.jdbc.metadata;

import java.sql.ResultSet;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.jdbc.link.LinkColumn;
import org.lightningdb.jdbc.link.LinkType;
import org.lightningdb.jdbc.result.LightningResultSet;
import org.lightningdb.jdbc.result.MemoryRows;
import org.lightningdb.jdbc.result.ResultOwner;

/** A result of metadata in the making: the columns JDBC prescribes, and rows. */
final class MetaResult {
  private static final LinkType TEXT = new LinkType(Types.VARCHAR, "VARCHAR", 65536, 0);

  private final List<LinkColumn> columns = new ArrayList<>();
  private final List<@Nullable Object[]> rows = new ArrayList<>();

  MetaResult text(String... names) {
    return add(TEXT, names);
  }

  MetaResult integer(String... names) {
    return add(LinkType.of(Types.INTEGER, "INTEGER"), names);
  }

  MetaResult small(String... names) {
    return add(LinkType.of(Types.SMALLINT, "SMALLINT"), names);
  }

  MetaResult truth(String... names) {
    return add(LinkType.of(Types.BOOLEAN, "BOOLEAN"), names);
  }

  private MetaResult add(LinkType type, String... names) {
    for (String name : names) {
      columns.add(LinkColumn.computed(name, type));
    }
    return this;
  }

  /** Adds a row; integers become shorts where the column is one. */
  void row(@Nullable Object... values) {
    if (values.length != columns.size()) {
      throw new IllegalArgumentException(values.length + " values, not " + columns.size());
    }
    for (int i = 0; i < values.length; i++) {
      if (columns.get(i).type().code() == Types.SMALLINT && values[i] instanceof Integer number) {
        values[i] = number.shortValue();
      }
    }
    rows.add(values);
  }

  /** Sorts by columns, given by position; rows equal there keep their order. */
  MetaResult sorted(int... by) {
    rows.sort(
        (first, second) -> {
          int result = 0;
          for (int i = 0; i < by.length && result == 0; i++) {
            result = compare(first[by[i]], second[by[i]]);
          }
          return result;
        });
    return this;
  }

  private static int compare(@Nullable Object first, @Nullable Object second) {
    if (first == null || second == null) {
      return Boolean.compare(first != null, second != null);
    }
    if (first instanceof Number number && second instanceof Number other) {
      return Long.compare(number.longValue(), other.longValue());
    }
    return first.toString().compareTo(second.toString());
  }

  ResultSet open() {
    return new LightningResultSet(new MemoryRows(columns, rows), ResultOwner.nobody(), 0);
  }
}
