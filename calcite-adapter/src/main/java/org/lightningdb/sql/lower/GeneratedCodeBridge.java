package org.lightningdb.sql.lower;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.DataContext;
import org.apache.calcite.linq4j.Enumerable;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.type.SqlType;

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
}
