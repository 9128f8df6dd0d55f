package org.lightningdb.index.schema;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * All schemas, tables and other objects at one moment; immutable.
 *
 * <p>Two snapshots with the same {@link #version()} are the same; a snapshot that holds uncommitted
 * changes of a transaction has a version no other snapshot ever has.
 */
public final class CatalogSnapshot {
  /** The schema where unqualified names are looked up. */
  public static final String SCHEMA_DEFAULT = "PUBLIC";

  /** Schema and name of a table or object. */
  public record TableName(String schema, String name) implements Comparable<TableName> {
    @Override
    public int compareTo(TableName other) {
      int bySchema = schema.compareTo(other.schema);
      return bySchema != 0 ? bySchema : name.compareTo(other.name);
    }
  }

  private final long version;
  private final SortedSet<String> schemas;
  private final SortedMap<TableName, TableDescriptor> tables;
  private final SortedMap<TableName, SchemaObject> objects;

  public CatalogSnapshot(
      long version, Collection<String> schemas, Map<TableName, TableDescriptor> tables) {
    this(version, schemas, tables, Map.of());
  }

  public CatalogSnapshot(
      long version,
      Collection<String> schemas,
      Map<TableName, TableDescriptor> tables,
      Map<TableName, SchemaObject> objects) {
    this.version = version;
    this.schemas = Collections.unmodifiableSortedSet(new TreeSet<>(schemas));
    this.tables = Collections.unmodifiableSortedMap(new TreeMap<>(tables));
    this.objects = Collections.unmodifiableSortedMap(new TreeMap<>(objects));
  }

  public long version() {
    return version;
  }

  public SortedSet<String> schemas() {
    return schemas;
  }

  public SortedMap<TableName, TableDescriptor> tables() {
    return tables;
  }

  public @Nullable TableDescriptor table(String schema, String name) {
    return tables.get(new TableName(schema, name));
  }

  /** What has a name and is no table. No table has the name of an object of its schema. */
  public SortedMap<TableName, SchemaObject> objects() {
    return objects;
  }

  public @Nullable SchemaObject object(String schema, String name) {
    return objects.get(new TableName(schema, name));
  }
}
