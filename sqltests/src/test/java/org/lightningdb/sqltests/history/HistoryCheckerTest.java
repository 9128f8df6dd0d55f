package org.lightningdb.sqltests.history;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.lightningdb.sqltests.history.History.Operation;
import org.lightningdb.sqltests.history.History.Read;
import org.lightningdb.sqltests.history.History.Transaction;
import org.lightningdb.sqltests.history.History.Workload;
import org.lightningdb.sqltests.history.History.Write;
import org.lightningdb.sqltests.history.Violation.Kind;
import org.lightningdb.sqltests.isolation.Level;

/** Histories made by hand: the checker names what is wrong with them, and only that. */
class HistoryCheckerTest {
  private static final int X = 1;
  private static final int Y = 2;

  private final List<Transaction> transactions = new ArrayList<>();

  private HistoryCheckerTest transaction(Level level, Operation... operations) {
    return add(level, true, operations);
  }

  private HistoryCheckerTest add(Level level, boolean committed, Operation... operations) {
    int id = transactions.size();
    transactions.add(new Transaction(id, id, level, committed, List.of(operations)));
    return this;
  }

  private static Write write(int key, int value) {
    return new Write(key, value, false);
  }

  private static Read read(int key, Integer... values) {
    return new Read(key, List.of(values));
  }

  private List<Kind> kinds(Workload workload, List<Integer> x, List<Integer> y) {
    List<Violation> violations =
        HistoryChecker.check(new History(workload, transactions, Map.of(X, x, Y, y)));
    return violations.stream().map(Violation::kind).distinct().toList();
  }

  private void expect(Workload workload, List<Integer> x, List<Integer> y, Kind... expected) {
    assertEquals(List.of(expected), kinds(workload, x, y));
  }

  @Test
  void aGoodHistory() {
    transaction(Level.SERIALIZABLE, write(X, 1), read(X, 1), write(Y, 2));
    transaction(Level.SERIALIZABLE, read(X, 1), read(Y, 2), write(X, 3), new Write(X, 9, true));
    add(Level.SERIALIZABLE, false, read(X, 1), write(X, 4));
    transaction(Level.SERIALIZABLE, read(X, 1, 3), read(Y, 2));
    expect(Workload.LIST, List.of(1, 3), List.of(2));
  }

  @Test
  void abortedRead() {
    add(Level.READ_COMMITTED, false, write(X, 1));
    transaction(Level.READ_COMMITTED, read(X, 1));
    expect(Workload.LIST, List.of(), List.of(), Kind.G1A);
  }

  @Test
  void readOfWhatASavepointUndid() {
    transaction(Level.READ_COMMITTED, write(X, 1), new Write(X, 2, true));
    transaction(Level.READ_COMMITTED, read(X, 1, 2));
    expect(Workload.LIST, List.of(1), List.of(), Kind.G1A);
  }

  @Test
  void abortedWriteInTheEnd() {
    add(Level.READ_COMMITTED, false, write(X, 1));
    expect(Workload.LIST, List.of(1), List.of(), Kind.G1A);
  }

  @Test
  void intermediateRead() {
    transaction(Level.READ_COMMITTED, write(X, 1), write(X, 2));
    transaction(Level.READ_COMMITTED, read(X, 1));
    expect(Workload.LIST, List.of(1, 2), List.of(), Kind.G1B);
  }

  @Test
  void ownWriteUnseen() {
    transaction(Level.READ_COMMITTED, write(X, 1), read(X));
    expect(Workload.LIST, List.of(1), List.of(), Kind.INTERNAL);
  }

  @Test
  void lostAppend() {
    transaction(Level.READ_COMMITTED, write(X, 1));
    transaction(Level.READ_COMMITTED, write(X, 2));
    expect(Workload.LIST, List.of(2), List.of(), Kind.LOST_WRITE);
  }

  @Test
  void readsThatDisagree() {
    transaction(Level.READ_COMMITTED, write(X, 1));
    transaction(Level.READ_COMMITTED, write(X, 2));
    transaction(Level.READ_COMMITTED, read(X, 2));
    expect(Workload.LIST, List.of(1, 2), List.of(), Kind.UNEXPLAINED_READ);
  }

  @Test
  void valueFromNowhere() {
    transaction(Level.READ_COMMITTED, read(X, 7));
    expect(Workload.SET, List.of(), List.of(), Kind.UNEXPLAINED_READ);
  }

  @Test
  void dirtyWrite() {
    transaction(Level.READ_COMMITTED, write(X, 1), write(Y, 2));
    transaction(Level.READ_COMMITTED, write(X, 3), write(Y, 4));
    expect(Workload.LIST, List.of(1, 3), List.of(4, 2), Kind.G0);
  }

  @Test
  void circularInformationFlow() {
    transaction(Level.READ_COMMITTED, write(X, 1), read(Y, 2));
    transaction(Level.READ_COMMITTED, write(Y, 2), read(X, 1));
    expect(Workload.LIST, List.of(1), List.of(2), Kind.G1C);
  }

  @Test
  void aSessionThatForgets() {
    transactions.add(new Transaction(0, 5, Level.READ_COMMITTED, true, List.of(read(X, 1))));
    transactions.add(new Transaction(1, 5, Level.READ_COMMITTED, true, List.of(write(X, 1))));
    expect(Workload.LIST, List.of(1), List.of(), Kind.G1C);
  }

  @Test
  void readSkew() {
    for (Level level : Level.values()) {
      transactions.clear();
      transaction(Level.READ_COMMITTED, write(X, 1), write(Y, 2));
      transaction(level, read(X), read(Y, 2));
      Kind[] expected = level == Level.READ_COMMITTED ? new Kind[0] : new Kind[] {Kind.G_SINGLE};
      expect(Workload.LIST, List.of(1), List.of(2), expected);
      expect(Workload.SET, List.of(1), List.of(2), expected);
    }
  }

  @Test
  void lostUpdate() {
    for (Level level : Level.values()) {
      transactions.clear();
      transaction(level, read(X), write(X, 1));
      transaction(level, read(X), write(X, 2));
      expect(
          Workload.LIST,
          List.of(1, 2),
          List.of(),
          level == Level.READ_COMMITTED ? new Kind[0] : new Kind[] {Kind.LOST_UPDATE});
    }
  }

  @Test
  void longFork() {
    transaction(Level.SNAPSHOT, write(X, 1));
    transaction(Level.SNAPSHOT, write(Y, 2));
    transaction(Level.SNAPSHOT, read(X, 1), read(Y));
    transaction(Level.SNAPSHOT, read(X), read(Y, 2));
    expect(Workload.LIST, List.of(1), List.of(2), Kind.G_NONADJACENT);
  }

  @Test
  void writeSkew() {
    for (Level level : Level.values()) {
      for (Workload workload : List.of(Workload.LIST, Workload.SET)) {
        transactions.clear();
        transaction(level, read(X), write(Y, 1));
        transaction(level, read(Y), write(X, 2));
        expect(
            workload,
            List.of(2),
            List.of(1),
            level == Level.SERIALIZABLE ? new Kind[] {Kind.G2} : new Kind[0]);
      }
    }
  }

  @Test
  void registers() {
    transaction(Level.READ_COMMITTED, write(X, 1), read(X, 0, 1));
    transaction(Level.READ_COMMITTED, write(X, 2), read(X, 1, 2), write(X, 3), read(X, 2, 3));
    transaction(Level.READ_COMMITTED, read(X, 1, 2), read(Y, 0, 0));
    expect(Workload.REGISTER, List.of(2, 3), List.of(0, 0), Kind.G1B);
  }

  @Test
  void registersThatManyFoundEmpty() {
    transaction(Level.SERIALIZABLE, read(X, 0, 0), read(Y, 0, 0));
    transaction(Level.SERIALIZABLE, read(X, 0, 0), write(X, 1), read(X, 0, 1));
    expect(Workload.REGISTER, List.of(0, 1), List.of(0, 0));
  }

  @Test
  void registersOfTwoWritersAfterOneValue() {
    transaction(Level.READ_COMMITTED, write(X, 1), read(X, 0, 1));
    transaction(Level.READ_COMMITTED, write(X, 2), read(X, 0, 2));
    assertEquals(Kind.LOST_WRITE, kinds(Workload.REGISTER, List.of(0, 2), List.of(0, 0)).get(0));
  }

  @Test
  void tornRegister() {
    transaction(Level.READ_COMMITTED, write(X, 1), read(X, 0, 1));
    transaction(Level.READ_COMMITTED, write(X, 2), read(X, 1, 2));
    transaction(Level.READ_COMMITTED, read(X, 0, 2));
    expect(Workload.REGISTER, List.of(1, 2), List.of(0, 0), Kind.UNEXPLAINED_READ);
  }

  @Test
  void longCyclesAreFoundInLongHistories() {
    int length = 20_000;
    List<Integer> values = Stream.iterate(1, value -> value + 1).limit(length).toList();
    for (int value : values) {
      transaction(Level.SERIALIZABLE, write(X, value));
    }
    transaction(Level.SERIALIZABLE, read(X), write(Y, 30_000));
    transaction(Level.SERIALIZABLE, read(Y, 30_000), read(X, values.toArray(Integer[]::new)));
    expect(Workload.LIST, values, List.of(30_000));
    transaction(Level.SERIALIZABLE, read(X, 1), read(X, 1, 2));
    expect(Workload.LIST, values, List.of(30_000), Kind.G_SINGLE);
  }
}
