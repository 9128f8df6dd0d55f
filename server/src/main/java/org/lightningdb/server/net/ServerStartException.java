package org.lightningdb.server.net;

/** The server could not start; the message says why. */
public final class ServerStartException extends Exception {
  private static final long serialVersionUID = 1L;

  ServerStartException(String message, Throwable cause) {
    super(message, cause);
  }
}
