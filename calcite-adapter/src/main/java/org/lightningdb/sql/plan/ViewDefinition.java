package org.lightningdb.sql.plan;

import java.util.List;
import org.lightningdb.index.schema.SchemaObject.Dependency;
import org.lightningdb.sql.exec.ResultColumn;

/**
 * What the catalog is to know of a view's query.
 *
 * @param sql the text with the columns that its stars stand for
 * @param dependencies what it reads
 */
public record ViewDefinition(
    List<ResultColumn> columns, String sql, List<Dependency> dependencies) {
  public ViewDefinition {
    columns = List.copyOf(columns);
    dependencies = List.copyOf(dependencies);
  }
}
