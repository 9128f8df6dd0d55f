package org.lightningdb.sql.bind;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.schema.ColumnDescriptor;
import org.lightningdb.sql.exec.ExecutionContext;

/** A read-only table computed from the catalog or the engine when it is read. */
public interface SystemTable {
  String schema();

  String name();

  List<ColumnDescriptor> columns();

  /** The rows now: Java values of the column types. */
  List<@Nullable Object[]> rows(ExecutionContext context);
}
