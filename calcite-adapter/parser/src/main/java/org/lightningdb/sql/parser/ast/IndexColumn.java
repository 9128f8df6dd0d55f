package org.lightningdb.sql.parser.ast;

import org.apache.calcite.sql.SqlIdentifier;

/** One column of an index or key, by name. */
public record IndexColumn(SqlIdentifier name, boolean descending) {}
