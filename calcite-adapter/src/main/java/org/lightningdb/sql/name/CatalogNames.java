package org.lightningdb.sql.name;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.index.schema.CatalogSnapshot;
import org.lightningdb.index.schema.CatalogSnapshot.TableName;
import org.lightningdb.index.schema.SchemaObject;
import org.lightningdb.index.schema.TableDescriptor;

/**
 * Finds schemas, tables and columns by the names in a statement: exactly, or, if the name was not
 * quoted and no other matches, without regard to case. Errors carry the position and the nearest
 * existing name.
 */
public final class CatalogNames {
  private static final String SYSTEM_SCHEMA = "INFORMATION_SCHEMA";

  private final CatalogSnapshot catalog;
  private final String schemaDefault;

  /**
   * Names in one catalog.
   *
   * @param schemaDefault where unqualified names are looked up
   */
  public CatalogNames(CatalogSnapshot catalog, String schemaDefault) {
    this.catalog = catalog;
    this.schemaDefault = schemaDefault;
  }

  /** The table. Fails with 42P01, 3F000. */
  public TableDescriptor table(SqlIdentifier identifier) {
    return findTable(identifier).orElseThrow(() -> unknownTable(identifier));
  }

  /** The table, or nothing if neither it nor its schema exists. */
  public Optional<TableDescriptor> findTable(SqlIdentifier identifier) {
    String schema = findSchemaOf(identifier);
    List<String> names = tableNames(schema);
    return match(identifier, names).map(name -> catalog.tables().get(new TableName(schema, name)));
  }

  /** The object that is no table, or nothing. */
  public Optional<SchemaObject> findObject(SqlIdentifier identifier) {
    String schema = findSchemaOf(identifier);
    List<String> objects =
        catalog.objects().values().stream()
            .filter(object -> object.schema().equals(schema))
            .map(SchemaObject::name)
            .toList();
    return match(lastName(identifier), lastQuoted(identifier), objects)
        .map(name -> catalog.objects().get(new TableName(schema, name)));
  }

  /** The existing schema that a new or existing object's name stands for. */
  public String schemaOf(SqlIdentifier identifier) {
    String schema = findSchemaOf(identifier);
    checkNotSystem(schema, identifier);
    if (!catalog.schemas().contains(schema)) {
      throw unknownSchema(schema, identifier);
    }
    return schema;
  }

  /** An existing schema by its own name. */
  public Optional<String> findSchema(SqlIdentifier identifier) {
    return match(identifier, catalog.schemas());
  }

  /** An existing schema by its own name. Fails with 3F000. */
  public String schema(SqlIdentifier identifier) {
    checkNotSystem(lastName(identifier), identifier);
    return findSchema(identifier)
        .orElseThrow(() -> unknownSchema(lastName(identifier), identifier));
  }

  /** The position of a column in a list. Fails with 42703. */
  public static int column(SqlIdentifier identifier, List<String> columns, String table) {
    String name = identifier.getSimple();
    Optional<String> found = match(identifier, columns);
    if (found.isEmpty()) {
      throw at(
          DbException.of(
                  SqlState.UNDEFINED_COLUMN,
                  "column \""
                      + name
                      + "\" does not exist in table "
                      + table
                      + NearestName.hint(name, columns))
              .atColumn(table, name),
          identifier);
    }
    return columns.indexOf(found.get());
  }

  /** The name without its schema. */
  public static String lastName(SqlIdentifier identifier) {
    return identifier.names.get(identifier.names.size() - 1);
  }

  /** {@code error} at the place of {@code identifier} in the text. */
  public static DbException at(DbException error, SqlIdentifier identifier) {
    SqlParserPos position = identifier.getParserPosition();
    return error.atPosition(position.getLineNum(), position.getColumnNum());
  }

  private String findSchemaOf(SqlIdentifier identifier) {
    int parts = identifier.names.size();
    if (parts == 1) {
      return schemaDefault;
    }
    if (parts > 2) {
      throw at(DbException.notSupported("a name with a catalog"), identifier);
    }
    String written = identifier.names.get(0);
    return match(written, identifier.isComponentQuoted(0), catalog.schemas()).orElse(written);
  }

  private List<String> tableNames(String schema) {
    List<String> names = new ArrayList<>();
    for (TableName table : catalog.tables().keySet()) {
      if (table.schema().equals(schema)) {
        names.add(table.name());
      }
    }
    return names;
  }

  private DbException unknownTable(SqlIdentifier identifier) {
    String schema = findSchemaOf(identifier);
    checkNotSystem(schema, identifier);
    if (!catalog.schemas().contains(schema)) {
      return unknownSchema(schema, identifier);
    }
    String name = lastName(identifier);
    Optional<SchemaObject> object = findObject(identifier);
    if (object.isPresent()) {
      return at(
          DbException.of(
                  SqlState.WRONG_OBJECT_TYPE,
                  "\"" + name + "\" is a " + object.get().kindName() + ", not a table")
              .atTable(name),
          identifier);
    }
    return at(
        DbException.of(
                SqlState.UNDEFINED_TABLE,
                "table \""
                    + String.join(".", identifier.names)
                    + "\" does not exist"
                    + NearestName.hint(name, tableNames(schema)))
            .atTable(name),
        identifier);
  }

  private DbException unknownSchema(String schema, SqlIdentifier identifier) {
    return at(
        DbException.of(
            SqlState.UNDEFINED_SCHEMA,
            "schema \""
                + schema
                + "\" does not exist"
                + NearestName.hint(schema, catalog.schemas())),
        identifier);
  }

  private static void checkNotSystem(String schema, SqlIdentifier identifier) {
    if (schema.equalsIgnoreCase(SYSTEM_SCHEMA)) {
      throw at(
          DbException.of(SqlState.INSUFFICIENT_PRIVILEGE, SYSTEM_SCHEMA + " cannot be changed"),
          identifier);
    }
  }

  private static boolean lastQuoted(SqlIdentifier identifier) {
    return identifier.isComponentQuoted(identifier.names.size() - 1);
  }

  /** The one among {@code candidates} that the last part of a name means. */
  public static Optional<String> match(SqlIdentifier identifier, Collection<String> candidates) {
    return match(lastName(identifier), lastQuoted(identifier), candidates);
  }

  private static Optional<String> match(
      String written, boolean quoted, Collection<String> candidates) {
    if (candidates.contains(written)) {
      return Optional.of(written);
    }
    if (quoted) {
      return Optional.empty();
    }
    List<String> similar = candidates.stream().filter(written::equalsIgnoreCase).limit(2).toList();
    return similar.size() == 1 ? Optional.of(similar.get(0)) : Optional.empty();
  }
}
