package org.lightningdb.storage.maintenance;

/** What a background task does now. */
public enum TaskState {
  /** Waits for work. */
  IDLE,
  /** Is at a piece of work. */
  RUNNING,
  /** Its loop failed and will be begun anew after a pause. */
  PAUSED,
  /** Has ended, and will not begin again. */
  ENDED
}
