package org.lightningdb.sql.rewrite;

import org.apache.calcite.sql.SqlNode;
import org.lightningdb.index.schema.CatalogSnapshot;
import org.lightningdb.sql.name.CatalogNames;
import org.lightningdb.sql.parser.ast.DescribeStatement;
import org.lightningdb.sql.parser.ast.ShowObjects;

/** Says a statement in words that the planner knows; for one statement. */
public final class StatementRewriter {
  private final CatalogNames names;
  private final String schema;
  private final QueryShape shape;
  private final FriendlyQueries queries;

  /**
   * A rewriter.
   *
   * @param schema where unqualified names are looked up
   */
  public StatementRewriter(CatalogSnapshot catalog, String schema, QueryShape shape) {
    this.names = new CatalogNames(catalog, schema);
    this.schema = schema;
    this.shape = shape;
    this.queries = new FriendlyQueries(shape);
  }

  /**
   * The rewritten statement.
   *
   * @param statement consumed
   */
  public SqlNode rewrite(SqlNode statement) {
    SqlNode rewritten = statement;
    if (statement instanceof ShowObjects show) {
      rewritten = new ShownLists(names, schema, shape).rewrite(show);
    } else if (statement instanceof DescribeStatement describe) {
      queries.rewrite(describe.subject());
      rewritten =
          describe.summary()
              ? new SummarizedColumns(shape).rewrite(describe)
              : new DescribedColumns(names, shape).rewrite(describe);
    }
    queries.rewrite(rewritten);
    return rewritten;
  }
}
