package org.lightningdb.index.table;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.lightningdb.index.codec.BytesBuilder;
import org.lightningdb.index.codec.KeyReader;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.spec.LockMode;
import org.lightningdb.storage.txn.Txn;
import org.lightningdb.storage.vector.VectorBatch;

/**
 * The keys that rows written by one statement refer to, by one foreign key. A parent is looked for
 * once, and a second time at the end of the statement if it was not there: it may come meanwhile.
 */
final class ChildKeys {
  private static final int REMEMBERED_MAX = 65_536;

  private final Txn txn;
  private final References references;
  private final KeyReference reference;
  private final Set<Slice> found = new HashSet<>();
  private final Set<Slice> missing = new LinkedHashSet<>();
  private final BytesBuilder key = new BytesBuilder(32);

  ChildKeys(Txn txn, References references, KeyReference reference) {
    this.txn = txn;
    this.references = references;
    this.reference = reference;
  }

  KeyReference reference() {
    return reference;
  }

  void note(VectorBatch rows, int row) {
    Slice referenced = reference.referenced(rows, row, key);
    if (referenced == null || found.contains(referenced) || missing.contains(referenced)) {
      return;
    }
    reference.lock(txn, referenced, LockMode.SHARED);
    if (reference.parentIsThere(txn, referenced)) {
      if (found.size() >= REMEMBERED_MAX) {
        found.clear();
      }
      found.add(referenced.copy());
    } else {
      missing.add(referenced.copy());
    }
  }

  /** The statement is at its end. */
  void finish() {
    for (Slice absent : missing) {
      if (!reference.parentIsThere(txn, absent)) {
        List<Object> values = values(absent);
        boolean possible = values.size() == reference.childColumns().length;
        if (!possible || !references.isDeferred(reference.key())) {
          throw ReferenceErrors.parentMissing(reference, absent);
        }
        references.defer(reference, absent, values);
      }
    }
    missing.clear();
  }

  /** Fewer than columns if the key is out of the range that the parent's keys have. */
  private List<Object> values(Slice encoded) {
    KeyReader reader = new KeyReader(reference.parentKey().parts()).set(encoded);
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < reference.childColumns().length; i++) {
      Object value = reader.valueAt(i);
      if (value != null) {
        values.add(value);
      }
    }
    return values;
  }
}
