package org.lightningdb.index;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lightningdb.index.TestTables.KeyedRow;
import org.lightningdb.index.access.ColumnPredicate;
import org.lightningdb.index.access.ColumnPredicate.Comparison;
import org.lightningdb.index.access.Database;
import org.lightningdb.index.access.IndexDefinition;
import org.lightningdb.index.access.KeyRange;
import org.lightningdb.index.access.KeyRange.Bound;
import org.lightningdb.index.access.KeySkip;
import org.lightningdb.index.access.ScanRequest;
import org.lightningdb.index.access.Transaction;
import org.lightningdb.index.schema.IndexDescriptor;
import org.lightningdb.index.schema.IndexDescriptor.KeyColumn;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.index.type.TypeKind;
import org.lightningdb.storage.spec.Durability;
import org.lightningdb.storage.spec.Isolation;

/** Scans that jump over prefixes give what whole scans give after filtering, in the same order. */
final class SkippingScanTest {
  private static final SqlType INTEGER = SqlType.of(TypeKind.INTEGER);
  private static final List<Integer> ALL = List.of(0, 1, 2, 3);
  private static final int ID = 3;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void agreesWithWholeScans(long seed) {
    Random random = new Random(seed);
    try (Database database = TestDatabases.open(1000)) {
      TableDescriptor table = create(database, seed % 2 == 0);
      try (Transaction txn = database.begin(Isolation.READ_COMMITTED, false)) {
        TestTables.insert(txn, table, rows(random, 0, 600));
        txn.commit(Durability.GROUP);
      }
      database.checkpoint();
      try (Transaction txn = database.begin(Isolation.READ_COMMITTED, false)) {
        TestTables.insert(txn, table, rows(random, 600, 50));
        List<KeyedRow> stored = TestTables.rows(txn, table, table.primary());
        TestTables.delete(
            txn,
            table,
            stored.stream().filter(row -> random.nextInt(5) == 0).map(KeyedRow::key).toList());
        List<IndexDescriptor> indexes = new ArrayList<>(table.indexes());
        indexes.add(table.primary());
        for (int i = 0; i < 300; i++) {
          IndexDescriptor index = indexes.get(random.nextInt(indexes.size()));
          compare(txn, table, request(index, random), seed);
        }
      }
    }
  }

  private static TableDescriptor create(Database database, boolean unique) {
    try (Transaction creation = database.begin(Isolation.READ_COMMITTED, false)) {
      creation
          .catalogWriter()
          .createTable(
              "PUBLIC",
              "T",
              List.of(
                  TestTables.column("A", INTEGER, false),
                  TestTables.column("B", INTEGER, false),
                  TestTables.column("C", INTEGER, true),
                  TestTables.column("ID", INTEGER, false)),
              List.of(TestTables.primaryKey(0, 1, ID)),
              1);
      List<KeyColumn> columns = new ArrayList<>();
      columns.add(new KeyColumn(2, false));
      columns.add(new KeyColumn(1, true));
      columns.add(new KeyColumn(unique ? ID : 0, false));
      TableDescriptor table =
          creation
              .catalogWriter()
              .createIndex("PUBLIC", "T", new IndexDefinition("I", unique, columns));
      creation.commit(Durability.GROUP);
      return table;
    }
  }

  private static List<List<@Nullable Object>> rows(Random random, int firstId, int count) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (int id = firstId; id < firstId + count; id++) {
      List<@Nullable Object> row = new ArrayList<>();
      row.add(random.nextInt(4) * 255);
      row.add(random.nextInt(12) - 3);
      row.add(random.nextInt(6) == 0 ? null : (Object) random.nextInt(5));
      row.add(id);
      rows.add(row);
    }
    return rows;
  }

  private static ScanRequest request(IndexDescriptor index, Random random) {
    int prefix = 1 + random.nextInt(2);
    List<KeyRange> within = new ArrayList<>();
    within.add(random.nextInt(3) == 0 ? KeyRange.all() : range(index, 0, prefix, random));
    List<KeyRange> behind = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      behind.add(range(index, prefix, index.columns().size(), random));
    }
    if (behind.isEmpty() && random.nextInt(5) > 0) {
      behind.add(KeyRange.all());
    }
    List<ColumnPredicate> predicates = new ArrayList<>();
    if (random.nextInt(3) == 0) {
      predicates.add(new ColumnPredicate(ID, Comparison.GREATER, random.nextInt(500)));
    }
    KeySkip skip = new KeySkip(prefix, behind, random.nextBoolean());
    return new ScanRequest(
        index,
        within,
        predicates,
        ALL,
        random.nextBoolean(),
        random.nextBoolean(),
        skip,
        List.of(),
        null);
  }

  private static KeyRange range(IndexDescriptor index, int first, int end, Random random) {
    List<@Nullable Object> equal = new ArrayList<>();
    int points = random.nextInt(end - first + 1);
    for (int i = 0; i < points; i++) {
      equal.add(value(index.columns().get(first + i).column(), random));
    }
    return first + points == end
        ? new KeyRange(equal, null, null)
        : new KeyRange(
            equal,
            bound(index.columns().get(first + points).column(), random),
            bound(index.columns().get(first + points).column(), random));
  }

  private static @Nullable Bound bound(int column, Random random) {
    Object value = value(column, random);
    return value == null || random.nextInt(3) == 0 ? null : new Bound(value, random.nextBoolean());
  }

  private static @Nullable Object value(int column, Random random) {
    return switch (column) {
      case 0 -> random.nextInt(4) * 255;
      case 1 -> random.nextInt(12) - 3;
      case 2 -> random.nextInt(6) == 0 ? null : (Object) random.nextInt(5);
      default -> random.nextInt(650);
    };
  }

  private static void compare(
      Transaction txn, TableDescriptor table, ScanRequest request, long seed) {
    KeySkip skip = Objects.requireNonNull(request.skip());
    IndexDescriptor index = request.index();
    List<List<@Nullable Object>> expected = new ArrayList<>();
    Set<List<@Nullable Object>> met = new HashSet<>();
    List<KeyedRow> whole = new ArrayList<>(TestTables.rows(txn, table, index));
    if (request.backward()) {
      Collections.reverse(whole);
    }
    for (KeyedRow keyed : whole) {
      List<@Nullable Object> row = keyed.values();
      boolean wanted =
          request.ranges().stream().anyMatch(range -> holds(index, 0, range, row))
              && skip.ranges().stream().anyMatch(range -> holds(index, skip.columns(), range, row))
              && request.predicates().stream().allMatch(predicate -> passes(predicate, row));
      if (wanted && (!skip.first() || met.add(prefix(index, skip.columns(), row)))) {
        expected.add(row);
      }
    }
    List<List<@Nullable Object>> found =
        TestTables.scan(txn, table, request).stream().map(KeyedRow::values).toList();
    assertEquals(expected, found, () -> "seed " + seed + " " + request);
  }

  private static boolean passes(ColumnPredicate predicate, List<@Nullable Object> row) {
    return row.get(predicate.column()) instanceof Integer value
        && predicate.value() instanceof Integer least
        && value > least;
  }

  private static List<@Nullable Object> prefix(
      IndexDescriptor index, int columns, List<@Nullable Object> row) {
    List<@Nullable Object> prefix = new ArrayList<>();
    index.columns().subList(0, columns).forEach(key -> prefix.add(row.get(key.column())));
    return prefix;
  }

  private static boolean holds(
      IndexDescriptor index, int first, KeyRange range, List<@Nullable Object> row) {
    int at = first;
    for (Object wanted : range.equal()) {
      Object value = row.get(index.columns().get(at++).column());
      if (wanted == null ? value != null : !wanted.equals(value)) {
        return false;
      }
    }
    Bound lower = range.lower();
    Bound upper = range.upper();
    if (lower == null && upper == null) {
      return true;
    }
    return row.get(index.columns().get(at).column()) instanceof Integer value
        && (lower == null || value > (int) lower.value() - (lower.inclusive() ? 1 : 0))
        && (upper == null || value < (int) upper.value() + (upper.inclusive() ? 1 : 0));
  }
}
