package org.lightningdb.index.codec;

import org.lightningdb.index.type.SqlType;
import org.lightningdb.storage.bytes.Slice;

/**
 * Every store and every kind of key, on one page.
 *
 * <pre>
 *   store 1  catalog    'F'                            -> format version of the catalog, 4 bytes
 *                       'S' schema                     -> schema
 *                       'T' schema table               -> table descriptor
 *                       'N' schema index               -> table that the index name belongs to
 *                       'V' schema name                -> view, sequence or other object
 *                       'I' table id (4 bytes)         -> first value of its identity, 8 bytes
 *                       'P' table id (4 bytes)         -> profile of the table's values
 *   store 2  counters   'O'                            -> next id of tables and indexes, 8 bytes
 *                       'I' table id (4 bytes)         -> next identity value, 8 bytes
 *                       'I' table id (4) restarts (4)  -> the same since that restart
 *                       'R' table id (4 bytes)         -> next hidden row number, 8 bytes
 *   store n  primary    primary key columns, or row number (8 bytes) -> the other columns
 *   store n  secondary  index columns, row key         -> nothing
 *            unique     index columns (none of them NULL) -> row key
 *                       index columns (one NULL), row key -> nothing
 *            with INCLUDE, values have the included columns as well (IndexLayout)
 *
 *   names and columns are encoded by KeyCodec; values by the class that owns them
 * </pre>
 */
public final class KeySpace {
  public static final long CATALOG_STORE = 1;
  public static final long COUNTER_STORE = 2;

  /** What the catalog holds under 'F'; a higher one was written by a later release. */
  public static final int CATALOG_FORMAT = 1;

  private static final SqlType NAME = SqlType.varchar(SqlType.UNBOUNDED);

  private KeySpace() {}

  public static Slice format() {
    return new Slice(new byte[] {'F'});
  }

  public static Slice schemas() {
    return new Slice(new byte[] {'S'});
  }

  public static Slice schema(String name) {
    return names('S', name);
  }

  public static Slice tables() {
    return new Slice(new byte[] {'T'});
  }

  /** The prefix of all tables of a schema. */
  public static Slice tablesOf(String schema) {
    return names('T', schema);
  }

  public static Slice table(String schema, String name) {
    return names('T', schema, name);
  }

  /** The prefix of what has names and is no table, of all schemas. */
  public static Slice objects() {
    return new Slice(new byte[] {'V'});
  }

  /** The prefix of all objects of a schema. */
  public static Slice objectsOf(String schema) {
    return names('V', schema);
  }

  public static Slice object(String schema, String name) {
    return names('V', schema, name);
  }

  public static Slice indexName(String schema, String name) {
    return names('N', schema, name);
  }

  /** In the catalog the start, among the counters the next value. */
  public static Slice identity(int tableId) {
    return new BytesBuilder(5).append('I').appendInt(tableId).slice();
  }

  /** Among the counters, the next value since an identity began anew for the n-th time. */
  public static Slice identity(int tableId, int restarts) {
    BytesBuilder key = new BytesBuilder(9).append('I').appendInt(tableId);
    return restarts == 0 ? key.slice() : key.appendInt(restarts).slice();
  }

  /** Among the counters, the next hidden row number of a table without primary key. */
  public static Slice rowNumberCounter(int tableId) {
    return new BytesBuilder(5).append('R').appendInt(tableId).slice();
  }

  /** In the catalog, what ANALYZE found out about a table. */
  public static Slice profile(int tableId) {
    return new BytesBuilder(5).append('P').appendInt(tableId).slice();
  }

  public static Slice objectIds() {
    return new Slice(new byte[] {'O'});
  }

  /** Appends the key of a row in a table without primary key. */
  public static void appendRowNumber(BytesBuilder out, long rowNumber) {
    out.appendLong(rowNumber ^ Long.MIN_VALUE);
  }

  public static long rowNumber(Slice key) {
    return (long) BytesBuilder.LONG.get(key.array(), key.offset()) ^ Long.MIN_VALUE;
  }

  private static Slice names(char prefix, String... names) {
    BytesBuilder out = new BytesBuilder(64).append(prefix);
    for (String name : names) {
      KeyCodec.encode(out, NAME, false, name);
    }
    return new Slice(out.toByteArray());
  }
}
