/**
 * Expressions over batches: immutable trees that are part of plans, and the evaluators that one
 * execution makes of them. One class for each family of functions. Knows vectors, types and the
 * running execution, no Calcite class. Start with {@link
 * org.lightningdb.sql.exec.expression.Expression}.
 */
@NullMarked
package org.lightningdb.sql.exec.expression;

import org.jspecify.annotations.NullMarked;
