package org.lightningdb.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lightningdb.index.TestTables.KeyedRow;
import org.lightningdb.index.access.Database;
import org.lightningdb.index.access.IndexDefinition;
import org.lightningdb.index.access.Snapshot;
import org.lightningdb.index.access.Transaction;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.index.type.TypeKind;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.spec.Durability;
import org.lightningdb.storage.spec.Isolation;

class ConcurrencyTest {
  private static final SqlType INTEGER = SqlType.of(TypeKind.INTEGER);
  private static final int THREADS = 4;
  private static final Set<SqlState> TRY_AGAIN =
      Set.of(
          SqlState.SERIALIZATION_FAILURE, SqlState.DEADLOCK_DETECTED, SqlState.LOCK_NOT_AVAILABLE);

  private final Database database = TestDatabases.open(2000);
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS + 1);

  @AfterEach
  void isSound() {
    threads.shutdownNow();
    assertEquals(List.of(), database.check());
    database.close();
  }

  private TableDescriptor create() {
    try (Transaction txn = database.begin(Isolation.READ_COMMITTED, false)) {
      TableDescriptor table =
          txn.catalogWriter()
              .createTable(
                  "PUBLIC",
                  "T",
                  List.of(
                      TestTables.column("ID", INTEGER, false),
                      TestTables.column("U", INTEGER, true),
                      TestTables.column("V", INTEGER, true)),
                  List.of(TestTables.primaryKey(0), TestTables.unique("U", 1)),
                  1);
      txn.commit(Durability.GROUP);
      return table;
    }
  }

  private void inThreads(List<Callable<Void>> tasks) throws Exception {
    List<Future<Void>> futures = new ArrayList<>();
    for (Callable<Void> task : tasks) {
      futures.add(threads.submit(task));
    }
    for (Future<Void> future : futures) {
      future.get();
    }
  }

  private TableDescriptor current(Transaction txn) {
    TableDescriptor table = txn.catalog().table("PUBLIC", "T");
    if (table == null) {
      throw new IllegalStateException("the table is gone");
    }
    return table;
  }

  @Test
  void oneOfManyInsertsOfAKeyWins() throws Exception {
    TableDescriptor table = create();
    int keys = 100;
    AtomicInteger won = new AtomicInteger();
    AtomicInteger refused = new AtomicInteger();
    List<Callable<Void>> tasks = new ArrayList<>();
    for (int thread = 0; thread < THREADS; thread++) {
      int base = 1000 * thread;
      Isolation isolation = thread % 2 == 0 ? Isolation.READ_COMMITTED : Isolation.SNAPSHOT;
      tasks.add(
          () -> {
            for (int key = 0; key < keys; key++) {
              boolean byPrimary = key % 2 == 0;
              List<Object> row =
                  byPrimary ? List.of(key, base + key, 0) : List.of(base + key, key, 0);
              try (Transaction txn = database.begin(isolation, false)) {
                TestTables.insert(txn, table, List.of(row));
                txn.commit(Durability.NONE);
                won.incrementAndGet();
              } catch (DbException e) {
                assertEquals(SqlState.UNIQUE_VIOLATION, e.state(), e.getMessage());
                refused.incrementAndGet();
              }
            }
            return null;
          });
    }
    inThreads(tasks);
    assertEquals(keys, won.get());
    assertEquals(keys * (THREADS - 1), refused.get());
  }

  @Test
  void indexesAreBuiltWhileRowsChange() throws Exception {
    create();
    AtomicInteger rows = new AtomicInteger();
    AtomicInteger running = new AtomicInteger(THREADS);
    List<Callable<Void>> tasks = new ArrayList<>();
    for (int thread = 0; thread < THREADS; thread++) {
      Random random = new Random(thread);
      tasks.add(
          () -> {
            try {
              for (int i = 0; i < 150; i++) {
                rows.addAndGet(changeSomething(random));
              }
            } finally {
              running.decrementAndGet();
            }
            return null;
          });
    }
    AtomicInteger built = new AtomicInteger();
    tasks.add(
        () -> {
          for (int i = 0; running.get() > 0 || built.get() == 0; i++) {
            built.addAndGet(buildOrDrop(i));
          }
          return null;
        });
    inThreads(tasks);
    assertTrue(built.get() > 0, "no index was ever built");
    try (Transaction txn = database.begin(Isolation.READ_COMMITTED, true)) {
      TableDescriptor table = current(txn);
      assertEquals(rows.get(), TestTables.rows(txn, table, table.primary()).size());
    }
  }

  private int buildOrDrop(int step) {
    try (Transaction txn = database.begin(Isolation.READ_COMMITTED, false)) {
      if (step % 2 == 0) {
        txn.catalogWriter()
            .createIndex("PUBLIC", "T", new IndexDefinition("I", false, TestTables.ascending(2)));
      } else {
        txn.catalogWriter().dropIndex("PUBLIC", "I");
      }
      txn.commit(Durability.NONE);
      return 1;
    } catch (DbException e) {
      if (TRY_AGAIN.contains(e.state())
          || e.state() == SqlState.DUPLICATE_OBJECT
          || e.state() == SqlState.UNDEFINED_OBJECT) {
        return 0;
      }
      throw e;
    }
  }

  /** One transaction of one statement; returns by how many rows the table grew. */
  private int changeSomething(Random random) {
    Isolation isolation = random.nextBoolean() ? Isolation.READ_COMMITTED : Isolation.SNAPSHOT;
    try (Transaction txn = database.begin(isolation, false)) {
      TableDescriptor table = current(txn);
      int grown;
      try (Snapshot snapshot = txn.snapshot()) {
        grown = changeSomething(txn, snapshot, table, random);
      }
      txn.commit(Durability.NONE);
      return grown;
    } catch (DbException e) {
      if (TRY_AGAIN.contains(e.state()) || e.state() == SqlState.UNIQUE_VIOLATION) {
        return 0;
      }
      throw e;
    }
  }

  private static int changeSomething(
      Transaction txn, Snapshot snapshot, TableDescriptor table, Random random) {
    int key = random.nextInt(60);
    List<Slice> found =
        TestTables.rows(txn, snapshot, table, table.primary()).stream()
            .filter(row -> row.values().get(0).equals(key))
            .map(KeyedRow::key)
            .toList();
    if (found.isEmpty()) {
      TestTables.insert(txn, table, List.of(List.of(key, random.nextInt(100), 1)));
      return 1;
    }
    if (random.nextBoolean()) {
      TestTables.delete(txn, snapshot, table, found);
      return -1;
    }
    BitSet changed = new BitSet();
    changed.set(0, 3);
    TestTables.update(
        txn,
        snapshot,
        table,
        found,
        List.of(List.of(random.nextInt(60), random.nextInt(100), random.nextInt(5))),
        changed);
    return 0;
  }
}
