package org.lightningdb.sql.parser.ast;

import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlTypeNameSpec;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.util.Litmus;

/** {@code INTERVAL DAY TO SECOND} and the like as the type of a column. */
public final class IntervalTypeNameSpec extends SqlTypeNameSpec {
  private final SqlIntervalQualifier qualifier;

  public IntervalTypeNameSpec(SqlIntervalQualifier qualifier, SqlParserPos position) {
    super(new SqlIdentifier("INTERVAL", position), position);
    this.qualifier = qualifier;
  }

  public SqlIntervalQualifier qualifier() {
    return qualifier;
  }

  @Override
  public RelDataType deriveType(SqlValidator validator) {
    return validator.getTypeFactory().createSqlIntervalType(qualifier);
  }

  @Override
  public void unparse(SqlWriter writer, int leftPrec, int rightPrec) {
    writer.keyword("INTERVAL");
    qualifier.unparse(writer, leftPrec, rightPrec);
  }

  @Override
  public boolean equalsDeep(SqlTypeNameSpec other, Litmus litmus) {
    return other instanceof IntervalTypeNameSpec interval
        ? qualifier.equalsDeep(interval.qualifier, litmus)
        : litmus.fail("{} != {}", this, other);
  }
}
