package org.lightningdb.sql.exec;

import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.storage.spec.LockMode;
import org.lightningdb.storage.spec.LockWait;

/**
 * A table of which a query locks rows.
 *
 * @param column of the query, with the row's key
 * @param whenLocked what to do about rows that others have locked
 */
public record LockedTable(TableDescriptor table, int column, LockMode mode, LockWait whenLocked) {
  /** Joins what several clauses say: the stronger lock; rather fail than skip than wait. */
  public static final class Builder {
    private final TableDescriptor table;
    private LockMode mode = LockMode.SHARED;
    private LockWait whenLocked = LockWait.WAIT;

    public Builder(TableDescriptor table) {
      this.table = table;
    }

    public void add(LockMode otherMode, LockWait otherWait) {
      if (otherMode == LockMode.EXCLUSIVE) {
        mode = otherMode;
      }
      if (whenLocked == LockWait.WAIT || otherWait == LockWait.FAIL) {
        whenLocked = otherWait;
      }
    }

    public LockWait whenLocked() {
      return whenLocked;
    }

    public LockedTable build(int column) {
      return new LockedTable(table, column, mode, whenLocked);
    }
  }
}
