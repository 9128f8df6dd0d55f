package org.lightningdb.server.demo;

/** The tour cannot go on; the message says why in words for the person who started it. */
public final class DemoFailedException extends Exception {
  private static final long serialVersionUID = 1L;

  DemoFailedException(String message) {
    super(message);
  }

  DemoFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
