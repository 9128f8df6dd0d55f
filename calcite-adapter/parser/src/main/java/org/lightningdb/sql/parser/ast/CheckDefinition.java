package org.lightningdb.sql.parser.ast;

import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/**
 * CHECK (condition).
 *
 * @param column beside which it was written; null for one of the table
 * @param sql the condition as it was written
 */
public record CheckDefinition(
    @Nullable SqlIdentifier name,
    @Nullable SqlIdentifier column,
    SqlNode condition,
    String sql,
    SqlParserPos position)
    implements TableConstraint {}
