package org.lightningdb.sqltests.tpcds;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The queries answer what PostgreSQL 15 answered; {@link TpcdsAnswers} made the files. One in five
 * runs unless {@code -Dlightning.tpcds=all} is given.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TpcdsAnswersTest {
  private Connection connection;

  @BeforeAll
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void load() throws SQLException {
    connection = DriverManager.getConnection("jdbc:lightning:mem:tpcds");
    connection.setAutoCommit(false);
    new TpcdsTables(connection, TpcdsAnswers.SCALE).load();
  }

  @AfterAll
  void close() throws SQLException {
    connection.close();
  }

  static IntStream numbers() {
    boolean all = "all".equals(System.getProperty("lightning.tpcds"));
    return IntStream.rangeClosed(1, TpcdsQueries.COUNT).filter(number -> all || number % 5 == 2);
  }

  @ParameterizedTest
  @MethodSource("numbers")
  void answersAsPostgresDoes(int number) throws SQLException, IOException {
    String name = "/tpcds/" + TpcdsAnswers.fileName(number);
    try (InputStream file = TpcdsAnswersTest.class.getResourceAsStream(name)) {
      assertNotNull(file, name);
      String expected = new String(file.readAllBytes(), StandardCharsets.UTF_8).stripTrailing();
      assertEquals(
          expected, String.join("\n", TpcdsAnswers.ask(connection, TpcdsQueries.query(number))));
    }
  }
}
