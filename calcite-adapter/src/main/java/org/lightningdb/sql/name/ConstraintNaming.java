package org.lightningdb.sql.name;

import java.util.HashSet;
import java.util.Set;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.index.schema.CatalogSnapshot;
import org.lightningdb.index.schema.ForeignKey;
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

  /**
   * Returns only if some table has a foreign key of that name, and it can be deferred.
   *
   * @throws DbException 42704, 42P17
   */
  public static void requireDeferrable(CatalogSnapshot catalog, String name) {
    boolean found = false;
    for (TableDescriptor table : catalog.tables().values()) {
      for (ForeignKey key : table.foreignKeys()) {
        if (key.name().equals(name)) {
          if (key.deferral() != ForeignKey.Deferral.NOT_DEFERRABLE) {
            return;
          }
          found = true;
        }
      }
    }
    throw found
        ? DbException.of(
            SqlState.INVALID_DEFINITION, "constraint \"" + name + "\" is not deferrable")
        : DbException.of(SqlState.UNDEFINED_OBJECT, "constraint \"" + name + "\" does not exist");
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
