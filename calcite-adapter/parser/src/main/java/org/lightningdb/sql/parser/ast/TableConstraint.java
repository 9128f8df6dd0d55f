package org.lightningdb.sql.parser.ast;

import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/** A constraint that is no key: CHECK or FOREIGN KEY, of a column or of the table. */
public sealed interface TableConstraint permits CheckDefinition, ForeignKeyDefinition {
  /** The name given by CONSTRAINT, or null. */
  @Nullable SqlIdentifier name();

  SqlParserPos position();
}
