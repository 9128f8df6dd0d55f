package org.lightningdb.sql.differential;

import java.math.BigDecimal;
import java.math.MathContext;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.index.type.TypeKind;
import org.lightningdb.index.type.ValueAssignment;
import org.lightningdb.sql.exec.PreparedPlan;
import org.lightningdb.sql.open.DatabaseAddress;
import org.lightningdb.sql.open.LightningDatabases;
import org.lightningdb.sql.plan.PlanMethod;
import org.lightningdb.sql.session.SqlUser;
import org.lightningdb.sql.testing.MemoryDatabase;

/** The same NULL-rich tables here, with sessions and without, and in H2. */
final class TwinDatabases implements AutoCloseable {
  private static final String COLUMNS =
      "(id INTEGER NOT NULL PRIMARY KEY, a INTEGER, b INTEGER NOT NULL, c VARCHAR(10),"
          + " d DECIMAL(8, 2), f DATE, g BOOLEAN, h BIGINT, e DOUBLE PRECISION, m TIMESTAMP(3),"
          + " k CHAR(4))";

  private static final Pattern LITERAL =
      Pattern.compile("'[^']*'|(?<![A-Za-z0-9_.])\\d+(?:\\.\\d+)?(?![A-Za-z0-9_])");

  private static final Pattern NUMBER = Pattern.compile("(?<=[=<>] )\\d+(?![\\d.])");

  private final MemoryDatabase ours = new MemoryDatabase();
  private final LightningDatabases databases = LightningDatabases.create();
  private final SqlUser user =
      new SqlUser(
          databases.open(DatabaseAddress.inMemory("twin"), Map.of()).openSession("differential"));
  private final Connection theirs;
  private final Random random;

  TwinDatabases(long seed) throws SQLException {
    this.random = new Random(seed);
    this.theirs = DriverManager.getConnection("jdbc:h2:mem:");
    for (int i = 1; i <= 3; i++) {
      create("T" + i, 12 + random.nextInt(15));
    }
    create("EMPTY", 0);
    ours.pretendLarger(random.nextBoolean() ? 1 : 1000);
  }

  MemoryDatabase ours() {
    return ours;
  }

  private void create(String name, int rows) throws SQLException {
    ours.table(name)
        .notNull("ID", SqlType.of(TypeKind.INTEGER))
        .column("A", SqlType.of(TypeKind.INTEGER))
        .notNull("B", SqlType.of(TypeKind.INTEGER))
        .column("C", SqlType.varchar(10))
        .column("D", SqlType.decimal(8, 2))
        .column("F", SqlType.of(TypeKind.DATE))
        .column("G", SqlType.of(TypeKind.BOOLEAN))
        .column("H", SqlType.of(TypeKind.BIGINT))
        .column("E", SqlType.of(TypeKind.DOUBLE))
        .column("M", new SqlType(TypeKind.TIMESTAMP, 3, 0))
        .column("K", SqlType.character(4))
        .primaryKey("ID")
        .index(name + "_AB", false, "A", "B")
        .index(name + "_C", false, "C DESC")
        .index(name + "_DF", false, "D", "F DESC", "A")
        .create();
    List<List<@Nullable Object>> data = new ArrayList<>();
    for (int i = 1; i <= rows; i++) {
      data.add(row(i));
    }
    ours.load(name, data);
    createForSession(name, data);
    try (Statement statement = theirs.createStatement()) {
      statement.execute("CREATE TABLE " + name + COLUMNS);
    }
    try (PreparedStatement insert =
        theirs.prepareStatement(
            "INSERT INTO " + name + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
      for (List<@Nullable Object> row : data) {
        for (int i = 0; i < row.size(); i++) {
          insert.setObject(i + 1, row.get(i));
        }
        insert.executeUpdate();
      }
    }
  }

  private void createForSession(String name, List<List<@Nullable Object>> data) {
    user.run("CREATE TABLE " + name + COLUMNS);
    user.run("CREATE INDEX " + name + "_AB ON " + name + " (a, b)");
    user.run("CREATE INDEX " + name + "_C ON " + name + " (c DESC)");
    user.run("CREATE INDEX " + name + "_DF ON " + name + " (d, f DESC, a)");
    String insert = "INSERT INTO " + name + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    data.forEach(row -> user.run(insert, row.toArray()));
  }

  private List<@Nullable Object> row(int id) {
    List<@Nullable Object> row = new ArrayList<>();
    row.add(id);
    row.add(maybe(random.nextInt(6)));
    row.add(random.nextInt(5));
    row.add(maybe(List.of("", "a", "ab", "abc", "b", "bcd", "x y").get(random.nextInt(7))));
    row.add(maybe(BigDecimal.valueOf(random.nextInt(800) - 200, 2)));
    row.add(maybe(LocalDate.of(2020, 1 + random.nextInt(3), 1 + random.nextInt(3))));
    row.add(maybe(random.nextBoolean()));
    row.add(maybe((long) random.nextInt(4) * 1_000_000_000L));
    row.add(maybe(random.nextInt(8) / 4.0));
    row.add(maybe(LocalDateTime.of(2020, 1, 1 + random.nextInt(2), random.nextInt(3), 0)));
    row.add(maybe(List.of("a   ", "ab  ", "bcde", "z   ").get(random.nextInt(4))));
    return row;
  }

  private @Nullable Object maybe(Object value) {
    return random.nextInt(4) == 0 ? null : value;
  }

  /** The rows, normalised; sorted unless their order is part of the answer. */
  List<String> askUs(String sql, boolean ordered) {
    List<String> rows = new ArrayList<>();
    for (List<@Nullable Object> row : ours.query(sql)) {
      rows.add(normalise(row));
    }
    return finish(rows, ordered);
  }

  /** The same with other operators than the planner would choose. */
  List<String> askUsOtherwise(String sql, boolean ordered, Set<PlanMethod> avoided) {
    ours.avoid(avoided);
    try {
      return askUs(sql, ordered);
    } finally {
      ours.avoid(Set.of());
    }
  }

  /** Some ways to plan. */
  Set<PlanMethod> someMethods() {
    Set<PlanMethod> methods = EnumSet.noneOf(PlanMethod.class);
    for (PlanMethod method : PlanMethod.values()) {
      if (random.nextBoolean()) {
        methods.add(method);
      }
    }
    return methods;
  }

  /**
   * The same with numbers after comparison operators given as parameters; null if there are none.
   */
  @Nullable List<String> askUsWithParameters(String sql, boolean ordered) {
    List<@Nullable Object> parameters = new ArrayList<>();
    String parameterised =
        NUMBER
            .matcher(sql)
            .replaceAll(
                number -> {
                  parameters.add(Integer.valueOf(number.group()));
                  return "?";
                });
    if (parameters.isEmpty()) {
      return null;
    }
    PreparedPlan.QueryPlan plan = (PreparedPlan.QueryPlan) ours.plan(parameterised);
    for (int i = 0; i < parameters.size(); i++) {
      parameters.set(
          i,
          ValueAssignment.convert(parameters.get(i), plan.parameterTypes().get(i), "", "number"));
    }
    List<String> rows = new ArrayList<>();
    for (List<@Nullable Object> row : ours.rows(plan, parameters.toArray())) {
      rows.add(normalise(row));
    }
    return finish(rows, ordered);
  }

  /**
   * The same through a session, whose plan cache has seen the query with other numbers and texts.
   */
  List<String> askUsSharingPlans(String sql, boolean ordered) {
    String others = LITERAL.matcher(sql).replaceAll(literal -> otherThan(literal.group()));
    try {
      user.session().prepare(others);
    } catch (DbException madeUpValue) {
      // The made-up values need not fit; then the query is the first of its kind.
      return askSession(sql, ordered);
    }
    return askSession(sql, ordered);
  }

  private List<String> askSession(String sql, boolean ordered) {
    List<String> rows = new ArrayList<>();
    user.rows(sql).forEach(row -> rows.add(normalise(row)));
    return finish(rows, ordered);
  }

  /** Digits and letters replaced by others, so that a number or text keeps its length. */
  private static String otherThan(String literal) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < literal.length(); i++) {
      char c = literal.charAt(i);
      if (c >= '0' && c <= '9') {
        text.append((char) ('1' + (c - '0') % 9));
      } else {
        text.append(c >= 'a' && c < 'z' ? (char) (c + 1) : c);
      }
    }
    return Matcher.quoteReplacement(text.toString());
  }

  /** Executes a change on both sides and returns the counts. */
  List<Long> change(String sql) throws SQLException {
    try (Statement statement = theirs.createStatement()) {
      long expected = statement.executeUpdate(sql);
      return List.of(expected, ours.update(sql));
    }
  }

  List<String> askThem(String sql, boolean ordered) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Statement statement = theirs.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        List<@Nullable Object> row = new ArrayList<>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          row.add(result.getObject(i));
        }
        rows.add(normalise(row));
      }
    }
    return finish(rows, ordered);
  }

  private static List<String> finish(List<String> rows, boolean ordered) {
    if (!ordered) {
      Collections.sort(rows);
    }
    return rows;
  }

  private static String normalise(List<@Nullable Object> row) {
    List<String> values = new ArrayList<>();
    row.forEach(value -> values.add(normalise(value)));
    return values.toString();
  }

  private static String normalise(@Nullable Object value) {
    if (value instanceof Double || value instanceof Float) {
      BigDecimal rounded = new BigDecimal(value.toString()).round(new MathContext(9));
      return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }
    if (value instanceof Number) {
      BigDecimal exact = new BigDecimal(value.toString());
      return exact.signum() == 0 ? "0" : exact.stripTrailingZeros().toPlainString();
    }
    if (value instanceof java.sql.Timestamp timestamp) {
      return timestamp.toLocalDateTime().toString();
    }
    if (value instanceof String text) {
      return text.stripTrailing();
    }
    return String.valueOf(value);
  }

  @Override
  public void close() throws SQLException {
    user.close();
    databases.close();
    theirs.close();
  }
}
