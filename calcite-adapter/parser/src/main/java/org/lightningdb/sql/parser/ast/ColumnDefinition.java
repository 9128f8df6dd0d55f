package org.lightningdb.sql.parser.ast;

import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;

/**
 * A column in CREATE TABLE. Its PRIMARY KEY and UNIQUE stand in {@link TableElements#keys}.
 *
 * @param nullable what NULL or NOT NULL said; null if neither was there
 * @param defaultValue the parsed DEFAULT expression, or null
 * @param defaultSql the same as it was written, or null
 */
public record ColumnDefinition(
    SqlIdentifier name,
    SqlDataTypeSpec type,
    @Nullable Boolean nullable,
    @Nullable SqlNode defaultValue,
    @Nullable String defaultSql,
    Numbering numbering,
    long identityStart) {
  /** GENERATED ... AS IDENTITY. */
  public enum Numbering {
    NONE,
    BY_DEFAULT,
    ALWAYS
  }

  /** Collects the clauses of one column; each may be there once. */
  public static final class Builder {
    private final SqlIdentifier name;
    private final SqlDataTypeSpec type;
    private @Nullable Boolean nullable;
    private @Nullable SqlNode defaultValue;
    private @Nullable String defaultSql;
    private Numbering numbering = Numbering.NONE;
    private long identityStart = 1;

    public Builder(SqlIdentifier name, SqlDataTypeSpec type) {
      this.name = name;
      this.type = type;
    }

    public SqlIdentifier name() {
      return name;
    }

    public void nullable(boolean value, SqlParserPos position) {
      if (nullable != null && nullable != value) {
        throw invalid("both NULL and NOT NULL", position);
      }
      nullable = value;
    }

    public void defaultValue(SqlNode value, String sql, SqlParserPos position) {
      if (defaultValue != null) {
        throw invalid("two DEFAULT values", position);
      }
      defaultValue = value;
      defaultSql = sql;
    }

    public void identity(boolean always, SqlParserPos position) {
      if (numbering != Numbering.NONE) {
        throw invalid("two IDENTITY clauses", position);
      }
      numbering = always ? Numbering.ALWAYS : Numbering.BY_DEFAULT;
    }

    public void identityStart(SqlNode value) {
      identityStart = WholeNumber.of(value, "START WITH");
    }

    public void identityIncrement(SqlNode value) {
      if (WholeNumber.of(value, "INCREMENT BY") != 1) {
        throw at(
            DbException.notSupported("an IDENTITY increment other than 1"),
            value.getParserPosition());
      }
    }

    public ColumnDefinition build() {
      if (numbering != Numbering.NONE && defaultValue != null) {
        throw invalid("both DEFAULT and IDENTITY", name.getParserPosition());
      }
      return new ColumnDefinition(
          name, type, nullable, defaultValue, defaultSql, numbering, identityStart);
    }

    private DbException invalid(String what, SqlParserPos position) {
      String message = "column \"" + name.getSimple() + "\" has " + what;
      return at(DbException.of(SqlState.SYNTAX_ERROR, message), position);
    }

    private static DbException at(DbException error, SqlParserPos position) {
      return error.atPosition(position.getLineNum(), position.getColumnNum());
    }
  }
}
