package org.lightningdb.index.table;

import java.util.List;
import java.util.StringJoiner;
import org.lightningdb.index.codec.KeyReader;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.storage.bytes.Slice;

/** Words for violated foreign keys. */
final class ReferenceErrors {
  private ReferenceErrors() {}

  static DbException parentMissing(KeyReference reference, Slice key) {
    KeyReader reader = new KeyReader(reference.parentKey().parts()).set(key);
    StringJoiner values = new StringJoiner(", ", "(", ")");
    for (int i = 0; i < reference.childColumns().length; i++) {
      values.add(ConstraintErrors.show(reader.valueAt(i)));
    }
    return violation(
        reference,
        "insert or update on table " + reference.child().name(),
        "",
        "key "
            + childColumns(reference)
            + " = "
            + values
            + " is not present in table "
            + reference.parent().name());
  }

  static DbException mixedNulls(KeyReference reference) {
    return violation(
        reference,
        "insert or update on table " + reference.child().name(),
        "",
        "MATCH FULL does not allow some columns to be NULL and others not");
  }

  static DbException stillReferenced(KeyReference reference, List<Object> parentValues) {
    StringJoiner names = new StringJoiner(", ", "(", ")");
    for (int column : reference.parentKey().columns()) {
      names.add(reference.parent().columns().get(column).name());
    }
    StringJoiner values = new StringJoiner(", ", "(", ")");
    parentValues.forEach(value -> values.add(ConstraintErrors.show(value)));
    return violation(
        reference,
        "update or delete on table " + reference.parent().name(),
        " on table " + reference.child().name(),
        "key " + names + " = " + values + " is still referenced");
  }

  private static String childColumns(KeyReference reference) {
    StringJoiner names = new StringJoiner(", ", "(", ")");
    for (int column : reference.childColumns()) {
      names.add(reference.child().columns().get(column).name());
    }
    return names.toString();
  }

  private static DbException violation(
      KeyReference reference, String what, String where, String why) {
    String name = reference.key().name();
    return DbException.of(
            SqlState.FOREIGN_KEY_VIOLATION,
            what + " violates foreign key constraint " + name + where + ": " + why)
        .atConstraint(reference.child().name(), name);
  }
}
