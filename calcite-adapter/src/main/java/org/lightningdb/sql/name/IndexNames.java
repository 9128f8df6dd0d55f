package org.lightningdb.sql.name;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.sql.SqlIdentifier;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.index.schema.CatalogSnapshot;
import org.lightningdb.index.schema.IndexDescriptor;
import org.lightningdb.index.schema.TableDescriptor;

/** Finds indexes, and the constraints that stand for them, by the names in a statement. */
public final class IndexNames {
  /** An index and the table it belongs to. */
  public record Found(TableDescriptor table, IndexDescriptor index) {}

  private final CatalogSnapshot catalog;
  private final CatalogNames names;

  public IndexNames(CatalogSnapshot catalog, CatalogNames names) {
    this.catalog = catalog;
    this.names = names;
  }

  /** The index of exactly this name. */
  public Optional<Found> find(String schema, String name) {
    return inSchema(schema).stream().filter(found -> found.index().name().equals(name)).findFirst();
  }

  /** The index that an identifier means. Fails with 3F000 for the schema. */
  public Optional<Found> find(SqlIdentifier identifier) {
    String schema = names.schemaOf(identifier);
    return CatalogNames.match(identifier, namesOf(schema)).flatMap(name -> find(schema, name));
  }

  /** The error for an identifier that means no index. */
  public DbException unknown(SqlIdentifier identifier) {
    String name = CatalogNames.lastName(identifier);
    return CatalogNames.at(
        DbException.of(
            SqlState.UNDEFINED_OBJECT,
            "index \""
                + name
                + "\" does not exist"
                + NearestName.hint(name, namesOf(names.schemaOf(identifier)))),
        identifier);
  }

  private List<String> namesOf(String schema) {
    return inSchema(schema).stream().map(found -> found.index().name()).toList();
  }

  private List<Found> inSchema(String schema) {
    List<Found> all = new ArrayList<>();
    for (TableDescriptor table : catalog.tables().values()) {
      if (table.schema().equals(schema)) {
        table.indexes().forEach(index -> all.add(new Found(table, index)));
        if (table.hasPrimaryKey()) {
          all.add(new Found(table, table.primary()));
        }
      }
    }
    return all;
  }
}
