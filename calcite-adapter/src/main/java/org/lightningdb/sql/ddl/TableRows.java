package org.lightningdb.sql.ddl;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.schema.TableDescriptor;

/** What changes of a table's form need to know of its rows, and do with them. */
public interface TableRows {
  /**
   * Whether a locked table has a row for which a condition holds.
   *
   * @param conditionSql over the columns of the table
   */
  boolean anyWhere(TableDescriptor table, String conditionSql);

  /**
   * Writes the rows of a locked table anew, in another form.
   *
   * @param to as {@link org.lightningdb.index.access.CatalogWriter#rebuildTable} wants it
   * @param sources for each new column the expression over the old ones that it is computed from;
   *     null = its default, or what it is generated from
   * @return the rebuilt table
   */
  TableDescriptor rebuild(TableDescriptor from, TableDescriptor to, List<@Nullable String> sources);
}
