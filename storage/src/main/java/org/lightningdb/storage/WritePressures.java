package org.lightningdb.storage;

import java.util.List;
import org.lightningdb.storage.txn.WritePressure;

/** Several reasons to slow writers down: each has its say. */
record WritePressures(List<WritePressure> reasons) implements WritePressure {
  @Override
  public void beforeCommit() {
    for (WritePressure reason : reasons) {
      reason.beforeCommit();
    }
  }

  @Override
  public void afterCommit() {
    for (WritePressure reason : reasons) {
      reason.afterCommit();
    }
  }
}
