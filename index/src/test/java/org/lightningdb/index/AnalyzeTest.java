package org.lightningdb.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.lightningdb.index.access.Database;
import org.lightningdb.index.access.KeyRange;
import org.lightningdb.index.access.KeyRange.Bound;
import org.lightningdb.index.access.Snapshot;
import org.lightningdb.index.access.Transaction;
import org.lightningdb.index.profile.ValueFractions;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.index.schema.TableProfile;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.index.type.TypeKind;
import org.lightningdb.storage.spec.Durability;
import org.lightningdb.storage.spec.Isolation;
import org.lightningdb.storage.vfs.SimVfs;

class AnalyzeTest {
  private static final long SEED = 20_261_121;
  private static final int ROWS = 30_000;
  private static final SqlType INTEGER = SqlType.of(TypeKind.INTEGER);
  private static final SqlType TEXT = SqlType.varchar(30);
  private static final List<SqlType> TYPES = List.of(INTEGER, INTEGER, TEXT, INTEGER);

  private final SplittableRandom random = new SplittableRandom(SEED);
  private final List<List<@Nullable Object>> rows = new ArrayList<>();

  /** Unique; skewed with NULLs; few long-tailed texts; uniform in a wide range. */
  private List<@Nullable Object> row(int id) {
    int skewed = (int) Math.pow(1000, random.nextDouble());
    return Arrays.asList(
        id,
        random.nextInt(5) == 0 ? null : (Integer) skewed,
        "value " + Integer.numberOfTrailingZeros(random.nextInt() | (1 << 12)),
        random.nextInt(1_000_000));
  }

  private TableDescriptor fill(Database database) {
    for (int id = 0; id < ROWS; id++) {
      rows.add(row(id));
    }
    try (Transaction txn = database.begin(Isolation.READ_COMMITTED, false)) {
      TableDescriptor table =
          txn.catalogWriter()
              .createTable(
                  "PUBLIC",
                  "T",
                  List.of(
                      TestTables.column("ID", INTEGER, false),
                      TestTables.column("SKEWED", INTEGER, true),
                      TestTables.column("WORD", TEXT, false),
                      TestTables.column("WIDE", INTEGER, false)),
                  List.of(TestTables.primaryKey(0)),
                  1);
      TestTables.insert(txn, table, rows);
      txn.commit(Durability.GROUP);
      return table;
    }
  }

  private static void analyze(Transaction txn, TableDescriptor table) {
    try (Snapshot snapshot = txn.snapshot()) {
      txn.analyze(snapshot, table, () -> {});
    }
  }

  private static @Nullable TableProfile profile(Database database, TableDescriptor table) {
    try (Transaction txn = database.begin(Isolation.READ_COMMITTED, true)) {
      return txn.profile(table);
    }
  }

  @Test
  void fractionsAreCloseToTheTruth() {
    try (Database database = TestDatabases.open(1000)) {
      TableDescriptor table = fill(database);
      try (Transaction txn = database.begin(Isolation.READ_COMMITTED, false)) {
        analyze(txn, table);
        txn.commit(Durability.GROUP);
      }
      TableProfile profile = Objects.requireNonNull(profile(database, table));
      assertEquals(ROWS, profile.rows());
      for (int column = 0; column < TYPES.size(); column++) {
        checkColumn(profile, column);
      }
    }
  }

  private void checkColumn(TableProfile profile, int column) {
    List<Object> values =
        rows.stream().map(row -> row.get(column)).filter(Objects::nonNull).toList();
    ValueFractions fractions = new ValueFractions(profile.columns().get(column), TYPES.get(column));
    double distinct = values.stream().distinct().count();
    String where = "column " + column + ", seed " + SEED;
    assertEquals(distinct, profile.columns().get(column).distinct(), distinct * 0.1, where);
    assertEquals(
        1 - (double) values.size() / ROWS, profile.columns().get(column).nullFraction(), 1e-9);
    for (int i = 0; i < 200; i++) {
      Object one = values.get(random.nextInt(values.size()));
      Object other = values.get(random.nextInt(values.size()));
      checkRange(fractions, values, new KeyRange(List.of(one), null, null), where);
      checkRange(
          fractions,
          values,
          new KeyRange(List.of(), new Bound(one, i % 2 == 0), new Bound(other, i % 3 == 0)),
          where);
      checkRange(fractions, values, new KeyRange(List.of(), new Bound(one, true), null), where);
      checkRange(fractions, values, new KeyRange(List.of(), null, new Bound(one, false)), where);
    }
  }

  private static void checkRange(
      ValueFractions fractions, List<Object> values, KeyRange range, String where) {
    double truth = values.stream().filter(value -> contains(range, value)).count();
    assertEquals(truth / ROWS, fractions.inRange(range), 0.03, where + ", " + range);
  }

  private static boolean contains(KeyRange range, Object value) {
    if (!range.equal().isEmpty()) {
      return value.equals(range.equal().get(0));
    }
    Bound lower = range.lower();
    Bound upper = range.upper();
    return (lower == null || compare(value, lower.value()) >= (lower.inclusive() ? 0 : 1))
        && (upper == null || compare(value, upper.value()) <= (upper.inclusive() ? 0 : -1));
  }

  private static int compare(Object one, Object other) {
    return one instanceof Integer number
        ? number.compareTo((Integer) other)
        : Integer.signum(one.toString().compareTo(other.toString()));
  }

  @Test
  void profilesBelongToTheirTransactionAndStay() {
    SimVfs vfs = SimVfs.memory("test");
    try (Database database = TestDatabases.open(vfs, 1000)) {
      TableDescriptor table = fill(database);
      assertNull(profile(database, table));
      try (Transaction txn = database.begin(Isolation.READ_COMMITTED, false)) {
        analyze(txn, table);
        txn.rollback();
      }
      assertNull(profile(database, table), "rolled back");
      try (Transaction txn = database.begin(Isolation.READ_COMMITTED, false)) {
        analyze(txn, table);
        txn.commit(Durability.ALWAYS);
      }
      assertNotNull(profile(database, table));
    }
    try (Database database = TestDatabases.open(vfs, 1000)) {
      TableDescriptor table = Objects.requireNonNull(database.catalog().table("PUBLIC", "T"));
      TableProfile profile = Objects.requireNonNull(profile(database, table));
      assertEquals(ROWS, profile.rows());
      assertTrue(profile.columns().get(2).common().size() >= 10, profile.toString());
      try (Transaction txn = database.begin(Isolation.READ_COMMITTED, false)) {
        txn.catalogWriter().dropTable("PUBLIC", "T");
        txn.commit(Durability.GROUP);
      }
      assertNull(profile(database, table), "dropped");
    }
  }
}
