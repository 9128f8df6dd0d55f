package org.lightningdb.storage.wal;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A write that may be repeated, and is when there was no memory for it; about a second long. */
interface PatientWriting {
  int ATTEMPTS_MAX = 100;
  long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  void attempt() throws IOException;

  /**
   * Writes.
   *
   * @throws OutOfMemoryError if there was no memory all the time
   */
  static void run(PatientWriting writing) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        writing.attempt();
        return;
      } catch (OutOfMemoryError e) {
        if (attempt == ATTEMPTS_MAX) {
          throw e;
        }
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }
}
