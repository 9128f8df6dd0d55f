/**
 * From Calcite's expressions to ours: which kernel computes what. Knows bind and exec.expression.
 * Start with {@link org.lightningdb.sql.lower.expression.ExpressionLowering}.
 */
@NullMarked
package org.lightningdb.sql.lower.expression;

import org.jspecify.annotations.NullMarked;
