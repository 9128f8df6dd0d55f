package org.lightningdb.sql.lower;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.DataContext;
import org.apache.calcite.linq4j.AbstractEnumerable;
import org.apache.calcite.linq4j.Enumerable;
import org.apache.calcite.linq4j.Enumerator;
import org.apache.calcite.linq4j.Linq4j;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.exec.ExecutionContext;

/** The functions that generated code calls; public because that code lives elsewhere. */
public final class GeneratedCodeBridge {
  private GeneratedCodeBridge() {}

  /**
   * The rows of a scan.
   *
   * @param root the execution
   * @param scan what to read
   * @param arguments values of the scan's arguments as generated code keeps them
   */
  public static Enumerable<@Nullable Object> scan(
      DataContext root, BridgedScan scan, @Nullable Object[] arguments) {
    List<@Nullable Object> values = new ArrayList<>(arguments.length);
    for (int i = 0; i < arguments.length; i++) {
      SqlType type = scan.argumentTypes().get(i);
      values.add(CalciteValues.toJava(arguments[i], type));
    }
    return new ScanEnumerable((ExecutionDataContext) root, scan.source(), values);
  }

  /**
   * The rows that the step before of a recursive query left.
   *
   * @param root the execution
   * @param name the recursive query's name
   */
  public static Enumerable<@Nullable Object> workingRows(DataContext root, String name) {
    ExecutionDataContext data = (ExecutionDataContext) root;
    WorkingTable table = (WorkingTable) data.getRootSchema().tables().get(name);
    if (table == null) {
      throw new IllegalStateException("no working table " + name);
    }
    return new AbstractEnumerable<@Nullable Object>() {
      @Override
      public Enumerator<@Nullable Object> enumerator() {
        data.context().checkCancelled();
        return Linq4j.enumerator(new ArrayList<>(table.getModifiableCollection()));
      }
    };
  }

  /**
   * The same rows; reading them fails once the statement is cancelled.
   *
   * @param root the execution
   */
  public static <T> Enumerable<T> cancellable(DataContext root, Enumerable<T> rows) {
    ExecutionDataContext data = (ExecutionDataContext) root;
    return new AbstractEnumerable<T>() {
      @Override
      public Enumerator<T> enumerator() {
        return new CancellableRows<>(data.context(), rows.enumerator());
      }
    };
  }

  /** Asks once in a while. */
  private static final class CancellableRows<T> implements Enumerator<T> {
    private static final int ROWS_BETWEEN = 256;

    private final ExecutionContext context;
    private final Enumerator<T> rows;
    private int count;

    CancellableRows(ExecutionContext context, Enumerator<T> rows) {
      this.context = context;
      this.rows = rows;
    }

    @Override
    public T current() {
      return rows.current();
    }

    @Override
    public boolean moveNext() {
      if (++count % ROWS_BETWEEN == 0) {
        context.checkCancelled();
      }
      return rows.moveNext();
    }

    @Override
    public void reset() {
      rows.reset();
    }

    @Override
    public void close() {
      rows.close();
    }
  }
}
