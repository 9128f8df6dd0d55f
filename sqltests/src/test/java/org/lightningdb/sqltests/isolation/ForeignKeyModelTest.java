package org.lightningdb.sqltests.isolation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random changes of a parent and its child, beside a naive model of each action. */
class ForeignKeyModelTest {
  private static final int KEYS = 8;
  private static final int STEPS = 250;

  /** Two maps and what a foreign key does to them. */
  private static final class Model {
    private final String action;
    private final Map<Integer, Integer> parents = new TreeMap<>();
    private final Map<Integer, @Nullable Integer> children = new TreeMap<>();

    Model(String action) {
      this.action = action;
    }

    boolean insertParent(int id) {
      return parents.putIfAbsent(id, 0) == null;
    }

    boolean putChild(int id, @Nullable Integer parent, boolean insert) {
      if (insert == children.containsKey(id)) {
        return !insert;
      }
      if (parent != null && !parents.containsKey(parent)) {
        return !insert && !children.containsKey(id);
      }
      children.put(id, parent);
      return true;
    }

    /**
     * Whether it was allowed.
     *
     * @param renewed the new key; null = the parent is deleted
     */
    boolean loseParent(int id, @Nullable Integer renewed) {
      if (!parents.containsKey(id) || (renewed != null && renewed == id)) {
        return true;
      }
      if (renewed != null && parents.containsKey(renewed)) {
        return false;
      }
      List<Integer> of = new ArrayList<>();
      children.forEach(
          (child, parent) -> {
            if (parent != null && parent == id) {
              of.add(child);
            }
          });
      if (!of.isEmpty() && (action.equals("NO ACTION") || action.equals("RESTRICT"))) {
        return false;
      }
      parents.remove(id);
      if (renewed != null) {
        parents.put(renewed, 0);
      }
      for (int child : of) {
        if (action.equals("SET NULL")) {
          children.put(child, null);
        } else if (renewed == null) {
          children.remove(child);
        } else {
          children.put(child, renewed);
        }
      }
      return true;
    }

    List<String> rows() {
      List<String> rows = new ArrayList<>();
      parents.keySet().forEach(id -> rows.add("parent " + id));
      children.forEach((id, parent) -> rows.add("child " + id + " of " + parent));
      return rows;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"NO ACTION", "RESTRICT", "CASCADE", "SET NULL"})
  void theDatabaseAgreesWithTheModel(String action) throws Exception {
    for (long seed = 1; seed <= 3; seed++) {
      Random random = new Random(seed);
      Model model = new Model(action);
      String url = "jdbc:lightning:mem:" + UUID.randomUUID();
      try (Connection connection = DriverManager.getConnection(url);
          Statement statement = connection.createStatement()) {
        statement.execute("CREATE TABLE parent (id INT PRIMARY KEY)");
        statement.execute(
            "CREATE TABLE child (id INT PRIMARY KEY, pid INT REFERENCES parent ON DELETE "
                + action
                + " ON UPDATE "
                + action
                + ")");
        for (int step = 0; step < STEPS; step++) {
          String place = action + ", seed " + seed + ", step " + step;
          step(statement, random, model, place);
          assertEquals(model.rows(), rows(statement), place);
        }
      }
    }
  }

  private static void step(Statement statement, Random random, Model model, String place) {
    int id = random.nextInt(KEYS);
    int other = random.nextInt(KEYS);
    Integer parent = random.nextInt(5) == 0 ? null : other;
    switch (random.nextInt(6)) {
      case 0, 1 ->
          run(statement, "INSERT INTO parent VALUES (" + id + ")", model.insertParent(id), place);
      case 2 ->
          run(
              statement,
              "INSERT INTO child VALUES (" + id + ", " + parent + ")",
              model.putChild(id, parent, true),
              place);
      case 3 ->
          run(
              statement,
              "UPDATE child SET pid = " + parent + " WHERE id = " + id,
              model.putChild(id, parent, false),
              place);
      case 4 ->
          run(statement, "DELETE FROM parent WHERE id = " + id, model.loseParent(id, null), place);
      default ->
          run(
              statement,
              "UPDATE parent SET id = " + other + " WHERE id = " + id,
              model.loseParent(id, other),
              place);
    }
  }

  private static void run(Statement statement, String sql, boolean allowed, String place) {
    boolean done;
    try {
      statement.execute(sql);
      done = true;
    } catch (SQLException refused) {
      done = false;
      assertEquals("23", refused.getSQLState().substring(0, 2), sql + ", " + place);
    }
    assertEquals(allowed, done, sql + ", " + place);
  }

  private static List<String> rows(Statement statement) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (ResultSet result = statement.executeQuery("SELECT id FROM parent ORDER BY id")) {
      while (result.next()) {
        rows.add("parent " + result.getInt(1));
      }
    }
    try (ResultSet result = statement.executeQuery("SELECT id, pid FROM child ORDER BY id")) {
      while (result.next()) {
        rows.add("child " + result.getInt(1) + " of " + result.getObject(2));
      }
    }
    return rows;
  }
}
