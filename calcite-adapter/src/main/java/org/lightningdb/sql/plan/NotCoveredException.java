package org.lightningdb.sql.plan;

/** A node or an expression has no operator or function: the query is refused. */
public final class NotCoveredException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * @param what the node or expression, for the message
   */
  public NotCoveredException(String what) {
    super(what, null, false, false);
  }
}
