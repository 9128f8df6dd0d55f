package org.lightningdb.storage.block;

import org.jspecify.annotations.Nullable;

/** What the rows of a block are. The {@code code} is what files hold. */
public enum BlockKind {
  /** Keys and values of the store. */
  LEAF(1),
  /** Lower bounds of children, and where the children are. */
  INNER(2),
  /** One row whose value is a filter over keys. */
  FILTER(3),
  /** Which runs a log-structured store consists of. */
  RUN_LIST(4),
  /** Superseded versions. */
  HISTORY(5);

  private final int code;

  BlockKind(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  static @Nullable BlockKind ofCode(int code) {
    return switch (code) {
      case 1 -> LEAF;
      case 2 -> INNER;
      case 3 -> FILTER;
      case 4 -> RUN_LIST;
      case 5 -> HISTORY;
      default -> null;
    };
  }
}
