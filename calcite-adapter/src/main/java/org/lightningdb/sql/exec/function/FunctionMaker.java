package org.lightningdb.sql.exec.function;

import org.jspecify.annotations.Nullable;
import org.lightningdb.sql.exec.expression.RowFunction;

/** Makes the function for a call. */
interface FunctionMaker {
  /** Null if there is no function for operands of these types. */
  @Nullable RowFunction make(FunctionSignature signature);
}
