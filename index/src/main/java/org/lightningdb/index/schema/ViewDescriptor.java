package org.lightningdb.index.schema;

import java.util.List;
import org.lightningdb.index.type.SqlType;

/**
 * A named query.
 *
 * @param columns its columns, in order
 * @param sql the query as it was written, stars replaced by the columns there were
 * @param path the schema in which the query's unqualified names are looked up
 * @param check what INSERT and UPDATE through the view must satisfy
 */
public record ViewDescriptor(
    int id,
    String schema,
    String name,
    List<Column> columns,
    String sql,
    String path,
    CheckOption check,
    List<Dependency> dependencies)
    implements SchemaObject {
  /** A column; it may be NULL, whatever it is made from. */
  public record Column(String name, SqlType type) {}

  /** WITH CHECK OPTION. Names are stored. */
  public enum CheckOption {
    NONE,
    /** The condition of this view. */
    LOCAL,
    /** And those of the views below. */
    CASCADED
  }

  public ViewDescriptor {
    columns = List.copyOf(columns);
    dependencies = List.copyOf(dependencies);
  }

  @Override
  public String kindName() {
    return "view";
  }
}
