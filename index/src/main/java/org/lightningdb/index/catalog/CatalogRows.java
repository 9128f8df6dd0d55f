package org.lightningdb.index.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.codec.BytesBuilder;
import org.lightningdb.index.codec.KeySpace;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.index.schema.CatalogSnapshot;
import org.lightningdb.index.schema.CatalogSnapshot.TableName;
import org.lightningdb.index.schema.SchemaObject;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.index.table.StorageErrors;
import org.lightningdb.storage.Engine;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.cursor.Cursor;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.spec.Durability;
import org.lightningdb.storage.spec.Isolation;
import org.lightningdb.storage.spec.StoreSpec;
import org.lightningdb.storage.txn.ReadView;
import org.lightningdb.storage.txn.Txn;

/** Reads the rows of the catalog store, and writes the first ones. */
public final class CatalogRows {
  private CatalogRows() {}

  /**
   * Makes an empty engine a database with the default schema; checks that another one is a database
   * this release can read.
   */
  public static void initialize(Engine engine) {
    try (ReadView view = engine.view()) {
      Slice format = formatOrNull(view);
      if (format == null) {
        create(engine);
      } else if (format.length() != 1 || format.get(0) != KeySpace.CATALOG_FORMAT) {
        throw DbException.of(
            SqlState.UNABLE_TO_CONNECT,
            "the catalog has format "
                + format
                + ", this release reads format "
                + KeySpace.CATALOG_FORMAT);
      }
    } catch (StorageException e) {
      throw StorageErrors.translate(e);
    }
  }

  private static @Nullable Slice formatOrNull(ReadView view) {
    try {
      return view.get(KeySpace.CATALOG_STORE, KeySpace.format());
    } catch (StorageException e) {
      if (e.kind() == StorageException.Kind.INVALID_REQUEST) {
        return null;
      }
      throw e;
    }
  }

  private static void create(Engine engine) {
    try (Txn txn = engine.begin(Isolation.READ_COMMITTED, false)) {
      long catalog = txn.createStore(StoreSpec.btree());
      long counters = txn.createStore(StoreSpec.btree());
      if (catalog != KeySpace.CATALOG_STORE || counters != KeySpace.COUNTER_STORE) {
        throw StorageErrors.corrupted("there are stores but no catalog");
      }
      try (ReadView view = txn.view()) {
        Slice format = new BytesBuilder(1).append(KeySpace.CATALOG_FORMAT).slice();
        txn.put(view, KeySpace.CATALOG_STORE, KeySpace.format(), format);
        txn.put(
            view,
            KeySpace.CATALOG_STORE,
            KeySpace.schema(CatalogSnapshot.SCHEMA_DEFAULT),
            DescriptorCodec.encodeText(CatalogSnapshot.SCHEMA_DEFAULT));
      }
      txn.commit(Durability.ALWAYS);
    }
  }

  /**
   * The catalog in {@code view}.
   *
   * @param base descriptors equal to those of this snapshot are taken from it
   */
  static CatalogSnapshot load(ReadView view, long version, @Nullable CatalogSnapshot base) {
    List<String> schemas = new ArrayList<>();
    try (Cursor cursor =
        view.cursor(KeySpace.CATALOG_STORE, ByteRange.prefix(KeySpace.schemas()))) {
      for (boolean found = cursor.first(); found; found = cursor.next()) {
        schemas.add(DescriptorCodec.decodeText(cursor.value()));
      }
    }
    Map<TableName, TableDescriptor> tables = new TreeMap<>();
    for (TableDescriptor table : tables(view, KeySpace.tables())) {
      TableDescriptor known = base == null ? null : base.table(table.schema(), table.name());
      tables.put(new TableName(table.schema(), table.name()), table.equals(known) ? known : table);
    }
    Map<TableName, SchemaObject> objects = new TreeMap<>();
    for (SchemaObject object : objects(view, KeySpace.objects())) {
      objects.put(new TableName(object.schema(), object.name()), object);
    }
    return new CatalogSnapshot(version, schemas, tables, objects);
  }

  /** The objects whose keys start with {@code prefix}. */
  static List<SchemaObject> objects(ReadView view, Slice prefix) {
    List<SchemaObject> objects = new ArrayList<>();
    try (Cursor cursor = view.cursor(KeySpace.CATALOG_STORE, ByteRange.prefix(prefix))) {
      for (boolean found = cursor.first(); found; found = cursor.next()) {
        objects.add(ObjectCodec.decode(cursor.value()));
      }
    }
    return objects;
  }

  /** The tables whose keys start with {@code prefix}. */
  static List<TableDescriptor> tables(ReadView view, Slice prefix) {
    List<TableDescriptor> tables = new ArrayList<>();
    try (Cursor cursor = view.cursor(KeySpace.CATALOG_STORE, ByteRange.prefix(prefix))) {
      for (boolean found = cursor.first(); found; found = cursor.next()) {
        tables.add(DescriptorCodec.decode(cursor.value()));
      }
    }
    return tables;
  }
}
