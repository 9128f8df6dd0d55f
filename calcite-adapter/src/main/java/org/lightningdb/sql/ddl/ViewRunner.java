package org.lightningdb.sql.ddl;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.sql.SqlIdentifier;
import org.lightningdb.index.access.Transaction;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.index.schema.SchemaObject;
import org.lightningdb.index.schema.ViewDescriptor;
import org.lightningdb.index.schema.ViewDescriptor.CheckOption;
import org.lightningdb.index.schema.ViewDescriptor.Column;
import org.lightningdb.sql.exec.ResultColumn;
import org.lightningdb.sql.name.CatalogNames;
import org.lightningdb.sql.parser.ast.CreateView;

/** Runs one CREATE VIEW. */
final class ViewRunner {
  private final Transaction transaction;
  private final CatalogNames names;
  private final String path;
  private final QueryFacts queryFacts;

  /**
   * A runner for one statement.
   *
   * @param path where unqualified names are looked up
   */
  ViewRunner(Transaction transaction, CatalogNames names, String path, QueryFacts queryFacts) {
    this.transaction = transaction;
    this.names = names;
    this.path = path;
    this.queryFacts = queryFacts;
  }

  void create(CreateView create) {
    String schema = names.schemaOf(create.name());
    String name = CatalogNames.lastName(create.name());
    boolean taken = transaction.catalog().table(schema, name) != null;
    SchemaObject existing = transaction.catalog().object(schema, name);
    if (create.ifNotExists && (taken || existing != null)) {
      return;
    }
    if (create.check() != CreateView.Check.NONE) {
      throw CatalogNames.at(
          DbException.notSupported(
              "WITH CHECK OPTION, since rows cannot be changed through a view,"),
          create.name());
    }
    QueryFacts.Facts facts = queryFacts.of(create.query(), create.text());
    List<Column> columns = columns(create, facts.columns());
    if (create.replace() && existing instanceof ViewDescriptor old) {
      requireSameColumns(old, columns, create.name());
      requireNoCycle(old, facts, create.name());
      transaction.catalogWriter().replaceObject(view(old.id(), schema, name, columns, facts));
      return;
    }
    if (taken || existing != null) {
      String what = existing == null ? "table" : existing.kindName();
      throw CatalogNames.at(
          DbException.of(SqlState.DUPLICATE_TABLE, what + " \"" + name + "\" already exists")
              .atTable(name),
          create.name());
    }
    SchemaObject unused =
        transaction.catalogWriter().createObject(id -> view(id, schema, name, columns, facts));
  }

  private ViewDescriptor view(
      int id, String schema, String name, List<Column> columns, QueryFacts.Facts facts) {
    return new ViewDescriptor(
        id, schema, name, columns, facts.sql(), path, CheckOption.NONE, facts.dependencies());
  }

  private static List<Column> columns(CreateView create, List<ResultColumn> found) {
    if (create.columns().size() > found.size()) {
      throw CatalogNames.at(
          DbException.of(
              SqlState.SYNTAX_ERROR,
              "CREATE VIEW specifies more column names than columns: "
                  + create.columns().size()
                  + " for "
                  + found.size()),
          create.name());
    }
    List<Column> columns = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < found.size(); i++) {
      String name =
          i < create.columns().size()
              ? ((SqlIdentifier) create.columns().get(i)).getSimple()
              : found.get(i).label();
      if (!seen.add(name)) {
        throw CatalogNames.at(
            DbException.of(
                SqlState.DUPLICATE_COLUMN, "column \"" + name + "\" specified more than once"),
            create.name());
      }
      columns.add(new Column(name, found.get(i).type()));
    }
    return columns;
  }

  /** What reads the view must find the columns it knows. */
  private static void requireSameColumns(
      ViewDescriptor old, List<Column> columns, SqlIdentifier name) {
    for (int i = 0; i < old.columns().size(); i++) {
      Column kept = old.columns().get(i);
      if (i >= columns.size() || !kept.equals(columns.get(i))) {
        throw CatalogNames.at(
            DbException.of(
                SqlState.INVALID_TABLE_DEFINITION,
                "CREATE OR REPLACE VIEW may add columns at the end, but column \""
                    + kept.name()
                    + "\" of type "
                    + kept.type()
                    + " must stay as it is"),
            name);
      }
    }
  }

  private void requireNoCycle(ViewDescriptor old, QueryFacts.Facts facts, SqlIdentifier name) {
    List<SchemaObject.Dependency> open = new ArrayList<>(facts.dependencies());
    Set<Integer> seen = new HashSet<>();
    while (!open.isEmpty()) {
      int id = open.remove(open.size() - 1).objectId();
      if (id == old.id()) {
        throw CatalogNames.at(
            DbException.of(
                SqlState.INVALID_DEFINITION, "view \"" + old.name() + "\" would read itself"),
            name);
      }
      if (seen.add(id)) {
        Optional<SchemaObject> object =
            transaction.catalog().objects().values().stream().filter(o -> o.id() == id).findAny();
        object.ifPresent(found -> open.addAll(found.dependencies()));
      }
    }
  }
}
