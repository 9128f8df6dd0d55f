package org.lightningdb.jdbc.local;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.jdbc.link.LinkColumn;
import org.lightningdb.sql.exec.ResultColumn;

/**
 * The columns of a result in both worlds. Made once for a plan, not for each execution: a lookup by
 * key is over in the time that this takes.
 */
final class LocalColumns {
  private final List<ResultColumn> source;
  private final List<LinkColumn> columns;
  private final SqlType[] types;

  LocalColumns(List<ResultColumn> source) {
    this.source = source;
    this.columns = LocalTypes.columns(source);
    this.types = source.stream().map(ResultColumn::type).toArray(SqlType[]::new);
  }

  /** The columns of the last result, for the next one, which is likely to have the same. */
  static final class Last {
    private @Nullable LocalColumns columns;

    LocalColumns of(List<ResultColumn> result) {
      LocalColumns known = columns;
      if (known == null || known.source != result) {
        known = new LocalColumns(result);
        columns = known;
      }
      return known;
    }
  }

  List<LinkColumn> columns() {
    return columns;
  }

  SqlType type(int column) {
    return types[column];
  }
}
