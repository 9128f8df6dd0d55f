package org.lightningdb.sql.parser.ast;

import java.util.Set;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/** {@code SHOW TABLES}, {@code SHOW COLUMNS FROM t} and their kin. */
public final class ShowObjects extends Statement {
  private static final Set<String> LISTS =
      Set.of("TABLES", "VIEWS", "SCHEMAS", "SEQUENCES", "COLUMNS", "INDEXES");

  private final SqlIdentifier kind;
  private final @Nullable SqlIdentifier of;

  public ShowObjects(SqlParserPos position, SqlIdentifier kind, @Nullable SqlIdentifier of) {
    super("SHOW", position);
    this.kind = kind;
    this.of = of;
  }

  /** Whether a name after SHOW is no setting. */
  public static boolean isList(SqlIdentifier name) {
    return name.isSimple() && LISTS.contains(name.getSimple());
  }

  /** What is to be listed, as written. */
  public SqlIdentifier kind() {
    return kind;
  }

  /** The table or schema; null = the current schema. */
  public @Nullable SqlIdentifier of() {
    return of;
  }
}
