/**
 * Scalar functions that are computed row by row, on Java values: text, numbers, dates, conversions.
 * They know neither Calcite nor vectors; those that are worth it have a kernel in {@code
 * sql.exec.expression} instead. Read {@link org.lightningdb.sql.exec.function.FunctionTable} first.
 */
@NullMarked
package org.lightningdb.sql.exec.function;

import org.jspecify.annotations.NullMarked;
