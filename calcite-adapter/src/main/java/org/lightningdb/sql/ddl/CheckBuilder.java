package org.lightningdb.sql.ddl;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.index.schema.CheckConstraint;
import org.lightningdb.index.schema.ColumnDescriptor;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.sql.name.ConstraintNaming;
import org.lightningdb.sql.parser.ast.CheckDefinition;
import org.lightningdb.sql.parser.ast.TableConstraint;

/** Turns CHECK clauses into constraints of a table, with names. */
final class CheckBuilder {
  private final DefaultCheck expressions;

  CheckBuilder(DefaultCheck expressions) {
    this.expressions = expressions;
  }

  /** The table with the checks among the constraints; its columns are there already. */
  TableDescriptor withChecks(TableDescriptor table, List<TableConstraint> constraints) {
    TableDescriptor result = table;
    for (TableConstraint constraint : constraints) {
      if (constraint instanceof CheckDefinition definition) {
        CheckConstraint check = new CheckConstraint(name(result, definition), definition.sql());
        try {
          expressions.checkCondition(result, check);
        } catch (DbException e) {
          throw at(e, definition);
        }
        List<CheckConstraint> checks = new ArrayList<>(result.checks());
        checks.add(check);
        result = result.withChecks(checks);
      }
    }
    return result;
  }

  private static String name(TableDescriptor table, CheckDefinition definition) {
    Set<String> taken = ConstraintNaming.namesOf(table);
    if (definition.name() == null) {
      return ConstraintNaming.choose(base(table, definition), taken);
    }
    String name = definition.name().getSimple();
    if (taken.contains(name)) {
      throw at(
          DbException.of(
                  SqlState.DUPLICATE_OBJECT,
                  "constraint \"" + name + "\" of table \"" + table.name() + "\" already exists")
              .atConstraint(table.name(), name),
          definition);
    }
    return name;
  }

  /** Such as {@code ORDERS_PRICE_CHECK}; without the column if several are mentioned. */
  private static String base(TableDescriptor table, CheckDefinition definition) {
    ColumnReferences references = new ColumnReferences(definition.sql(), table);
    Set<String> mentioned = new HashSet<>();
    for (ColumnDescriptor column : table.columns()) {
      if (references.contains(column.name())) {
        mentioned.add(column.name());
      }
    }
    @Nullable String column =
        definition.column() != null
            ? definition.column().getSimple()
            : mentioned.size() == 1 ? mentioned.iterator().next() : null;
    return table.name() + (column == null ? "" : "_" + column) + "_CHECK";
  }

  private static DbException at(DbException error, TableConstraint constraint) {
    return error.atPosition(
        constraint.position().getLineNum(), constraint.position().getColumnNum());
  }
}
