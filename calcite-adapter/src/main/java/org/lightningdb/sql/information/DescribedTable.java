package org.lightningdb.sql.information;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.schema.ColumnDescriptor;
import org.lightningdb.index.schema.ColumnDescriptor.Identity;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.index.type.TypeKind;
import org.lightningdb.sql.bind.SystemTable;
import org.lightningdb.sql.exec.ExecutionContext;

/** A table of INFORMATION_SCHEMA: a name, columns built in order, and rows. */
abstract class DescribedTable implements SystemTable {
  private static final int NAME_CHARACTERS = 128;

  private final String name;
  private final List<ColumnDescriptor> columns;

  DescribedTable(String name, Columns columns) {
    this.name = name;
    this.columns = List.copyOf(columns.list);
  }

  @Override
  public final String schema() {
    return InformationSchema.NAME;
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final List<ColumnDescriptor> columns() {
    return columns;
  }

  @Override
  public final List<@Nullable Object[]> rows(ExecutionContext context) {
    Rows rows = new Rows(columns.size());
    fill(context, rows);
    return rows.list;
  }

  abstract void fill(ExecutionContext context, Rows rows);

  static String yesNo(boolean value) {
    return value ? "YES" : "NO";
  }

  /** Collects the columns of a table. */
  static final class Columns {
    private final List<ColumnDescriptor> list = new ArrayList<>();

    /** A name, never NULL. */
    Columns name(String column) {
      return add(column, SqlType.varchar(NAME_CHARACTERS), false);
    }

    /** A name or NULL. */
    Columns nullableName(String column) {
      return add(column, SqlType.varchar(NAME_CHARACTERS), true);
    }

    /** A text of any length, or NULL. */
    Columns text(String column) {
      return add(column, SqlType.varchar(SqlType.UNBOUNDED), true);
    }

    /** {@code YES} or {@code NO}. */
    Columns flag(String column) {
      return add(column, SqlType.varchar(3), false);
    }

    /** An INTEGER, never NULL. */
    Columns integer(String column) {
      return add(column, SqlType.of(TypeKind.INTEGER), false);
    }

    /** An INTEGER or NULL. */
    Columns nullableInteger(String column) {
      return add(column, SqlType.of(TypeKind.INTEGER), true);
    }

    /** A BIGINT or NULL. */
    Columns nullableBigint(String column) {
      return add(column, SqlType.of(TypeKind.BIGINT), true);
    }

    private Columns add(String column, SqlType type, boolean nullable) {
      list.add(new ColumnDescriptor(column, type, nullable, null, Identity.NONE));
      return this;
    }
  }

  /** Collects the rows of one reading. */
  static final class Rows {
    private final List<@Nullable Object[]> list = new ArrayList<>();
    private final int columnCount;

    Rows(int columnCount) {
      this.columnCount = columnCount;
    }

    void add(@Nullable Object... values) {
      if (values.length != columnCount) {
        throw new IllegalArgumentException(
            values.length + " values for " + columnCount + " columns");
      }
      list.add(values);
    }
  }
}
