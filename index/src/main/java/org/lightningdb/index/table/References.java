package org.lightningdb.index.table;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.access.TableWriter;
import org.lightningdb.index.schema.CatalogSnapshot;
import org.lightningdb.index.schema.ForeignKey;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.spec.LockMode;
import org.lightningdb.storage.txn.ReadView;
import org.lightningdb.storage.txn.Txn;

/**
 * The foreign keys of one transaction: which ones a table has at either end, when each is checked,
 * and what is left to check at the end. Used by one thread at a time.
 *
 * <p>A check is put off as a pair of constraint and key; later it is whether the key has no parent,
 * but a child still. So it does not matter what happened to either in between, nor whether that was
 * undone.
 */
public final class References {
  private record Name(int childId, String constraint) {}

  private final Txn txn;
  private final Supplier<CatalogSnapshot> catalog;
  private final Consumer<TableDescriptor> lock;
  private final Function<TableDescriptor, TableLayout> layouts;
  private final BiPredicate<CatalogSnapshot, Integer> isReferenced;
  private final Map<Name, Map<Slice, List<Object>>> deferred = new LinkedHashMap<>();
  private final Map<String, Boolean> settings = new HashMap<>();
  private @Nullable Boolean settingOfAll;

  /**
   * @param catalog the newest one, own changes included
   * @param lock keeps others from changing the definition of a table
   */
  References(
      Txn txn,
      Supplier<CatalogSnapshot> catalog,
      Consumer<TableDescriptor> lock,
      Function<TableDescriptor, TableLayout> layouts,
      BiPredicate<CatalogSnapshot, Integer> isReferenced) {
    this.isReferenced = isReferenced;
    this.txn = txn;
    this.catalog = catalog;
    this.lock = lock;
    this.layouts = layouts;
  }

  /** The keys of a locked table that refer to parents. */
  List<KeyReference> ofChild(TableDescriptor table) {
    List<KeyReference> references = new ArrayList<>();
    for (ForeignKey key : table.foreignKeys()) {
      KeyReference reference = resolve(table, key);
      if (reference != null) {
        references.add(reference);
      }
    }
    return references;
  }

  /** The keys of any table that refer to a locked one. */
  List<KeyReference> ofParent(TableDescriptor table) {
    List<KeyReference> references = new ArrayList<>();
    if (!isReferenced.test(catalog.get(), table.id())) {
      return references;
    }
    Set<Integer> children = new HashSet<>();
    for (TableDescriptor child : catalog.get().tables().values()) {
      for (ForeignKey key : child.foreignKeys()) {
        if (key.parentId() == table.id() && children.add(child.id())) {
          lock.accept(child);
        }
      }
    }
    if (children.isEmpty()) {
      return references;
    }
    for (TableDescriptor child : catalog.get().tables().values()) {
      for (ForeignKey key : child.foreignKeys()) {
        KeyReference reference = key.parentId() == table.id() ? resolve(child, key) : null;
        if (reference != null) {
          references.add(reference);
        }
      }
    }
    return references;
  }

  private @Nullable KeyReference resolve(TableDescriptor child, ForeignKey key) {
    TableDescriptor parent = table(key.parentId());
    if (parent == null) {
      return null;
    }
    lock.accept(parent);
    TableDescriptor locked = table(key.parentId());
    return locked == null
        ? null
        : locked
            .index(key.parentIndexId())
            .map(index -> new KeyReference(key, layouts.apply(child), layouts.apply(locked), index))
            .orElse(null);
  }

  private @Nullable TableDescriptor table(int id) {
    for (TableDescriptor table : catalog.get().tables().values()) {
      if (table.id() == id) {
        return table;
      }
    }
    return null;
  }

  boolean isDeferred(ForeignKey key) {
    return switch (key.deferral()) {
      case NOT_DEFERRABLE -> false;
      case INITIALLY_IMMEDIATE -> setting(key, false);
      case INITIALLY_DEFERRED -> setting(key, true);
    };
  }

  private boolean setting(ForeignKey key, boolean initially) {
    Boolean set = settings.get(key.name());
    Boolean all = settingOfAll;
    return set != null ? set : all == null ? initially : all;
  }

  /** Remembers a key for later. */
  void defer(KeyReference reference, Slice key, List<Object> values) {
    deferred
        .computeIfAbsent(
            new Name(reference.child().id(), reference.key().name()), name -> new LinkedHashMap<>())
        .putIfAbsent(key, values);
  }

  /**
   * From now to the end of the transaction the constraints are checked when it ends, or at once,
   * and in that case what was put off is checked now.
   *
   * @param names of constraints; empty = all
   */
  public void set(List<String> names, boolean later) {
    if (names.isEmpty()) {
      settings.clear();
      settingOfAll = later;
    } else {
      names.forEach(name -> settings.put(name, later));
    }
    if (!later) {
      check(names);
    }
  }

  /**
   * Checks what was put off.
   *
   * @param names of constraints; empty = all
   * @throws org.lightningdb.index.error.DbException 23503
   */
  public void check(List<String> names) {
    if (deferred.isEmpty()) {
      return;
    }
    List<Name> chosen = new ArrayList<>(deferred.keySet());
    chosen.removeIf(name -> !names.isEmpty() && !names.contains(name.constraint()));
    for (Name name : chosen) {
      Map<Slice, List<Object>> keys = deferred.get(name);
      TableDescriptor child = table(name.childId());
      if (keys != null && child != null) {
        for (KeyReference reference : ofChild(child)) {
          if (reference.key().name().equals(name.constraint())) {
            check(reference, keys);
          }
        }
      }
      deferred.remove(name);
    }
  }

  private void check(KeyReference reference, Map<Slice, List<Object>> keys) {
    keys.keySet().forEach(key -> reference.lock(txn, key, LockMode.SHARED));
    try (ReadView newest = txn.latestView()) {
      keys.forEach(
          (key, values) -> {
            if (!reference.parentIsThere(txn, key) && reference.hasChildren(newest, values)) {
              throw ReferenceErrors.parentMissing(reference, key);
            }
          });
    }
  }

  /** Writes to a table and keeps its foreign keys; {@code plain} if it has none. */
  interface Writers {
    TableWriter writer(TableDescriptor table);
  }
}
