package org.lightningdb.sql.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lightningdb.sql.SqlDatabase;
import org.lightningdb.sql.open.DatabaseAddress;
import org.lightningdb.sql.open.LightningDatabases;

/** Sums and counts of moving frames beside those added up row by row. */
final class MovingFrameTest {
  private static final int ROWS = 200;
  private static final long SEED = 5;

  private final LightningDatabases databases = LightningDatabases.create();
  private final SqlDatabase database = databases.open(DatabaseAddress.inMemory("frames"), Map.of());
  private final SqlUser user = new SqlUser(database.openSession("tester"));

  @AfterEach
  void close() {
    user.close();
    databases.close();
  }

  @Test
  void movesOverRows() {
    user.run("CREATE TABLE w (id INTEGER PRIMARY KEY, v DECIMAL(10, 2))");
    Random random = new Random(SEED);
    List<@Nullable BigDecimal> values = new ArrayList<>();
    for (int id = 0; id < ROWS; id++) {
      boolean absent = random.nextInt(3) == 0;
      BigDecimal value = BigDecimal.valueOf(random.nextInt(100_000) - 50_000, 2);
      values.add(absent ? null : value);
      user.run("INSERT INTO w VALUES (?, ?)", id, values.get(id));
    }
    for (int[] frame : new int[][] {{-3, 0}, {-2, 2}, {1, 3}, {-5, -2}, {2, 1}, {-1, 400}}) {
      String over =
          " OVER (ORDER BY id ROWS BETWEEN " + bound(frame[0]) + " AND " + bound(frame[1]) + ")";
      List<List<@Nullable Object>> expected = new ArrayList<>();
      for (int id = 0; id < ROWS; id++) {
        expected.add(naive(values, id + frame[0], id + frame[1]));
      }
      assertEquals(
          expected,
          user.rows("SELECT SUM(v)" + over + ", COUNT(v)" + over + " FROM w ORDER BY id"),
          "seed " + SEED + over);
    }
  }

  private static List<@Nullable Object> naive(
      List<@Nullable BigDecimal> values, int first, int last) {
    BigDecimal sum = null;
    long count = 0;
    for (int i = Math.max(0, first); i <= Math.min(values.size() - 1, last); i++) {
      BigDecimal value = values.get(i);
      if (value != null) {
        sum = sum == null ? value : sum.add(value);
        count++;
      }
    }
    return Arrays.asList(sum, count);
  }

  private static String bound(int offset) {
    if (offset == 0) {
      return "CURRENT ROW";
    }
    return offset < 0 ? -offset + " PRECEDING" : offset + " FOLLOWING";
  }
}
