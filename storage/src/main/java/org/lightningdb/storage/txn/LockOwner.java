package org.lightningdb.storage.txn;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The side of a transaction that row locks know: the locks it holds and the one it waits for. The
 * list of held locks belongs to the thread of the transaction; {@code waitingFor} is guarded by the
 * wait graph of {@link RowLocks}.
 */
final class LockOwner {
  private final List<RowLock> held = new ArrayList<>();
  @Nullable RowLock waitingFor;

  List<RowLock> held() {
    return held;
  }
}
