package org.lightningdb.jdbc.result;

import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** Who made a result set and wants to hear when it is closed. */
public interface ResultOwner {
  /** The statement the result belongs to; null for results of metadata. */
  @Nullable Statement statement();

  /** Whether the owner, and with it the result, is closed. */
  boolean ownerClosed();

  void resultClosed(LightningResultSet result) throws SQLException;

  /** An owner of results that belong to nobody. */
  static ResultOwner nobody() {
    return new ResultOwner() {
      @Override
      public @Nullable Statement statement() {
        return null;
      }

      @Override
      public boolean ownerClosed() {
        return false;
      }

      @Override
      public void resultClosed(LightningResultSet result) {
        // nobody to tell
      }
    };
  }
}
