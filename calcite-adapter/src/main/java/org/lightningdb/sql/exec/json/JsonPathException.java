package org.lightningdb.sql.exec.json;

/** A path that a document does not have, in strict mode, or an operation without meaning. */
public final class JsonPathException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  JsonPathException(String message) {
    super(message);
  }
}
