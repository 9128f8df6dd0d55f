package org.lightningdb.storage.block;

import org.jspecify.annotations.Nullable;

/** What the rows of a block are. The {@code code} is what files hold. */
public enum BlockKind {
  /** Keys and values of the store. */
  LEAF(1),
  /** Lower bounds of children, and where the children are. */
  INNER(2);

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
      default -> null;
    };
  }
}
