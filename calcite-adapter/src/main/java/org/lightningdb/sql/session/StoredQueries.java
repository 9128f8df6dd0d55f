package org.lightningdb.sql.session;

import org.apache.calcite.sql.SqlNode;
import org.lightningdb.sql.ddl.QueryFacts;
import org.lightningdb.sql.plan.ViewDefinition;

/** Analyses queries that the catalog is to keep, for one statement. */
final class StoredQueries implements QueryFacts {
  private final StatementCompiler compiler;
  private final StatementCompiler.Scope scope;

  StoredQueries(StatementCompiler compiler, StatementCompiler.Scope scope) {
    this.compiler = compiler;
    this.scope = scope;
  }

  @Override
  public Facts of(SqlNode query, String text) {
    compiler.check(query, text, scope);
    ViewDefinition definition = compiler.define(text, scope);
    return new Facts(definition.columns(), definition.sql(), definition.dependencies());
  }
}
