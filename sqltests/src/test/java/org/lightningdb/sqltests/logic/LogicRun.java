package org.lightningdb.sqltests.logic;

import java.io.BufferedReader;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Runs one file of the corpus on one connection: all its statements, since later queries see what
 * they did, and all or some of its queries.
 */
final class LogicRun {
  private static final int TIMEOUT_SECONDS = 100;
  private static final int SHOWN_CHARS_MAX = 200;

  private final String file;
  private final List<LogicRecord> records = new ArrayList<>();
  private final Map<String, List<String>> answersByLabel = new HashMap<>();
  private final LogicCounts counts = new LogicCounts();

  /** Reads the first {@code recordsMax} records of the file that are for us. */
  LogicRun(String file, BufferedReader reader, int recordsMax) throws IOException {
    this.file = file;
    LogicParser parser = new LogicParser(reader);
    for (LogicRecord record = parser.next();
        record != null && records.size() < recordsMax;
        record = parser.next()) {
      String reason = LogicDialect.skips(file, record);
      if (record instanceof LogicRecord.Halt) {
        if (LogicDialect.halts(record.conditions())) {
          break;
        }
      } else if (reason != null) {
        counts.skip(reason);
      } else {
        records.add(record);
      }
    }
  }

  /** Runs at most {@code queriesMax} of the queries, chosen by {@code random}. */
  LogicCounts run(Connection connection, int queriesMax, Random random) throws SQLException {
    long start = System.nanoTime();
    Set<LogicRecord> chosen = chosen(queriesMax, random);
    counts.file();
    try (Statement statement = connection.createStatement()) {
      statement.setQueryTimeout(TIMEOUT_SECONDS);
      for (LogicRecord record : records) {
        long recordStart = System.nanoTime();
        if (record instanceof LogicRecord.Statement change) {
          run(statement, change);
        } else if (record instanceof LogicRecord.Query query && chosen.contains(record)) {
          run(statement, query);
        }
        counts.took(file, record, System.nanoTime() - recordStart);
      }
    }
    counts.took(System.nanoTime() - start);
    return counts;
  }

  private Set<LogicRecord> chosen(int queriesMax, Random random) {
    List<LogicRecord> queries = new ArrayList<>();
    for (LogicRecord record : records) {
      if (record instanceof LogicRecord.Query) {
        queries.add(record);
      }
    }
    if (queries.size() > queriesMax) {
      Collections.shuffle(queries, random);
      queries = queries.subList(0, queriesMax);
    }
    return new HashSet<>(queries);
  }

  private void run(Statement statement, LogicRecord.Statement change) {
    counts.statement();
    try {
      statement.execute(change.sql());
      if (change.fails()) {
        counts.fail(file, change, change.sql(), "no error");
      }
    } catch (SQLException e) {
      if (!change.fails()) {
        counts.fail(file, change, change.sql(), said(e));
      }
    }
  }

  private void run(Statement statement, LogicRecord.Query query) {
    counts.query();
    try (ResultSet result = statement.executeQuery(query.sql())) {
      LogicAnswer answer = LogicAnswer.of(result, query.types(), query.sort());
      String difference = difference(query, answer);
      if (difference != null) {
        counts.wrong(file, query, query.sql(), difference);
      }
    } catch (SQLException e) {
      String reason = LogicStrictness.excuses(file, query.sql(), e.getSQLState());
      if (reason == null) {
        counts.fail(file, query, query.sql(), said(e));
      } else {
        counts.skip(reason);
      }
    }
  }

  private @Nullable String difference(LogicRecord.Query query, LogicAnswer answer) {
    List<String> expected = query.expected();
    if (expected != null && !answer.matches(expected)) {
      String reason = LogicStrictness.excuses(file, query.sql(), expected, answer.values());
      if (reason != null) {
        counts.skip(reason);
        return null;
      }
      return "expected " + shown(expected) + ", got " + shown(answer.values());
    }
    if (query.label() != null) {
      List<String> other = answersByLabel.putIfAbsent(query.label(), answer.values());
      if (other != null && !other.equals(answer.values())) {
        return "another answer of the same label: " + shown(other);
      }
    }
    return null;
  }

  private static String said(SQLException e) {
    return e.getSQLState() + " " + String.valueOf(e.getMessage()).replace('\n', ' ');
  }

  private static String shown(List<String> values) {
    String text = String.join(",", values);
    return text.length() <= SHOWN_CHARS_MAX ? text : text.substring(0, SHOWN_CHARS_MAX) + "…";
  }
}
