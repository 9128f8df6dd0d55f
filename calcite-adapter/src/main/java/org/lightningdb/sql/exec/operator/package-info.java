/**
 * Operators: the steps of a plan, each a record that is part of the immutable plan and the running
 * state that one execution makes of it. One file an operator. Knows batches, expressions and stores
 * of rows. Start with {@link org.lightningdb.sql.exec.operator.OperatorPlan}.
 */
@NullMarked
package org.lightningdb.sql.exec.operator;

import org.jspecify.annotations.NullMarked;
