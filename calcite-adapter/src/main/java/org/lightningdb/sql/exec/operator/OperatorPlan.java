package org.lightningdb.sql.exec.operator;

import java.util.List;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.exec.Execution;

/** A step of a plan and, inside it, the steps it reads from. Immutable and shareable. */
public interface OperatorPlan {
  /** The types of the columns of its batches. */
  List<SqlType> types();

  /** Running state for one execution, used by one thread at a time. */
  Operator operator(Execution execution);
}
