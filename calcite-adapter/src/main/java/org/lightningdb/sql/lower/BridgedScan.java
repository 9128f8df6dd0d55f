package org.lightningdb.sql.lower;

import java.util.List;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.exec.RowSource;

/**
 * A scan for generated code to start; immutable, holds no plan node.
 *
 * @param argumentTypes the types of the scan's arguments
 */
public record BridgedScan(RowSource source, List<SqlType> argumentTypes) {}
