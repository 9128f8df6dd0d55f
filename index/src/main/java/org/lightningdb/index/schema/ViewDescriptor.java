package org.lightningdb.index.schema;

import java.util.List;

/**
 * A named query.
 *
 * @param columnNames the names of its columns, in order
 * @param sql the query as it was written
 * @param path the schema in which the query's unqualified names are looked up
 * @param check what INSERT and UPDATE through the view must satisfy
 */
public record ViewDescriptor(
    int id,
    String schema,
    String name,
    List<String> columnNames,
    String sql,
    String path,
    CheckOption check,
    List<Dependency> dependencies)
    implements SchemaObject {
  /** WITH CHECK OPTION. Names are stored. */
  public enum CheckOption {
    NONE,
    /** The condition of this view. */
    LOCAL,
    /** And those of the views below. */
    CASCADED
  }

  public ViewDescriptor {
    columnNames = List.copyOf(columnNames);
    dependencies = List.copyOf(dependencies);
  }

  @Override
  public String kindName() {
    return "view";
  }
}
