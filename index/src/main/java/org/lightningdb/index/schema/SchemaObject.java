package org.lightningdb.index.schema;

import java.util.List;

/** Something with a name in a schema that is no table. Immutable. */
public sealed interface SchemaObject permits ViewDescriptor, SequenceDescriptor {
  /** Unique in the database among tables, indexes and objects; never used twice. */
  int id();

  String schema();

  String name();

  /** What must be there for this object to work. */
  List<Dependency> dependencies();

  /** The word for it in messages, such as "view". */
  String kindName();

  /**
   * What an object needs of another.
   *
   * @param objectId a table or an object
   * @param columns the columns of a table that are read, by name; empty for other objects
   */
  record Dependency(int objectId, List<String> columns) {
    public Dependency {
      columns = List.copyOf(columns);
    }
  }
}
