package org.lightningdb.sql.plan;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.schema.CatalogSnapshot;
import org.lightningdb.index.schema.CatalogSnapshot.TableName;
import org.lightningdb.index.schema.ColumnDescriptor;
import org.lightningdb.index.schema.SchemaObject;
import org.lightningdb.index.schema.SchemaObject.Dependency;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.sql.bind.CatalogSchemas;
import org.lightningdb.sql.bind.LightningValidator;
import org.lightningdb.sql.exec.ResultColumn;
import org.lightningdb.sql.parser.LightningParser;

/**
 * Finds out what a view reads. Of a table these are all columns whose names occur anywhere in the
 * query, so they may be more than it needs, never fewer.
 */
final class ViewAnalysis {
  private final ViewQueries queries;

  ViewAnalysis(ViewQueries queries) {
    this.queries = queries;
  }

  ViewDefinition define(String sql, CatalogSchemas schemas, String schema) {
    Set<TableName> read = new LinkedHashSet<>();
    CatalogSchemas recorded = schemas.recording(read::add);
    FrozenStars stars = new FrozenStars(sql, LightningParser.parse(sql));
    LightningValidator validator = queries.validator(recorded, schema);
    SqlNode validated = validator.validate(queries.tree(sql, recorded, schema));
    Names names = new Names();
    validated.accept(names);
    List<ResultColumn> columns = RelationalPlanner.columnsOf(validator, validated, schemas);
    String frozen = stars.replace(validated);
    requireColumns(frozen, columns.size(), schemas, schema);
    return new ViewDefinition(columns, frozen, dependencies(read, names, schemas.catalog()));
  }

  /** The text that is kept must be understood as the one that was written. */
  private void requireColumns(String sql, int count, CatalogSchemas schemas, String schema) {
    LightningValidator validator = queries.validator(schemas, schema);
    SqlNode validated = validator.validate(queries.tree(sql, schemas, schema));
    if (validator.getValidatedNodeType(validated).getFieldCount() != count) {
      throw DbException.notSupported("a star of this query in a view");
    }
  }

  private static List<Dependency> dependencies(
      Set<TableName> read, Names names, CatalogSnapshot catalog) {
    List<Dependency> dependencies = new ArrayList<>();
    for (TableName name : read) {
      TableDescriptor table = catalog.table(name.schema(), name.name());
      if (table != null) {
        List<String> columns =
            table.columns().stream().map(ColumnDescriptor::name).filter(names::contain).toList();
        dependencies.add(new Dependency(table.id(), columns));
      }
      SchemaObject object = catalog.object(name.schema(), name.name());
      if (object != null) {
        dependencies.add(new Dependency(object.id(), List.of()));
      }
    }
    return dependencies;
  }

  /** The last parts of all names in a query. */
  private static final class Names extends SqlBasicVisitor<@Nullable Void> {
    private final Set<String> found = new LinkedHashSet<>();
    private boolean natural;

    boolean contain(String column) {
      return natural || found.stream().anyMatch(column::equalsIgnoreCase);
    }

    @Override
    public @Nullable Void visit(SqlIdentifier identifier) {
      if (!identifier.names.isEmpty()) {
        found.add(identifier.names.get(identifier.names.size() - 1));
      }
      return null;
    }

    @Override
    public @Nullable Void visit(SqlCall call) {
      natural |= call instanceof SqlJoin join && join.isNatural();
      return super.visit(call);
    }
  }
}
