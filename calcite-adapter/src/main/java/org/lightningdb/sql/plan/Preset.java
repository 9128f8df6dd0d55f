package org.lightningdb.sql.plan;

import org.apache.calcite.sql.SqlDynamicParam;
import org.lightningdb.index.type.SqlType;

/** A parameter whose type is known before validation: it is assigned to a column of that type. */
public record Preset(SqlDynamicParam parameter, SqlType type) {}
