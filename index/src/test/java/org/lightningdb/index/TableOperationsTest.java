package org.lightningdb.index;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lightningdb.index.TestTables.KeyedRow;
import org.lightningdb.index.access.ColumnPredicate;
import org.lightningdb.index.access.ColumnPredicate.Comparison;
import org.lightningdb.index.access.Database;
import org.lightningdb.index.access.IndexDefinition;
import org.lightningdb.index.access.KeyRange;
import org.lightningdb.index.access.KeyRange.Bound;
import org.lightningdb.index.access.ScanRequest;
import org.lightningdb.index.access.Transaction;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.index.schema.IndexDescriptor;
import org.lightningdb.index.schema.IndexDescriptor.KeyColumn;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.index.type.TypeComparator;
import org.lightningdb.index.type.TypeKind;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.spec.Durability;
import org.lightningdb.storage.spec.Isolation;
import org.lightningdb.storage.spec.StoreSpec.LayoutKind;

/**
 * Random inserts, updates, deletes, savepoints, rollbacks and scans of one table, each compared
 * with a list of rows.
 */
class TableOperationsTest {
  private static final List<SqlType> TYPES =
      List.of(
          SqlType.of(TypeKind.INTEGER),
          SqlType.character(3),
          SqlType.decimal(25, 1),
          SqlType.varchar(10));
  private static final List<Comparison> COMPARISONS = List.of(Comparison.values());
  private static final Set<SqlState> VIOLATIONS =
      Set.of(SqlState.UNIQUE_VIOLATION, SqlState.NOT_NULL_VIOLATION);

  /** More of them with {@code -Dlightning.index.seeds=1000}. */
  static LongStream seeds() {
    return LongStream.rangeClosed(1, Long.getLong("lightning.index.seeds", 10));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void agreesWithAListOfRows(long seed) {
    try (Database database = TestDatabases.open(1000)) {
      new Run(database, seed).run(250);
      assertEquals(List.of(), database.check(), "seed " + seed);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23})
  void theNaiveEngineAgreesToo(long seed) {
    try (Database database = TestDatabases.naive(1000)) {
      new Run(database, seed).run(250);
      assertEquals(List.of(), database.check(), "seed " + seed);
    }
  }

  /** One random history. */
  private static final class Run {
    private final Database database;
    private final long seed;
    private final Random random;
    private final boolean keyed;
    private final TableDescriptor table;
    private List<List<@Nullable Object>> committed = new ArrayList<>();
    private List<List<@Nullable Object>> rows = new ArrayList<>();
    private Transaction txn;

    Run(Database database, long seed) {
      this.database = database;
      this.seed = seed;
      this.random = new Random(seed);
      this.keyed = seed % 3 != 0;
      this.table = createTable();
      this.txn = begin();
    }

    private Transaction begin() {
      return database.begin(
          random.nextBoolean() ? Isolation.READ_COMMITTED : Isolation.SNAPSHOT, false);
    }

    private TableDescriptor createTable() {
      try (Transaction creation = database.begin(Isolation.READ_COMMITTED, false)) {
        creation
            .catalogWriter()
            .createTable(
                "PUBLIC",
                "T",
                List.of(
                    TestTables.column("A", TYPES.get(0), !keyed),
                    TestTables.column("B", TYPES.get(1), true),
                    TestTables.column("C", TYPES.get(2), true),
                    TestTables.column("D", TYPES.get(3), random.nextBoolean())),
                keyed
                    ? List.of(TestTables.primaryKey(0), TestTables.unique("U", 1, 2))
                    : List.of(TestTables.unique("U", 1, 2)),
                1);
        creation
            .catalogWriter()
            .createIndex(
                "PUBLIC",
                "T",
                new IndexDefinition(
                    "I",
                    false,
                    List.of(new KeyColumn(3, true), new KeyColumn(2, random.nextBoolean()))));
        creation
            .catalogWriter()
            .createIndex("PUBLIC", "T", including("J", false, List.of(1), List.of(2)));
        TableDescriptor created =
            creation
                .catalogWriter()
                .createIndex("PUBLIC", "T", including("K", true, List.of(1, 2), List.of(3, 0)));
        creation.commit(Durability.GROUP);
        return created;
      }
    }

    private static IndexDefinition including(
        String name, boolean unique, List<Integer> key, List<Integer> included) {
      List<KeyColumn> columns = key.stream().map(column -> new KeyColumn(column, false)).toList();
      return new IndexDefinition(name, unique, false, columns, included, null, LayoutKind.BTREE);
    }

    void run(int steps) {
      for (int step = 0; step < steps; step++) {
        if (step % 50 == 49) {
          database.checkpoint();
        }
        switch (random.nextInt(10)) {
          case 0, 1, 2 -> insert();
          case 3, 4 -> update();
          case 5 -> delete();
          case 6 -> undoneBySavepoint();
          case 7 -> end();
          case 8 -> compare();
          default -> scan();
        }
      }
      end();
      compare();
      txn.close();
    }

    private @Nullable Object value(int column) {
      if (random.nextInt(column == 0 ? 40 : 6) == 0) {
        return null;
      }
      return switch (column) {
        case 0 -> random.nextInt(30);
        case 1 -> List.of("a  ", "b  ", "bb ", "   ").get(random.nextInt(4));
        case 2 -> new java.math.BigDecimal(random.nextInt(7) - 3).setScale(1);
        default -> List.of("", "x", "x\0y", "xy", "é").get(random.nextInt(5));
      };
    }

    private List<@Nullable Object> newRow() {
      List<@Nullable Object> row = new ArrayList<>();
      for (int i = 0; i < TYPES.size(); i++) {
        row.add(value(i));
      }
      return row;
    }

    private void insert() {
      List<List<@Nullable Object>> added = new ArrayList<>();
      for (int i = random.nextInt(3); i >= 0; i--) {
        added.add(newRow());
      }
      List<List<@Nullable Object>> after = new ArrayList<>(rows);
      after.addAll(added);
      attempt(after, () -> TestTables.insert(txn, table, added));
    }

    private void update() {
      List<KeyedRow> stored = TestTables.rows(txn, table, table.primary());
      BitSet changed = new BitSet();
      changed.set(random.nextInt(TYPES.size()));
      changed.set(random.nextInt(TYPES.size()));
      int shift = random.nextInt(5) - 2;
      List<Slice> keys = new ArrayList<>();
      List<List<@Nullable Object>> replacements = new ArrayList<>();
      List<List<@Nullable Object>> after = new ArrayList<>();
      boolean allShift = random.nextInt(3) == 0;
      for (KeyedRow row : stored) {
        if (!allShift && random.nextInt(4) > 0) {
          after.add(row.values());
          continue;
        }
        List<@Nullable Object> replacement = new ArrayList<>(row.values());
        for (int i = 0; i < TYPES.size(); i++) {
          if (changed.get(i)) {
            replacement.set(
                i, i == 0 && row.values().get(0) instanceof Integer a ? a + shift : value(i));
          }
        }
        keys.add(row.key());
        replacements.add(replacement);
        after.add(replacement);
      }
      attempt(after, () -> TestTables.update(txn, table, keys, replacements, changed));
    }

    private void delete() {
      List<KeyedRow> stored = TestTables.rows(txn, table, table.primary());
      List<Slice> keys = new ArrayList<>();
      List<List<@Nullable Object>> after = new ArrayList<>();
      for (KeyedRow row : stored) {
        if (random.nextInt(3) == 0) {
          keys.add(row.key());
        } else {
          after.add(row.values());
        }
      }
      attempt(after, () -> TestTables.delete(txn, table, keys));
    }

    /** The statement must succeed exactly if {@code after} violates nothing. */
    private void attempt(List<List<@Nullable Object>> after, Runnable statement) {
      int savepoint = txn.savepoint();
      boolean done;
      try {
        statement.run();
        done = true;
      } catch (DbException e) {
        if (!VIOLATIONS.contains(e.state())) {
          throw e;
        }
        txn.rollbackTo(savepoint);
        done = false;
      }
      assertEquals(isValid(after), done, () -> "seed " + seed + ": " + after);
      if (done) {
        rows = after;
      }
    }

    private boolean isValid(List<List<@Nullable Object>> candidate) {
      Set<Object> primary = new HashSet<>();
      Set<Object> unique = new HashSet<>();
      for (List<@Nullable Object> row : candidate) {
        for (int i = 0; i < TYPES.size(); i++) {
          if (row.get(i) == null && !table.columns().get(i).nullable()) {
            return false;
          }
        }
        Object a = row.get(0);
        Object b = row.get(1);
        Object c = row.get(2);
        if ((keyed && a != null && !primary.add(a))
            || (b != null && c != null && !unique.add(List.of(b, c)))) {
          return false;
        }
      }
      return true;
    }

    private void undoneBySavepoint() {
      int savepoint = txn.savepoint();
      List<List<@Nullable Object>> before = rows;
      insert();
      update();
      delete();
      txn.rollbackTo(savepoint);
      rows = before;
      compare();
    }

    private void end() {
      if (random.nextInt(4) == 0) {
        txn.rollback();
        rows = committed;
      } else {
        txn.commit(Durability.GROUP);
        committed = rows;
      }
      txn = begin();
    }

    /** Every index must lead to all rows. */
    private void compare() {
      List<IndexDescriptor> indexes = new ArrayList<>(table.indexes());
      indexes.add(table.primary());
      for (IndexDescriptor index : indexes) {
        List<List<@Nullable Object>> stored =
            TestTables.rows(txn, table, index).stream().map(KeyedRow::values).toList();
        assertEquals(sorted(rows), sorted(stored), "seed " + seed + " " + index.name());
      }
    }

    private static List<String> sorted(List<List<@Nullable Object>> list) {
      return list.stream().map(Object::toString).sorted().toList();
    }

    private void scan() {
      List<IndexDescriptor> indexes = new ArrayList<>(table.indexes());
      indexes.add(table.primary());
      IndexDescriptor index = indexes.get(random.nextInt(indexes.size()));
      List<KeyRange> ranges = new ArrayList<>();
      for (int i = random.nextInt(4); i > 0; i--) {
        ranges.add(range(index));
      }
      List<ColumnPredicate> predicates = new ArrayList<>();
      for (int i = random.nextInt(3); i > 0; i--) {
        predicates.add(predicate());
      }
      List<Integer> columns = new ArrayList<>();
      for (int i = random.nextInt(5); i > 0; i--) {
        columns.add(random.nextInt(TYPES.size()));
      }
      boolean backward = random.nextBoolean();
      List<List<@Nullable Object>> found =
          TestTables.scan(
                  txn,
                  table,
                  new ScanRequest(
                      index, ranges, predicates, columns, backward, random.nextBoolean()))
              .stream()
              .map(KeyedRow::values)
              .toList();
      List<List<@Nullable Object>> expected =
          rows.stream()
              .filter(row -> ranges.stream().anyMatch(range -> inRange(index, range, row)))
              .filter(row -> predicates.stream().allMatch(predicate -> passes(predicate, row)))
              .map(row -> project(row, columns))
              .toList();
      String what = "seed " + seed + " " + index.name() + ranges + predicates + columns + backward;
      assertEquals(sorted(expected), sorted(found), what);
      if (ranges.size() == 1 && columns.containsAll(keyColumns(index))) {
        Comparator<List<@Nullable Object>> order = (l, r) -> compareKeys(index, columns, l, r);
        List<List<@Nullable Object>> ordered = new ArrayList<>(found);
        ordered.sort(backward ? order.reversed() : order);
        assertEquals(ordered, found, what);
      }
    }

    private static List<Integer> keyColumns(IndexDescriptor index) {
      return index.columns().stream().map(KeyColumn::column).toList();
    }

    private static int compareKeys(
        IndexDescriptor index,
        List<Integer> columns,
        List<@Nullable Object> left,
        List<@Nullable Object> right) {
      for (KeyColumn key : index.columns()) {
        int at = columns.indexOf(key.column());
        int order = TypeComparator.compare(TYPES.get(key.column()), left.get(at), right.get(at));
        if (order != 0) {
          return key.descending() ? -order : order;
        }
      }
      return 0;
    }

    private static List<@Nullable Object> project(
        List<@Nullable Object> row, List<Integer> columns) {
      List<@Nullable Object> projected = new ArrayList<>();
      for (int column : columns) {
        projected.add(row.get(column));
      }
      return projected;
    }

    private KeyRange range(IndexDescriptor index) {
      int equal = random.nextInt(index.columns().size() + 1);
      List<@Nullable Object> values = new ArrayList<>();
      for (int i = 0; i < equal; i++) {
        values.add(value(index.columns().get(i).column()));
      }
      if (equal == index.columns().size() || random.nextInt(3) == 0) {
        return new KeyRange(values, null, null);
      }
      int column = index.columns().get(equal).column();
      return new KeyRange(values, bound(column), bound(column));
    }

    private @Nullable Bound bound(int column) {
      Object value = value(column);
      return value == null || random.nextInt(4) == 0
          ? null
          : new Bound(value, random.nextBoolean());
    }

    private static boolean inRange(
        IndexDescriptor index, KeyRange range, List<@Nullable Object> row) {
      for (int i = 0; i < range.equal().size(); i++) {
        int column = index.columns().get(i).column();
        if (TypeComparator.compare(TYPES.get(column), row.get(column), range.equal().get(i)) != 0) {
          return false;
        }
      }
      Bound lower = range.lower();
      Bound upper = range.upper();
      if (lower == null && upper == null) {
        return true;
      }
      int column = index.columns().get(range.equal().size()).column();
      Object value = row.get(column);
      if (value == null) {
        return false;
      }
      if (lower != null) {
        int order = TypeComparator.compare(TYPES.get(column), value, lower.value());
        if (order < 0 || (order == 0 && !lower.inclusive())) {
          return false;
        }
      }
      int order =
          upper == null ? -1 : TypeComparator.compare(TYPES.get(column), value, upper.value());
      return order < 0 || (order == 0 && upper != null && upper.inclusive());
    }

    private ColumnPredicate predicate() {
      int column = random.nextInt(TYPES.size());
      Comparison comparison = COMPARISONS.get(random.nextInt(COMPARISONS.size()));
      boolean nullTest = comparison == Comparison.IS_NULL || comparison == Comparison.IS_NOT_NULL;
      Object value = nullTest ? null : value(column);
      return !nullTest && value == null
          ? new ColumnPredicate(column, Comparison.IS_NULL, null)
          : new ColumnPredicate(column, comparison, value);
    }

    private static boolean passes(ColumnPredicate predicate, List<@Nullable Object> row) {
      Object value = row.get(predicate.column());
      if (predicate.comparison() == Comparison.IS_NULL) {
        return value == null;
      }
      if (value == null) {
        return false;
      }
      int order = TypeComparator.compare(TYPES.get(predicate.column()), value, predicate.value());
      return switch (predicate.comparison()) {
        case EQUAL -> order == 0;
        case NOT_EQUAL -> order != 0;
        case LESS -> order < 0;
        case LESS_OR_EQUAL -> order <= 0;
        case GREATER -> order > 0;
        case GREATER_OR_EQUAL -> order >= 0;
        case IS_NULL, IS_NOT_NULL -> true;
      };
    }
  }
}
