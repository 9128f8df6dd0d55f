package org.lightningdb.sqltests.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lightningdb.sqltests.history.History.Operation;
import org.lightningdb.sqltests.history.History.Transaction;
import org.lightningdb.sqltests.history.History.Write;

/** Who wrote which value, and which values were taken back. */
final class Writers {
  private final Map<Integer, Integer> writers = new HashMap<>();
  private final Set<Integer> undone = new HashSet<>();
  private final Map<Integer, List<Integer>> committed = new HashMap<>();

  Writers(History history) {
    for (Transaction transaction : history.transactions()) {
      for (Operation operation : transaction.operations()) {
        if (operation instanceof Write write) {
          writers.put(write.value(), transaction.id());
          if (write.undone() || !transaction.committed()) {
            undone.add(write.value());
          } else {
            committed.computeIfAbsent(write.key(), key -> new ArrayList<>()).add(write.value());
          }
        }
      }
    }
  }

  /** The transaction that wrote the value and committed. */
  int of(int value) {
    Integer writer = undone.contains(value) ? null : writers.get(value);
    if (writer == null) {
      throw new IllegalArgumentException("nobody wrote " + value);
    }
    return writer;
  }

  /** What is wrong with seeing the value, or null. */
  Violation.@Nullable Kind objection(int value) {
    if (!writers.containsKey(value)) {
      return Violation.Kind.UNEXPLAINED_READ;
    }
    return undone.contains(value) ? Violation.Kind.G1A : null;
  }

  /** What was committed for a key, in any order. */
  List<Integer> committed(int key) {
    return committed.getOrDefault(key, List.of());
  }
}
