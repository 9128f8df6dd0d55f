package org.lightningdb.jdbc.local;

import java.util.List;
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

  /** Whether these are the very columns of a result. */
  boolean describe(List<ResultColumn> result) {
    return source == result;
  }

  List<LinkColumn> columns() {
    return columns;
  }

  SqlType type(int column) {
    return types[column];
  }
}
