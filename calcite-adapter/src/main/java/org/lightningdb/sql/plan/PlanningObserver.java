package org.lightningdb.sql.plan;

/** Is told of each step of a planning; for measuring. Called on the planning thread. */
public interface PlanningObserver {
  PlanningObserver NONE = step -> {};

  /** The step that begins when the usual way of planning has failed. */
  String CAUTIOUS = "CAUTIOUS";

  /** A step begins, and the one before it has ended. */
  void begin(String step);
}
