package org.lightningdb.sqltests.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.lightningdb.sqltests.history.History.Operation;
import org.lightningdb.sqltests.history.History.Read;
import org.lightningdb.sqltests.history.History.Transaction;
import org.lightningdb.sqltests.history.History.Write;

/**
 * The values that a key had, one after the other: of a list what it holds in the end; of a register
 * the chain of which each writer saw the link before its own.
 */
final class VersionOrder {
  /** The position of the beginning, before any value. */
  static final int BEGINNING = -1;

  private static final int UNKNOWN = -2;

  private final List<Integer> values = new ArrayList<>();
  private final Map<Integer, Integer> positions = new HashMap<>();

  int size() {
    return values.size();
  }

  int value(int position) {
    return position == BEGINNING ? 0 : values.get(position);
  }

  /** The values up to a position. */
  List<Integer> upTo(int position) {
    return values.subList(0, position + 1);
  }

  boolean knows(int value) {
    return position(value) != UNKNOWN;
  }

  int position(int value) {
    return positions.getOrDefault(value, value == 0 ? BEGINNING : UNKNOWN);
  }

  private void add(int value) {
    positions.put(value, values.size());
    values.add(value);
  }

  static Map<Integer, VersionOrder> ofLists(Map<Integer, List<Integer>> last) {
    Map<Integer, VersionOrder> orders = new HashMap<>();
    last.forEach(
        (key, values) -> {
          VersionOrder order = new VersionOrder();
          values.forEach(order::add);
          orders.put(key, order);
        });
    return orders;
  }

  /** Follows each key's links from 0, the value of the beginning. */
  static Map<Integer, VersionOrder> ofRegisters(
      History history, BiConsumer<Violation.Kind, String> report) {
    Map<Integer, Map<Integer, Integer>> nextByKey = new HashMap<>();
    for (Transaction transaction : history.transactions()) {
      if (transaction.committed()) {
        link(transaction, nextByKey, report);
      }
    }
    Map<Integer, VersionOrder> orders = new HashMap<>();
    for (Integer key : history.last().keySet()) {
      orders.put(key, chain(nextByKey.getOrDefault(key, Map.of())));
    }
    return orders;
  }

  private static VersionOrder chain(Map<Integer, Integer> next) {
    VersionOrder order = new VersionOrder();
    for (Integer value = next.get(0);
        value != null && !order.knows(value);
        value = next.get(value)) {
      order.add(value);
    }
    return order;
  }

  /** After each write its transaction reads, which tells the value before. */
  private static void link(
      Transaction transaction,
      Map<Integer, Map<Integer, Integer>> nextByKey,
      BiConsumer<Violation.Kind, String> report) {
    int written = 0;
    for (Operation operation : transaction.operations()) {
      if (operation instanceof Write write && !write.undone()) {
        written = write.value();
      } else if (operation instanceof Read read
          && written != 0
          && read.values().get(1) == written) {
        Integer before = read.values().get(0);
        Integer other =
            nextByKey
                .computeIfAbsent(read.key(), key -> new HashMap<>())
                .putIfAbsent(before, written);
        if (other != null && other != written) {
          report.accept(
              Violation.Kind.LOST_WRITE,
              "key " + read.key() + ": " + other + " and " + written + " replaced " + before);
        }
      }
    }
  }
}
