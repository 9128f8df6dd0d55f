package org.lightningdb.sql.exec;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.access.BatchCursor;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.index.type.SqlType;

/**
 * A planned statement: immutable, shareable between sessions and threads, valid for one catalog
 * version. Holds no Calcite object.
 */
public sealed interface PreparedPlan {
  /** The types of the {@code ?} parameters, in order. */
  List<SqlType> parameterTypes();

  /** The plan as text, one operator a line, indented. */
  String explain();

  /** A plan that returns rows. */
  non-sealed interface QueryPlan extends PreparedPlan {
    List<ResultColumn> columns();

    /** Whether it locks the rows it returns. */
    default boolean locksRows() {
      return false;
    }

    /** Starts an execution; the caller closes the cursor. */
    BatchCursor open(ExecutionContext context);
  }

  /** A plan that changes rows of one table. */
  non-sealed interface ModifyPlan extends PreparedPlan {
    /** The table whose rows it changes. */
    TableDescriptor table();

    /** Whether the statement is an INSERT. */
    boolean insert();

    /**
     * Executes completely and returns the number of rows changed.
     *
     * @param observer is told of them
     */
    long execute(ExecutionContext context, @Nullable ChangeObserver observer);

    /**
     * Executes once for each parameter row, each time seeing what went before; an INSERT of values
     * writes whole batches instead. Either all rows are done or an error is thrown and the caller
     * undoes the statement.
     *
     * @return rows changed by each parameter row
     */
    default long[] executeBatch(
        ExecutionContext context,
        List<List<@Nullable Object>> parameterRows,
        @Nullable ChangeObserver observer) {
      return RepeatedExecution.run(this, context, parameterRows, observer);
    }
  }
}
