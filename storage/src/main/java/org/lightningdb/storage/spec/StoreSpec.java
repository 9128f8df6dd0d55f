package org.lightningdb.storage.spec;

/** How one ordered store is kept. The layout never changes after creation. */
public record StoreSpec(LayoutKind layout) {
  /** The layouts that a store may choose. The {@code code} is what files hold. */
  public enum LayoutKind {
    BTREE(1);

    private final int code;

    LayoutKind(int code) {
      this.code = code;
    }

    public int code() {
      return code;
    }
  }

  public static StoreSpec btree() {
    return new StoreSpec(LayoutKind.BTREE);
  }
}
