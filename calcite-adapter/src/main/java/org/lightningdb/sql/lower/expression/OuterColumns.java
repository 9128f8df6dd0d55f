package org.lightningdb.sql.lower.expression;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gives every column of an outer row that a correlated part reads a slot of the execution. */
public final class OuterColumns {
  private final Map<Column, Integer> slots = new LinkedHashMap<>();

  /** A column of the outer row that a correlation variable stands for. */
  private record Column(String variable, int field) {}

  /** Says that the variable's column will be set. */
  public int define(String variable, int field) {
    return slots.computeIfAbsent(new Column(variable, field), unused -> slots.size());
  }

  /** The column's slot, or null if nothing above sets it. */
  @Nullable Integer slot(String variable, int field) {
    return slots.get(new Column(variable, field));
  }

  public int count() {
    return slots.size();
  }
}
