package org.lightningdb.sql.parser.ast;

import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlTypeNameSpec;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.util.Litmus;
import org.lightningdb.index.error.DbException;

/** {@code JSON}: to queries a text. */
public final class JsonTypeNameSpec extends SqlTypeNameSpec {
  public JsonTypeNameSpec(SqlParserPos position) {
    super(new SqlIdentifier("JSON", position), position);
  }

  @Override
  public RelDataType deriveType(SqlValidator validator) {
    throw DbException.notSupported("CAST to JSON")
        .atPosition(getParserPos().getLineNum(), getParserPos().getColumnNum());
  }

  @Override
  public void unparse(SqlWriter writer, int leftPrec, int rightPrec) {
    writer.keyword("JSON");
  }

  @Override
  public boolean equalsDeep(SqlTypeNameSpec other, Litmus litmus) {
    return other instanceof JsonTypeNameSpec || litmus.fail("{} != {}", this, other);
  }
}
