package org.lightningdb.sqltests.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.lightningdb.sqltests.history.History.Operation;
import org.lightningdb.sqltests.history.History.Read;
import org.lightningdb.sqltests.history.History.Transaction;
import org.lightningdb.sqltests.history.History.Workload;
import org.lightningdb.sqltests.history.History.Write;

/** Whether a transaction sees what it wrote itself, and nothing over it. */
final class OwnWrites {
  private final Workload workload;
  private final BiConsumer<Violation.Kind, String> report;
  private final Map<Integer, List<Integer>> written = new HashMap<>();

  OwnWrites(Workload workload, BiConsumer<Violation.Kind, String> report) {
    this.workload = workload;
    this.report = report;
  }

  void check(Transaction transaction) {
    for (Operation operation : transaction.operations()) {
      if (operation instanceof Write write && !write.undone()) {
        written.computeIfAbsent(write.key(), key -> new ArrayList<>()).add(write.value());
      } else if (operation instanceof Read read
          && !shows(read.values(), written.getOrDefault(read.key(), List.of()))) {
        report.accept(
            Violation.Kind.INTERNAL,
            "T" + transaction.id() + " " + read + " after its writes " + written.get(read.key()));
      }
    }
  }

  private boolean shows(List<Integer> seen, List<Integer> own) {
    if (own.isEmpty()) {
      return true;
    }
    return switch (workload) {
      case LIST ->
          seen.size() >= own.size()
              && seen.subList(seen.size() - own.size(), seen.size()).equals(own);
      case REGISTER -> seen.get(1).equals(own.get(own.size() - 1));
      case SET -> seen.containsAll(own);
    };
  }
}
