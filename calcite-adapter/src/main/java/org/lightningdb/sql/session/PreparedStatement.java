package org.lightningdb.sql.session;

import java.util.List;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.exec.ResultColumn;

/**
 * A statement that was parsed and, if it reads or writes rows, planned. Stays usable when the
 * catalog changes: the next execution plans again.
 */
public interface PreparedStatement {
  String sql();

  StatementKind kind();

  List<SqlType> parameterTypes();

  /** The result columns; empty unless {@link #kind} returns rows. */
  List<ResultColumn> columns();
}
