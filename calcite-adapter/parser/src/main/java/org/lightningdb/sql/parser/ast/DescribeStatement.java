package org.lightningdb.sql.parser.ast;

import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;

/** {@code DESCRIBE} or {@code SUMMARIZE} of a table or of a query. */
public final class DescribeStatement extends Statement {
  private final SqlNode subject;
  private final String text;
  private final boolean summary;

  /**
   * A statement.
   *
   * @param text the subject as written
   */
  public DescribeStatement(SqlParserPos position, SqlNode subject, String text, boolean summary) {
    super(summary ? "SUMMARIZE" : "DESCRIBE", position);
    this.subject = subject;
    this.text = text;
    this.summary = summary;
  }

  /** The name of a table, or a query. */
  public SqlNode subject() {
    return subject;
  }

  /** The subject as written. */
  public String text() {
    return text;
  }

  /** Whether the values are to be summarized. */
  public boolean summary() {
    return summary;
  }
}
