package org.lightningdb.sqltests.tpch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lightningdb.server.tpch.TpchLoader;
import org.lightningdb.server.tpch.TpchQueries;
import org.lightningdb.server.tpch.TpchSchema;

/**
 * The 22 queries over the generator's rows at scale 0.01 answer what PostgreSQL 15 answered, which
 * is kept beside this class; with the secondary indexes and without.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TpchAnswersTest {
  private static final double SCALE = 0.01;

  private final List<Connection> databases = new ArrayList<>();

  @BeforeAll
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void load() throws SQLException {
    for (boolean indexed : List.of(false, true)) {
      Connection connection = DriverManager.getConnection("jdbc:lightning:mem:tpch-" + indexed);
      databases.add(connection);
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        for (TpchSchema.Table table : TpchSchema.TABLES) {
          statement.execute(table.definition());
        }
        connection.commit();
        TpchLoader loader = new TpchLoader(connection, SCALE, row -> {});
        for (TpchSchema.Table table : TpchSchema.TABLES) {
          loader.load(table, rows -> {});
        }
        for (TpchSchema.Index index : TpchSchema.INDEXES) {
          if (indexed) {
            statement.execute(index.definition());
          }
        }
        connection.commit();
      }
    }
  }

  @AfterAll
  void close() throws SQLException {
    for (Connection connection : databases) {
      connection.close();
    }
  }

  static IntStream numbers() {
    return IntStream.rangeClosed(1, TpchQueries.COUNT);
  }

  @ParameterizedTest
  @MethodSource("numbers")
  void answersAsPostgresDoes(int number) throws SQLException, IOException {
    List<String> expected = answer(number);
    for (Connection connection : databases) {
      assertEquals(
          String.join("\n", expected),
          String.join(
              "\n",
              AnswerRows.ask(connection, TpchQueries.query(number, SCALE), TpchAnswersTest::text)));
    }
  }

  private static List<String> answer(int number) throws IOException {
    String name = String.format(Locale.ROOT, "/tpch/q%02d.txt", number);
    try (InputStream file = TpchAnswersTest.class.getResourceAsStream(name)) {
      assertNotNull(file, name);
      return new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  /** Averages and quotients have as many digits as each engine likes: two are compared. */
  private static String text(@Nullable Object value) {
    return value instanceof BigDecimal number && number.scale() > 0
        ? number.setScale(2, RoundingMode.HALF_UP).toPlainString()
        : String.valueOf(value);
  }
}
