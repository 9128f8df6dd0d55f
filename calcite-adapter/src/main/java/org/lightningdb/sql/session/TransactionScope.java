package org.lightningdb.sql.session;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.access.Database;
import org.lightningdb.index.access.Transaction;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.storage.spec.Durability;
import org.lightningdb.storage.spec.Isolation;

/**
 * The one transaction that a session may have open across statements: after BEGIN, or with
 * auto-commit off. It really begins with the first statement that needs it. Statements in
 * auto-commit mode have transactions of their own and never come here.
 *
 * <p>After an error of class 40 the transaction can only be rolled back: other statements are
 * refused, and a commit fails.
 */
final class TransactionScope {
  /** How a transaction is to begin. */
  record Modes(Isolation isolation, boolean readOnly) {}

  private record Savepoint(String name, int position) {}

  private final Database database;
  private final List<Savepoint> savepoints = new ArrayList<>();
  private final Set<StreamedRows> openRows = new LinkedHashSet<>();
  private boolean autoCommit = true;
  private boolean begun;
  private Isolation isolation = Isolation.READ_COMMITTED;
  private boolean readOnly;
  private @Nullable Isolation isolationNext;
  private @Nullable Boolean readOnlyNext;
  private @Nullable Transaction current;
  private @Nullable DbException failure;

  TransactionScope(Database database) {
    this.database = database;
  }

  boolean autoCommit() {
    return autoCommit;
  }

  void setAutoCommit(boolean value) {
    autoCommit = value;
  }

  /** Whether statements share a transaction now. */
  boolean spansStatements() {
    return begun || !autoCommit;
  }

  /** Whether a transaction is open, be it only in words. */
  boolean isOpen() {
    return begun || current != null;
  }

  Isolation isolation() {
    return isolation;
  }

  boolean readOnly() {
    return readOnly;
  }

  /** The modes of transactions from the next one on; null leaves one as it is. */
  void setDefaults(@Nullable Isolation newIsolation, @Nullable Boolean newReadOnly) {
    checkNoneOpen("the modes of a transaction");
    isolation = newIsolation == null ? isolation : newIsolation;
    readOnly = newReadOnly == null ? readOnly : newReadOnly;
  }

  /** The modes of the next transaction only, which may be one that is begun but not used yet. */
  void setNext(@Nullable Isolation newIsolation, @Nullable Boolean newReadOnly) {
    if (current != null) {
      throw DbException.of(
          SqlState.ACTIVE_TRANSACTION, "SET TRANSACTION must come before any other statement");
    }
    isolationNext = newIsolation == null ? isolationNext : newIsolation;
    readOnlyNext = newReadOnly == null ? readOnlyNext : newReadOnly;
  }

  void begin(@Nullable Isolation newIsolation, @Nullable Boolean newReadOnly) {
    if (isOpen()) {
      throw DbException.of(SqlState.ACTIVE_TRANSACTION, "a transaction is already open");
    }
    begun = true;
    setNext(newIsolation, newReadOnly);
  }

  /** The modes of a single statement in auto-commit mode; what SET TRANSACTION said is used up. */
  Modes takeModes() {
    Modes modes = nextModes();
    clearNext();
    return modes;
  }

  /** A transaction for a single statement in auto-commit mode; the caller ends it. */
  Transaction single(Modes modes, boolean onlyReads) {
    return database.begin(modes.isolation(), onlyReads || modes.readOnly());
  }

  /** The shared transaction, begun now if it was not. */
  Transaction shared() {
    DbException earlier = failure;
    if (earlier != null) {
      throw DbException.of(
          SqlState.INVALID_TRANSACTION_STATE,
          "the transaction failed and can only be rolled back: " + earlier.text(),
          earlier);
    }
    Transaction open = current;
    if (open == null) {
      Modes modes = nextModes();
      open = database.begin(modes.isolation(), modes.readOnly());
      current = open;
      clearNext();
    }
    return open;
  }

  /** The shared transaction if it has really begun and not failed. */
  @Nullable Transaction sharedIfBegun() {
    return failure == null ? current : null;
  }

  /** After an error of class 40 in the shared transaction. */
  void fail(DbException error) {
    failure = error;
  }

  void register(StreamedRows rows) {
    openRows.add(rows);
  }

  void unregister(StreamedRows rows) {
    openRows.remove(rows);
  }

  void commit(Durability durability) {
    Transaction ending = current;
    DbException earlier = failure;
    closeRows();
    forget();
    if (ending == null) {
      return;
    }
    try (ending) {
      if (earlier != null) {
        throw DbException.of(
            earlier.state(), "the transaction was rolled back: " + earlier.text(), earlier);
      }
      ending.commit(durability);
    }
  }

  void rollback() {
    Transaction ending = current;
    closeRows();
    forget();
    if (ending != null) {
      try (ending) {
        ending.rollback();
      }
    }
  }

  void setSavepoint(String name) {
    checkSpans("SAVEPOINT");
    savepoints.add(new Savepoint(name, shared().savepoint()));
  }

  void rollbackToSavepoint(String name) {
    checkSpans("ROLLBACK TO SAVEPOINT");
    int index = find(name);
    Transaction transaction = shared();
    closeRows();
    transaction.rollbackTo(savepoints.get(index).position());
    savepoints.subList(index + 1, savepoints.size()).clear();
  }

  void releaseSavepoint(String name) {
    checkSpans("RELEASE SAVEPOINT");
    savepoints.subList(find(name), savepoints.size()).clear();
  }

  void checkNoneOpen(String what) {
    if (isOpen()) {
      throw DbException.of(
          SqlState.ACTIVE_TRANSACTION, what + " cannot be set while a transaction is open");
    }
  }

  private void checkSpans(String what) {
    if (!spansStatements()) {
      throw DbException.of(SqlState.INVALID_TRANSACTION_STATE, what + " needs an open transaction");
    }
  }

  private int find(String name) {
    for (int i = savepoints.size() - 1; i >= 0; i--) {
      if (savepoints.get(i).name().equals(name)) {
        return i;
      }
    }
    throw DbException.of(SqlState.INVALID_SAVEPOINT, "savepoint \"" + name + "\" does not exist");
  }

  private void closeRows() {
    for (StreamedRows rows : List.copyOf(openRows)) {
      rows.invalidate("its transaction ended or was rolled back");
    }
    openRows.clear();
  }

  private void forget() {
    current = null;
    failure = null;
    begun = false;
    savepoints.clear();
    clearNext();
  }

  private Modes nextModes() {
    return new Modes(
        isolationNext != null ? isolationNext : isolation,
        readOnlyNext != null ? readOnlyNext : readOnly);
  }

  private void clearNext() {
    isolationNext = null;
    readOnlyNext = null;
  }
}
