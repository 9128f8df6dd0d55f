package org.lightningdb.sql.name;

import java.util.HashSet;
import java.util.Set;
import org.lightningdb.index.schema.TableDescriptor;

/** Makes up names for constraints that were declared without one. */
public final class ConstraintNaming {
  private ConstraintNaming() {}

  /** The names of all constraints and indexes of a table. */
  public static Set<String> namesOf(TableDescriptor table) {
    Set<String> names = new HashSet<>();
    names.add(table.primary().name());
    table.indexes().forEach(index -> names.add(index.name()));
    table.checks().forEach(check -> names.add(check.name()));
    table.foreignKeys().forEach(key -> names.add(key.name()));
    return names;
  }

  /** The name, numbered if it is taken. */
  public static String choose(String base, Set<String> taken) {
    String name = base;
    for (int number = 1; taken.contains(name); number++) {
      name = base + number;
    }
    return name;
  }
}
