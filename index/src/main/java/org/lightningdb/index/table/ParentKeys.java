package org.lightningdb.index.table;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.access.BatchCursor;
import org.lightningdb.index.access.RowRules;
import org.lightningdb.index.access.TableWriter;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.schema.ColumnDescriptor;
import org.lightningdb.index.schema.ForeignKey;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.index.type.ValueAssignment;
import org.lightningdb.index.type.VectorValues;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.spec.LockMode;
import org.lightningdb.storage.txn.ReadView;
import org.lightningdb.storage.txn.Txn;
import org.lightningdb.storage.vector.VectorBatch;

/**
 * The keys that rows lose by one statement, and what that means for those who refer to them by one
 * foreign key. All is done at the end of the statement, in the newest state of the children, while
 * nobody else can refer to the keys.
 */
final class ParentKeys {
  /**
   * A key that a row has no more.
   *
   * @param renewed the key that the row has instead; null if the row is gone
   */
  private record Lost(Slice key, List<Object> values, @Nullable List<Object> renewed) {}

  private final Txn txn;
  private final References references;
  private final KeyReference reference;
  private final RowRules.Source rules;
  private final References.Writers writers;
  private final List<Lost> lost = new ArrayList<>();
  private final List<Lost> unsettled = new ArrayList<>();

  ParentKeys(
      Txn txn,
      References references,
      KeyReference reference,
      RowRules.Source rules,
      References.Writers writers) {
    this.txn = txn;
    this.references = references;
    this.reference = reference;
    this.rules = rules;
    this.writers = writers;
  }

  KeyReference reference() {
    return reference;
  }

  void deleted(VectorBatch old, int row) {
    List<Object> values = reference.parentValues(old, row);
    if (values != null) {
      lost.add(new Lost(reference.encoded(values), values, null));
    }
  }

  void updated(VectorBatch old, int oldRow, VectorBatch rows, int row) {
    List<Object> before = reference.parentValues(old, oldRow);
    if (before == null) {
      return;
    }
    Slice key = reference.encoded(before);
    List<Object> after = reference.parentValues(rows, row);
    if (after == null || !reference.encoded(after).equals(key)) {
      lost.add(new Lost(key, before, after == null ? List.of() : after));
    }
  }

  /** Does to the children what the constraint says. The parents are written already. */
  void finish() {
    if (lost.isEmpty()) {
      return;
    }
    lost.forEach(each -> reference.lock(txn, each.key(), LockMode.EXCLUSIVE));
    TableWriter children = null;
    try (ReadView newest = txn.latestView()) {
      for (Lost each : lost) {
        ForeignKey.Action action =
            each.renewed() == null ? reference.key().onDelete() : reference.key().onUpdate();
        if (action == ForeignKey.Action.NO_ACTION) {
          unsettled.add(each);
        } else if (action == ForeignKey.Action.RESTRICT) {
          requireNoChildren(newest, each);
        } else {
          children = children == null ? writers.writer(reference.child()) : children;
          change(children, newest, each, action);
        }
      }
    }
    lost.clear();
    if (children != null) {
      children.finish();
    }
  }

  /** What may have children no more when all is done that the statement does. */
  void settle() {
    if (unsettled.isEmpty()) {
      return;
    }
    try (ReadView newest = txn.latestView()) {
      for (Lost each : unsettled) {
        if (references.isDeferred(reference.key())) {
          references.defer(reference, each.key(), each.values());
        } else {
          requireNoChildren(newest, each);
        }
      }
    }
    unsettled.clear();
  }

  private void requireNoChildren(ReadView newest, Lost each) {
    if (!reference.parentIsThere(txn, each.key()) && reference.hasChildren(newest, each.values())) {
      throw ReferenceErrors.stillReferenced(reference, each.values());
    }
  }

  private void change(TableWriter writer, ReadView newest, Lost each, ForeignKey.Action action) {
    try (BatchCursor rows = reference.children(newest, each.values())) {
      for (VectorBatch batch = rows.next(); batch != null; batch = rows.next()) {
        if (action == ForeignKey.Action.CASCADE && each.renewed() == null) {
          writer.delete(ReferenceRows.keys(batch), batch.rowCount());
        } else {
          BitSet changed = renew(batch, each, action);
          writer.update(ReferenceRows.keys(batch), ReferenceRows.withoutKey(batch), changed);
        }
      }
    }
  }

  private BitSet renew(VectorBatch batch, Lost each, ForeignKey.Action action) {
    BitSet changed = new BitSet();
    for (int i = 0; i < reference.childColumns().length; i++) {
      int position = reference.childColumns()[i];
      ColumnDescriptor column = reference.child().columns().get(position);
      requireNotGenerated();
      Object value =
          switch (action) {
            case SET_DEFAULT -> rules.of(reference.child()).defaultValue(position);
            case CASCADE -> renewed(each, i, column.type());
            default -> null;
          };
      changed.set(position);
      for (int row = 0; row < batch.rowCount(); row++) {
        VectorValues.set(batch.column(position), row, column.type(), value);
      }
    }
    return changed;
  }

  private @Nullable Object renewed(Lost each, int part, SqlType type) {
    List<Object> values = each.renewed();
    return values == null || values.isEmpty()
        ? null
        : ValueAssignment.convert(values.get(part), type, reference.child().name(), "");
  }

  private void requireNotGenerated() {
    for (ColumnDescriptor column : reference.child().columns()) {
      if (column.generatedSql() != null) {
        throw DbException.notSupported(
            "changing rows of a table with generated columns by a foreign key");
      }
    }
  }
}
