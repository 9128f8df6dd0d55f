package org.lightningdb.storage.manifest;

/** A {@link DatabaseState} as bytes, for those who keep one elsewhere than in a manifest. */
public final class StateImage {
  private StateImage() {}

  /** Everything but the database's id and format version. */
  public static byte[] encode(DatabaseState state) {
    return StateCodec.encode(DatabaseState.initial(state.databaseId(), ""), state);
  }

  /**
   * The state as one of the database {@code databaseId}.
   *
   * @param where for messages
   * @throws org.lightningdb.storage.error.StorageException {@code CORRUPT} or {@code
   *     FOREIGN_FORMAT}
   */
  public static DatabaseState decode(long databaseId, byte[] image, String where) {
    return StateCodec.decode(DatabaseState.initial(databaseId, ""), image, where);
  }
}
