package org.lightningdb.sql.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lightningdb.sql.open.DatabaseAddress;
import org.lightningdb.sql.open.LightningDatabases;

/**
 * Random questions about one table whose indexes begin with columns of few values: every way
 * through the indexes gives the rows of a scan of the whole table.
 */
class RandomAccessTest {
  private static final int QUESTIONS = 40;
  private static final int ROWS = 1500;
  private static final List<String> AVOIDED =
      List.of("", "whole_scan", "whole_scan, hash_aggregate", "skip_scan", "sorted_aggregate");

  private final LightningDatabases databases = LightningDatabases.create();
  private final SqlUser user =
      new SqlUser(databases.open(DatabaseAddress.inMemory("access"), Map.of()).openSession("a"));

  @AfterEach
  void close() {
    user.close();
    databases.close();
  }

  private void fill(Random random) {
    user.run(
        "CREATE TABLE r (p INT NOT NULL, q INT NOT NULL, a INT, b INT NOT NULL, c INT,"
            + " d VARCHAR(5), e DECIMAL(8, 2), PRIMARY KEY (p, q))");
    user.run("CREATE INDEX r_abc ON r (a, b, c)");
    user.run("CREATE INDEX r_bc ON r (b DESC, c DESC)");
    user.run("CREATE INDEX r_c ON r (c)");
    user.run("CREATE INDEX r_de ON r (d, e DESC, b)");
    user.run("CREATE INDEX r_e ON r (e)");
    insert(random, 0, ROWS);
    user.run("ANALYZE r");
    user.run("DELETE FROM r WHERE MOD(q, 11) = 3");
    insert(random, ROWS, ROWS / 20);
  }

  private void insert(Random random, int from, int count) {
    for (int q = from; q < from + count; q++) {
      user.run(
          "INSERT INTO r VALUES (?, ?, ?, ?, ?, ?, ?)",
          random.nextInt(4),
          q,
          maybe(random.nextInt(3), random),
          random.nextInt(5),
          maybe(random.nextInt(40), random),
          maybe(List.of("", "a", "ab", "b").get(random.nextInt(4)), random),
          maybe(java.math.BigDecimal.valueOf(random.nextInt(90), 1), random));
    }
  }

  private static @Nullable Object maybe(Object value, Random random) {
    return random.nextInt(8) == 0 ? null : value;
  }

  @Test
  void everyWayGivesTheSameRows() {
    long seed = Long.getLong("lightning.access.seed", 7);
    Random random = new Random(seed);
    fill(random);
    Map<String, Integer> used = new TreeMap<>();
    for (int i = 0; i < Integer.getInteger("lightning.access.questions", QUESTIONS); i++) {
      String sql = question(random);
      user.run("SET planner_avoids = 'index'");
      List<String> expected = answer(sql);
      for (String avoided : AVOIDED) {
        user.run("SET planner_avoids = '" + avoided + "'");
        String plan = String.valueOf(user.column("EXPLAIN " + sql));
        assertEquals(expected, answer(sql), () -> seed + ": " + sql + "\n" + plan);
        for (String way : List.of(" each=", "first of each=", " and=[")) {
          used.merge(way, plan.contains(way) ? 1 : 0, Integer::sum);
        }
      }
    }
    used.forEach((way, times) -> assertTrue(times > QUESTIONS / 20, () -> way + " " + times));
  }

  private List<String> answer(String sql) {
    List<String> rows = new ArrayList<>();
    user.rows(sql).forEach(row -> rows.add(row.toString()));
    return sql.contains("ORDER BY") ? rows : rows.stream().sorted().toList();
  }

  private static String question(Random random) {
    String where = where(random);
    return switch (random.nextInt(5)) {
      case 0 -> "SELECT DISTINCT " + columns(random, 2) + " FROM r" + where;
      case 1 -> {
        String keys = columns(random, 2);
        String extreme = List.of("MIN", "MAX").get(random.nextInt(2));
        yield "SELECT "
            + keys
            + ", "
            + extreme
            + "("
            + column(random)
            + ") FROM r"
            + where
            + " GROUP BY "
            + keys;
      }
      case 2 ->
          "SELECT COUNT(DISTINCT "
              + column(random)
              + "), MIN("
              + column(random)
              + ") FROM r"
              + where;
      case 3 -> {
        String direction = random.nextBoolean() ? " DESC" : "";
        String order = column(random) + direction + ", " + column(random) + direction;
        yield "SELECT * FROM r" + where + " ORDER BY " + order + ", q LIMIT 20";
      }
      default -> "SELECT * FROM r" + where;
    };
  }

  private static String columns(Random random, int most) {
    String columns = column(random);
    for (int i = random.nextInt(most); i > 0; i--) {
      String column = column(random);
      columns += columns.contains(column) ? "" : ", " + column;
    }
    return columns;
  }

  private static String column(Random random) {
    return List.of("p", "q", "a", "a", "b", "b", "c", "c", "d", "e").get(random.nextInt(10));
  }

  private static String where(Random random) {
    List<String> conditions = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      conditions.add(condition(random));
    }
    return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
  }

  private static String condition(Random random) {
    String column = column(random);
    if (random.nextInt(10) == 0) {
      return column + (random.nextBoolean() ? " IS NULL" : " IS NOT NULL");
    }
    return switch (random.nextInt(7)) {
      case 0 -> column + " <> " + literal(column, random);
      case 1 -> column + " > " + literal(column, random);
      case 2 -> column + " <= " + literal(column, random);
      case 3 -> column + " IN (" + literal(column, random) + ", " + literal(column, random) + ")";
      case 4 -> column + " BETWEEN " + literal(column, random) + " AND " + literal(column, random);
      default -> column + " = " + literal(column, random);
    };
  }

  private static String literal(String column, Random random) {
    return switch (column) {
      case "p" -> "" + random.nextInt(4);
      case "q" -> "" + random.nextInt(ROWS);
      case "a" -> "" + random.nextInt(3);
      case "b" -> "" + random.nextInt(5);
      case "c" -> "" + random.nextInt(40);
      case "d" -> List.of("''", "'a'", "'ab'", "'b'").get(random.nextInt(4));
      default -> "" + java.math.BigDecimal.valueOf(random.nextInt(90), 1);
    };
  }
}
