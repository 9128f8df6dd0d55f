package org.lightningdb.sql.exec.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.index.type.TypeComparator;
import org.lightningdb.index.type.TypeKind;
import org.lightningdb.index.type.VectorValues;
import org.lightningdb.sql.exec.QueryMemory;
import org.lightningdb.sql.exec.QueryResources;
import org.lightningdb.storage.vector.ColumnVector;

class RowSorterTest {
  private static final List<SqlType> TYPES =
      List.of(
          SqlType.of(TypeKind.BIGINT),
          SqlType.of(TypeKind.DOUBLE),
          SqlType.varchar(SqlType.UNBOUNDED),
          SqlType.decimal(30, 2));

  @Test
  void sortsAsTheTypesCompareAndKeepsTies() {
    long seed = 7;
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      QueryMemory memory = new QueryMemory(QueryResources.heapOnly());
      RowStore store = new RowStore(TYPES, memory);
      List<List<@Nullable Object>> rows = new ArrayList<>();
      boolean nulls = random.nextBoolean();
      for (int i = random.nextInt(3000); i > 0; i--) {
        List<@Nullable Object> row = row(random, nulls);
        rows.add(row);
        append(store, row);
      }
      List<SortKey> keys = new ArrayList<>();
      for (int i = random.nextInt(3); i >= 0; i--) {
        keys.add(new SortKey(random.nextInt(4), random.nextBoolean(), random.nextBoolean()));
      }
      List<Integer> expected = new ArrayList<>();
      for (int i = 0; i < rows.size(); i++) {
        expected.add(i);
      }
      expected.sort(order(rows, keys));
      List<Integer> actual = new ArrayList<>();
      for (int row : new RowSorter(store, TYPES, keys).sort()) {
        actual.add(row);
      }
      assertEquals(expected, actual, "seed " + seed + " round " + round + " " + keys);
      store.clear();
      assertEquals(0, memory.bytesUsed());
    }
  }

  private static Comparator<Integer> order(List<List<@Nullable Object>> rows, List<SortKey> keys) {
    return (left, right) -> {
      for (SortKey key : keys) {
        Object a = rows.get(left).get(key.column());
        Object b = rows.get(right).get(key.column());
        if (a == null || b == null) {
          if (a != b) {
            return (a == null) == key.nullsFirst() ? -1 : 1;
          }
          continue;
        }
        int order = TypeComparator.compare(TYPES.get(key.column()), a, b);
        if (order != 0) {
          return key.descending() ? -order : order;
        }
      }
      return 0;
    };
  }

  private static List<@Nullable Object> row(Random random, boolean nulls) {
    List<@Nullable Object> row = new ArrayList<>();
    row.add(random.nextInt(20) == 0 ? Long.MIN_VALUE : (long) random.nextInt(9) - 4);
    row.add(random.nextInt(10) == 0 ? Double.NaN : (random.nextInt(7) - 3) / 2.0);
    row.add(text(random));
    row.add(java.math.BigDecimal.valueOf(random.nextInt(5) - 2, 2));
    for (int i = 0; i < row.size() && nulls; i++) {
      if (random.nextInt(5) == 0) {
        row.set(i, null);
      }
    }
    return row;
  }

  private static String text(Random random) {
    if (random.nextBoolean()) {
      return List.of("", "a", "abcdefgh", "abcdefghi", "é", "\uffff", "😀").get(random.nextInt(7));
    }
    StringBuilder text = new StringBuilder("begins alike".repeat(random.nextInt(3) * 9));
    for (int i = random.nextInt(20); i > 0; i--) {
      text.append((char) random.nextInt(2));
    }
    return text.toString();
  }

  private static void append(RowStore store, List<@Nullable Object> row) {
    ColumnVector[] columns = new ColumnVector[TYPES.size()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = ColumnVector.create(TYPES.get(i).columnKind(), 1);
      VectorValues.set(columns[i], 0, TYPES.get(i), row.get(i));
    }
    store.append(columns, 0);
  }
}
