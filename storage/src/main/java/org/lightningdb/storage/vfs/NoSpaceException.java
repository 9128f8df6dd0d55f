package org.lightningdb.storage.vfs;

import java.io.IOException;

/** The device is full; nothing was written, or only a part that nobody refers to. */
public final class NoSpaceException extends IOException {
  private static final long serialVersionUID = 1L;

  public NoSpaceException(String message, Throwable cause) {
    super(message, cause);
  }

  public NoSpaceException(String message) {
    super(message);
  }
}
