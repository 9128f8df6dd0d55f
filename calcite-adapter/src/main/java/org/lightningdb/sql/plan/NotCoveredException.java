package org.lightningdb.sql.plan;

/**
 * A node or an expression has no operator or kernel yet: the query is executed by generated code.
 */
public final class NotCoveredException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * @param what the node or expression, for the plan's text
   */
  public NotCoveredException(String what) {
    super(what, null, false, false);
  }
}
