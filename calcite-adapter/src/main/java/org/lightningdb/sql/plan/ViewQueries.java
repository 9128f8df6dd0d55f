package org.lightningdb.sql.plan;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelOptTable.ViewExpander;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelRoot;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.apache.calcite.sql2rel.SqlToRelConverter;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.index.schema.ViewDescriptor;
import org.lightningdb.sql.bind.CatalogSchemas;
import org.lightningdb.sql.bind.FunctionCatalog;
import org.lightningdb.sql.bind.LightningCatalogReader;
import org.lightningdb.sql.bind.LightningTypeFactory;
import org.lightningdb.sql.bind.LightningValidator;
import org.lightningdb.sql.bind.ViewTypes;
import org.lightningdb.sql.parser.LightningParser;
import org.lightningdb.sql.rewrite.QueryShape;
import org.lightningdb.sql.rewrite.StatementRewriter;

/** Understands the queries of views, in the schema where they were made. Thread-safe. */
final class ViewQueries implements ViewTypes {
  /** Views over views, at most. */
  private static final int DEPTH_MAX = 100;

  private final LightningTypeFactory types;

  ViewQueries(LightningTypeFactory types) {
    this.types = types;
  }

  /** The query of a text, in words that the validator knows. */
  SqlNode tree(String sql, CatalogSchemas schemas, String path) {
    SqlNode query = LightningParser.parse(sql);
    query.accept(
        new SqlBasicVisitor<@Nullable Void>() {
          @Override
          public @Nullable Void visit(SqlDynamicParam parameter) {
            throw DbException.of(SqlState.UNDEFINED_PARAMETER, "a view cannot have parameters");
          }
        });
    QueryShape shape =
        inner ->
            RelationalPlanner.columns(validator(schemas, path), inner, schemas.withViews(this));
    return new StatementRewriter(schemas.catalog(), path, shape).rewrite(query);
  }

  LightningValidator validator(CatalogSchemas schemas, String path) {
    return new LightningValidator(
        FunctionCatalog.OPERATORS,
        new LightningCatalogReader(schemas.withViews(this), path, types),
        types);
  }

  @Override
  public RelDataType rowType(ViewDescriptor view, CatalogSchemas schemas) {
    LightningValidator validator = validator(schemas, view.path());
    SqlNode validated = validator.validate(tree(view.sql(), schemas, view.path()));
    List<RelDataType> fields = new ArrayList<>();
    validator.getValidatedNodeType(validated).getFieldList().forEach(f -> fields.add(f.getType()));
    if (fields.size() != view.columns().size()) {
      throw DbException.of(
          SqlState.INTERNAL_ERROR,
          "view " + view.name() + " no longer has the columns it was made with");
    }
    RelDataTypeFactory.Builder builder = types.builder();
    for (int i = 0; i < fields.size(); i++) {
      builder.add(view.columns().get(i).name(), fields.get(i));
    }
    return builder.build();
  }

  /** Puts queries in the place of views, for one translation. */
  ViewExpander expander(
      CatalogSchemas schemas, RelOptCluster cluster, SqlToRelConverter.Config config) {
    return expander(schemas, cluster, config, 1);
  }

  private ViewExpander expander(
      CatalogSchemas schemas, RelOptCluster cluster, SqlToRelConverter.Config config, int depth) {
    return (rowType, sql, schemaPath, viewPath) -> {
      if (depth > DEPTH_MAX) {
        throw DbException.of(
            SqlState.STATEMENT_TOO_COMPLEX, "more than " + DEPTH_MAX + " views over each other");
      }
      String path = schemaPath.get(0);
      LightningCatalogReader reader =
          new LightningCatalogReader(schemas.withViews(this), path, types);
      LightningValidator validator =
          new LightningValidator(FunctionCatalog.OPERATORS, reader, types);
      SqlNode validated = validator.validate(tree(sql, schemas, path));
      SqlToRelConverter converter =
          new SqlToRelConverter(
              expander(schemas, cluster, config, depth + 1),
              validator,
              reader,
              cluster,
              ComparisonConvertlets.INSTANCE,
              config);
      RelNode rel = converter.convertQuery(validated, false, true).project();
      return RelRoot.of(RelOptUtil.createCastRel(rel, rowType, true), SqlKind.SELECT);
    };
  }
}
