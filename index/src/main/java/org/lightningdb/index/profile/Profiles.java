package org.lightningdb.index.profile;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.codec.KeySpace;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.index.schema.TableProfile;
import org.lightningdb.storage.Engine;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.txn.ReadView;
import org.lightningdb.storage.txn.Txn;

/**
 * The committed profiles of all tables, read from the catalog store when first asked for. Readers
 * get the newest one whatever their snapshot is. Thread-safe. Errors are storage's.
 */
public final class Profiles {
  private final Engine engine;
  private final Map<Integer, Optional<TableProfile>> known = new ConcurrentHashMap<>();

  public Profiles(Engine engine) {
    this.engine = engine;
  }

  /** What is known about a table, or null. */
  public @Nullable TableProfile of(TableDescriptor table) {
    TableProfile profile = known.computeIfAbsent(table.id(), this::read).orElse(null);
    return profile != null && profile.columns().size() == table.columns().size() ? profile : null;
  }

  private Optional<TableProfile> read(int tableId) {
    try (ReadView view = engine.view()) {
      Slice bytes = view.get(KeySpace.CATALOG_STORE, KeySpace.profile(tableId));
      return bytes == null ? Optional.empty() : Optional.ofNullable(ProfileCodec.decode(bytes));
    }
  }

  /** Writes a profile in a transaction; once that has committed, call {@link #forget}. */
  public static void write(Txn txn, ReadView view, TableDescriptor table, TableProfile profile) {
    txn.put(
        view, KeySpace.CATALOG_STORE, KeySpace.profile(table.id()), ProfileCodec.encode(profile));
  }

  /** The next question reads the catalog again. */
  public void forget(int tableId) {
    known.remove(tableId);
  }
}
