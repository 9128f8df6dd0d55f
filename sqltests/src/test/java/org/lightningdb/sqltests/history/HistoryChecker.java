package org.lightningdb.sqltests.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lightningdb.sqltests.history.Dependency.Kind;
import org.lightningdb.sqltests.history.History.Operation;
import org.lightningdb.sqltests.history.History.Read;
import org.lightningdb.sqltests.history.History.Transaction;
import org.lightningdb.sqltests.history.History.Workload;

/**
 * Finds what a history shows that the levels of its transactions forbid: reads that nothing
 * explains, lost writes, and, by {@link CycleRules}, orders that cannot be.
 *
 * <p>The idea is Adya's, and Elle's: values tell their writers, and lists or links the order of
 * writes, so the history itself says who must have come before whom.
 */
final class HistoryChecker {
  private final History history;
  private final Writers writers;
  private final DependencyGraph graph;
  private final List<Violation> violations = new ArrayList<>();

  private HistoryChecker(History history) {
    this.history = history;
    writers = new Writers(history);
    graph = new DependencyGraph(history.transactions().size());
  }

  static List<Violation> check(History history) {
    return new HistoryChecker(history).check();
  }

  private List<Violation> check() {
    Map<Integer, VersionOrder> orders =
        switch (history.workload()) {
          case LIST -> VersionOrder.ofLists(history.last());
          case REGISTER -> VersionOrder.ofRegisters(history, this::report);
          case SET -> Map.of();
        };
    history.last().forEach((key, values) -> checkLast(key, values, orders.get(key)));
    orders.forEach(this::dependOnWrites);
    Map<Integer, Integer> previous = new HashMap<>();
    for (Transaction transaction : history.transactions()) {
      if (transaction.committed()) {
        Integer before = previous.put(transaction.session(), transaction.id());
        if (before != null) {
          graph.add(before, transaction.id(), Kind.SESSION, -1);
        }
        new OwnWrites(history.workload(), this::report).check(transaction);
        checkReads(transaction, orders);
      }
    }
    violations.addAll(new CycleRules(history, graph).violations());
    return violations;
  }

  private void report(Violation.Kind kind, String what) {
    violations.add(new Violation(kind, what));
  }

  /** What is there in the end: everything committed, in whatever form the workload keeps it. */
  private void checkLast(int key, List<Integer> values, @Nullable VersionOrder order) {
    Set<Integer> there = new HashSet<>(values);
    if (history.workload() == Workload.REGISTER && order != null) {
      there.addAll(order.upTo(order.size() - 1));
      int end = order.value(order.size() - 1);
      if (values.get(1) != end) {
        report(
            Violation.Kind.LOST_WRITE, "key " + key + " is " + values + ", its chain ends " + end);
      }
    } else if (there.size() < values.size()) {
      report(Violation.Kind.UNEXPLAINED_READ, "key " + key + " has a value twice: " + values);
    }
    for (int value : writers.committed(key)) {
      if (!there.contains(value)) {
        report(
            Violation.Kind.LOST_WRITE,
            "T" + writers.of(value) + " committed " + value + " of key " + key + ", it is gone");
      }
    }
    values.forEach(value -> checkKnown("in the end", key, value));
  }

  private boolean checkKnown(String reader, int key, int value) {
    Violation.Kind objection = value == 0 ? null : writers.objection(value);
    if (objection != null) {
      report(objection, reader + ": " + value + " of key " + key);
    }
    return objection == null;
  }

  private void dependOnWrites(int key, VersionOrder order) {
    for (int position = 1; position < order.size(); position++) {
      int before = order.value(position - 1);
      int after = order.value(position);
      if (writers.objection(before) == null && writers.objection(after) == null) {
        graph.add(writers.of(before), writers.of(after), Kind.WW, key);
      }
    }
  }

  private void checkReads(Transaction transaction, Map<Integer, VersionOrder> orders) {
    for (Operation operation : transaction.operations()) {
      if (operation instanceof Read read) {
        boolean known = true;
        for (int value : read.values()) {
          known &= checkKnown("T" + transaction.id(), read.key(), value);
        }
        VersionOrder order = orders.get(read.key());
        if (order == null) {
          dependOnSet(transaction.id(), read);
        } else if (known) {
          checkVersion(transaction.id(), read, order);
        }
      }
    }
  }

  /** Who saw a row comes after its writer; who did not see it, before. */
  private void dependOnSet(int reader, Read read) {
    Set<Integer> seen = new HashSet<>(read.values());
    for (int value : writers.committed(read.key())) {
      if (seen.contains(value)) {
        graph.add(writers.of(value), reader, Kind.WR, read.key());
      } else {
        graph.add(reader, writers.of(value), Kind.RW, read.key());
      }
    }
  }

  private void checkVersion(int reader, Read read, VersionOrder order) {
    List<Integer> values = read.values();
    int newest = values.isEmpty() ? 0 : values.get(values.size() - 1);
    if (!order.knows(newest) || !explains(order, order.position(newest), values)) {
      report(Violation.Kind.UNEXPLAINED_READ, "T" + reader + " " + read);
      return;
    }
    int position = order.position(newest);
    int next = position + 1 < order.size() ? order.value(position + 1) : 0;
    int overwriter = next == 0 || writers.objection(next) != null ? reader : writers.of(next);
    graph.add(reader, overwriter, Kind.RW, read.key());
    if (position > VersionOrder.BEGINNING) {
      int writer = writers.of(newest);
      graph.add(writer, reader, Kind.WR, read.key());
      if (writer != reader && writer == overwriter) {
        report(Violation.Kind.G1B, "T" + reader + " " + read + ", T" + writer + " wrote on");
      }
    }
  }

  private boolean explains(VersionOrder order, int position, List<Integer> values) {
    return history.workload() == Workload.LIST
        ? order.upTo(position).equals(values)
        : order.value(Math.max(position - 1, VersionOrder.BEGINNING)) == values.get(0);
  }
}
