package org.lightningdb.index.catalog;

import java.util.List;
import java.util.function.IntFunction;
import org.lightningdb.index.codec.KeySpace;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.index.schema.CatalogSnapshot;
import org.lightningdb.index.schema.SchemaObject;
import org.lightningdb.index.schema.SchemaObject.Dependency;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.txn.ReadView;

/** Creating, replacing and dropping views, sequences and other objects. */
final class ObjectChanges {
  private final CatalogChange change;

  ObjectChanges(CatalogChange change) {
    this.change = change;
  }

  SchemaObject create(IntFunction<SchemaObject> made) {
    SchemaObject object = made.apply(change.services().counters().nextObjectId());
    return change.run(
        () -> {
          change.holdSchema(object.schema());
          change.takeName(object.schema(), object.name());
        },
        view -> {
          requireNeeded(view, object);
          put(view, object);
          return object;
        });
  }

  void replace(SchemaObject changed) {
    change.run(
        () -> requireThere(changed.schema(), changed.name(), changed.id()),
        view -> {
          requireNeeded(view, changed);
          put(view, changed);
          return true;
        });
  }

  void drop(String schema, String name) {
    SchemaObject seen = change.catalog().current().object(schema, name);
    if (seen == null) {
      throw DbException.of(SqlState.UNDEFINED_TABLE, schema + "." + name + " does not exist")
          .atTable(name);
    }
    change.run(
        () -> requireThere(schema, name, seen.id()),
        view -> {
          new Dependents(change, view).requireNone(seen.id(), seen.kindName() + " " + name);
          change.delete(view, KeySpace.object(schema, name));
          return true;
        });
  }

  private void put(ReadView view, SchemaObject object) {
    change.put(view, KeySpace.object(object.schema(), object.name()), ObjectCodec.encode(object));
  }

  /** Takes an object for changing or dropping it. */
  private void requireThere(String schema, String name, int id) {
    change.catalog().locks().exclusive(id, schema + "." + name);
    Slice key = KeySpace.object(schema, name);
    change.lock(key);
    Slice newest = change.latest(key);
    if (newest == null || ObjectCodec.decode(newest).id() != id) {
      throw DbException.of(
              SqlState.SERIALIZATION_FAILURE,
              schema + "." + name + " was dropped by another transaction")
          .atTable(name);
    }
  }

  /** Keeps what the object needs from being dropped, and makes sure that it is still there. */
  private void requireNeeded(ReadView view, SchemaObject object) {
    List<Dependency> dependencies = object.dependencies();
    for (Dependency dependency : dependencies) {
      change.holdShared(dependency.objectId(), "what " + object.name() + " needs");
    }
    CatalogSnapshot newest = change.services().cache().read(view);
    for (Dependency dependency : dependencies) {
      boolean found =
          newest.tables().values().stream().anyMatch(table -> table.id() == dependency.objectId())
              || newest.objects().values().stream()
                  .anyMatch(needed -> needed.id() == dependency.objectId());
      if (!found) {
        throw DbException.of(
                SqlState.SERIALIZATION_FAILURE,
                "what " + object.kindName() + " " + object.name() + " needs was dropped")
            .atTable(object.name());
      }
    }
  }
}
