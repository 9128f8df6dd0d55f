package org.lightningdb.sql.differential;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
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
import org.lightningdb.sql.exec.QueryResources;
import org.lightningdb.sql.open.DatabaseAddress;
import org.lightningdb.sql.open.LightningDatabases;
import org.lightningdb.sql.plan.PlanMethod;
import org.lightningdb.sql.session.SqlUser;
import org.lightningdb.sql.testing.HeapScratch;
import org.lightningdb.sql.testing.MemoryDatabase;

/** The same NULL-rich tables here, with sessions and without, and in another database. */
final class TwinDatabases implements AutoCloseable {
  private static final Pattern LITERAL =
      Pattern.compile("'[^']*'|(?<![A-Za-z0-9_.])\\d+(?:\\.\\d+)?(?![A-Za-z0-9_])");

  private static final Pattern NUMBER = Pattern.compile("(?<=[=<>] )\\d+(?![\\d.])");

  private final MemoryDatabase ours = new MemoryDatabase();
  private final HeapScratch scratch = new HeapScratch();
  private final LightningDatabases databases = LightningDatabases.warmingUp(TwinDatabases::daemon);
  private final SqlUser user =
      new SqlUser(
          databases.open(DatabaseAddress.inMemory("twin"), Map.of()).openSession("differential"));
  private final SqlUser parallelUser =
      new SqlUser(
          databases.open(DatabaseAddress.inMemory("twin"), Map.of()).openSession("parallel"));
  private final OtherDatabase theirs;

  /** Random tables, which our planner may take for larger than they are. */
  TwinDatabases(long seed) throws SQLException {
    this(TestTables.random(new Random(seed)), new Random(seed).nextBoolean());
  }

  /**
   * @param large whether our planner takes the tables for a thousand times larger
   */
  TwinDatabases(TestTables tables, boolean large) throws SQLException {
    this.theirs = OtherDatabase.open(tables);
    tables.rows().forEach(this::create);
    ours.pretendLarger(large ? 1000 : 1);
    parallelUser.run("SET parallel_rows = 1");
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task);
    thread.setDaemon(true);
    return thread;
  }

  MemoryDatabase ours() {
    return ours;
  }

  OtherDatabase theirs() {
    return theirs;
  }

  private void create(String name, List<List<@Nullable Object>> data) {
    String upper = name.toUpperCase(Locale.ROOT);
    ours.table(upper)
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
        .index(upper + "_AB", false, "A", "B")
        .index(upper + "_C", false, "C DESC")
        .index(upper + "_DF", false, "D", "F DESC", "A")
        .create();
    ours.load(upper, data);
    user.run("CREATE TABLE " + name + TestTables.COLUMNS + TestTables.storage(name));
    TestTables.indexes(name).forEach(user::run);
    String insert = "INSERT INTO " + name + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    data.forEach(row -> user.run(insert, row.toArray()));
  }

  /** Our plan, which can be asked again and again. */
  PreparedPlan.QueryPlan plan(String sql) {
    return (PreparedPlan.QueryPlan) ours.plan(sql);
  }

  /** The rows as {@link Answers} writes them. */
  List<String> askUs(String sql, boolean ordered) {
    return askUs(plan(sql), ordered);
  }

  List<String> askUs(PreparedPlan.QueryPlan plan, boolean ordered) {
    return Answers.of(ours.rows(plan), ordered);
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

  /** The same with no memory to keep rows in. */
  List<String> askUsWithoutMemory(PreparedPlan.QueryPlan plan, boolean ordered) {
    ours.setResources(new QueryResources(0, null, scratch));
    List<String> answer;
    try {
      answer = askUs(plan, ordered);
    } finally {
      ours.setResources(QueryResources.heapOnly());
    }
    if (scratch.openFiles() != 0) {
      throw new IllegalStateException(scratch.openFiles() + " temporary files stayed open");
    }
    return answer;
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
    return Answers.of(ours.rows(plan, parameters.toArray()), ordered);
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

  /** The same by several threads, with little memory or much, and without some ways to plan. */
  List<String> askUsInParallel(String sql, boolean ordered, Set<PlanMethod> avoided) {
    Set<PlanMethod> methods = EnumSet.noneOf(PlanMethod.class);
    methods.addAll(avoided);
    methods.remove(PlanMethod.PARALLEL);
    parallelUser.run("SET parallel_workers = " + (2 + methods.size() % 3));
    parallelUser.run("SET query_memory = " + (methods.size() % 2 == 0 ? 1 : 500));
    parallelUser.run("SET planner_avoids = '" + PlanMethod.text(methods) + "'");
    return Answers.of(parallelUser.rows(sql), ordered);
  }

  /** The rows as sessions see them. */
  List<String> askSession(String sql, boolean ordered) {
    return Answers.of(user.rows(sql), ordered);
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

  /** Executes a change on both sides, here in a session, and returns the counts. */
  List<Long> change(String sql) throws SQLException {
    return List.of(theirs.change(sql), user.run(sql));
  }

  @Override
  public void close() throws SQLException {
    user.close();
    parallelUser.close();
    databases.close();
    theirs.close();
  }
}
