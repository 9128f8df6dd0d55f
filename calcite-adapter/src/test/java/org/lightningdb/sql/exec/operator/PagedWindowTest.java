package org.lightningdb.sql.exec.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.index.type.TypeKind;
import org.lightningdb.sql.exec.PreparedPlan;
import org.lightningdb.sql.exec.QueryResources;
import org.lightningdb.sql.testing.HeapScratch;
import org.lightningdb.sql.testing.MemoryDatabase;

/** Windows over more rows than fit in memory have the values that they have in memory. */
final class PagedWindowTest {
  private static final long SEED = 20_261_122;
  private static final int ROWS = 3_500;
  private static final int ROUNDS = 100;

  private final Random random = new Random(SEED);
  private final MemoryDatabase database = new MemoryDatabase();
  private final HeapScratch scratch = new HeapScratch();

  private void fill() {
    database
        .table("W")
        .notNull("ID", SqlType.of(TypeKind.INTEGER))
        .column("G", SqlType.of(TypeKind.INTEGER))
        .column("V", SqlType.of(TypeKind.INTEGER))
        .column("X", SqlType.of(TypeKind.DOUBLE))
        .column("D", SqlType.decimal(30, 2))
        .column("T", SqlType.varchar(20))
        .create();
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (int id = 0; id < ROWS; id++) {
      rows.add(
          Arrays.asList(
              id,
              random.nextInt(10) == 0 ? (Integer) random.nextInt(5) : maybe(7),
              maybe(random.nextInt(ROWS / 3)),
              maybe(random.nextInt(400) / 4.0),
              maybe(BigDecimal.valueOf(random.nextInt(100_000), 2)),
              maybe("text " + random.nextInt(300))));
    }
    database.load("W", rows);
  }

  private @Nullable Object maybe(Object value) {
    return random.nextInt(12) == 0 ? null : value;
  }

  private String pick(String... texts) {
    return texts[random.nextInt(texts.length)];
  }

  /** Rows of equal keys come in any order, so only functions of whole peers may have such keys. */
  private String query() {
    String partition = random.nextInt(3) == 0 ? "PARTITION BY g " : "";
    String unique =
        "ORDER BY " + pick("v", "v DESC NULLS FIRST", "v DESC NULLS LAST", "t", "d DESC") + ", id";
    String window =
        switch (random.nextInt(6)) {
          case 0 ->
              pick("ROW_NUMBER()", "NTILE(" + (1 + random.nextInt(2 * ROWS)) + ")")
                  + over(partition + unique);
          case 1 ->
              pick("RANK()", "DENSE_RANK()", "PERCENT_RANK()", "CUME_DIST()")
                  + over(partition + pick("ORDER BY v", "ORDER BY x DESC", unique));
          case 2 -> shifted() + over(partition + unique);
          case 3 -> valued() + over(partition + unique + rows());
          case 4 -> summed() + over(partition + pick(unique + rows(), ""));
          default ->
              summed()
                  + over(
                      partition
                          + "ORDER BY "
                          + pick(
                              "v", "x", "d", "id", "v DESC", "x DESC NULLS LAST", "d NULLS FIRST")
                          + ranges());
        };
    return "SELECT id, " + window + " FROM w";
  }

  private static String over(String window) {
    return " OVER (" + window + ")";
  }

  private String shifted() {
    String nulls = random.nextInt(3) == 0 ? " IGNORE NULLS" : "";
    return pick("LAG", "LEAD")
        + "("
        + pick("v", "t", "d")
        + pick("", ", 2", ", 1500", ", 0", ", 9999")
        + ")"
        + nulls;
  }

  private String valued() {
    String column = pick("v", "t", "x");
    String nulls = random.nextInt(3) == 0 ? " IGNORE NULLS" : "";
    return pick(
            "FIRST_VALUE(" + column + ")",
            "LAST_VALUE(" + column + ")",
            "NTH_VALUE(" + column + ", " + pick("1", "3", "1700") + ")")
        + nulls;
  }

  private String summed() {
    return pick(
        "COUNT(*)",
        "COUNT(t)",
        "SUM(v)",
        "SUM(d)",
        "SUM(x)",
        "AVG(x)",
        "MIN(v)",
        "MAX(t)",
        "MIN(d)",
        "MAX(x)",
        "BIT_XOR(v)");
  }

  private String rows() {
    return random.nextInt(4) == 0 ? "" : " ROWS BETWEEN " + bounds("2", "1300") + exclusion();
  }

  private String ranges() {
    return random.nextInt(4) == 0 ? "" : " RANGE" + " BETWEEN " + bounds("2", "40") + exclusion();
  }

  private String bounds(String few, String many) {
    String distance = pick(few, many);
    return pick(
        "UNBOUNDED PRECEDING AND CURRENT ROW",
        "UNBOUNDED PRECEDING AND " + distance + " PRECEDING",
        "UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING",
        "CURRENT ROW AND UNBOUNDED FOLLOWING",
        distance + " FOLLOWING AND UNBOUNDED FOLLOWING",
        distance + " PRECEDING AND CURRENT ROW",
        many + " PRECEDING AND " + distance + " FOLLOWING",
        many + " PRECEDING AND " + few + " PRECEDING",
        few + " FOLLOWING AND " + many + " FOLLOWING");
  }

  private String exclusion() {
    return pick("", "", "", " EXCLUDE CURRENT ROW", " EXCLUDE GROUP", " EXCLUDE TIES");
  }

  private List<String> rows(PreparedPlan.QueryPlan plan) {
    List<String> rows = new ArrayList<>();
    database.rows(plan).forEach(row -> rows.add(row.toString()));
    rows.sort(null);
    return rows;
  }

  private void compare(String sql) {
    PreparedPlan.QueryPlan plan = (PreparedPlan.QueryPlan) database.plan(sql);
    database.setResources(QueryResources.heapOnly());
    List<String> expected = rows(plan);
    long written = scratch.bytesWritten();
    database.setResources(new QueryResources(0, null, scratch));
    List<String> actual = rows(plan);
    String message = "seed " + SEED + " " + sql;
    assertTrue(scratch.bytesWritten() > written, message);
    assertEquals(0, scratch.openFiles(), message);
    for (int i = 0; i < expected.size(); i++) {
      assertEquals(expected.get(i), actual.get(i), message);
    }
    assertEquals(expected.size(), actual.size(), message);
  }

  @Test
  void valuesAreThoseOfWindowsInMemory() {
    fill();
    for (int i = 0; i < ROUNDS; i++) {
      compare(query());
    }
  }

  @Test
  void goesThroughEachFrameOfOtherAggregates() {
    fill();
    compare("SELECT id, LAST_VALUE(t) IGNORE NULLS OVER (ORDER BY id ROWS 3 PRECEDING) FROM w");
    compare(
        "SELECT id, COUNT(DISTINCT v) OVER (ORDER BY id ROWS BETWEEN 70 PRECEDING AND CURRENT ROW)"
            + " FROM w");
    compare(
        "SELECT id, SUM(v) OVER (PARTITION BY g ORDER BY id"
            + " ROWS BETWEEN 1500 PRECEDING AND 2 FOLLOWING EXCLUDE TIES) FROM w");
    compare("SELECT id, COUNT(*) OVER (), SUM(v) OVER (ORDER BY id), MAX(t) OVER () FROM w");
  }
}
