package org.lightningdb.storage.backup;

/** Which content of which block a chain of backups has: generation by address. One thread. */
final class BlockGenerations {
  /** Addresses are never 0. */
  private long[] addresses = new long[1 << 10];

  private int[] generations = new int[1 << 10];
  private int count;

  void put(long address, long generation) {
    if (2 * count >= addresses.length) {
      grow();
    }
    int slot = slot(address);
    if (addresses[slot] == 0) {
      addresses[slot] = address;
      count++;
    }
    generations[slot] = (int) generation;
  }

  /** Whether exactly this content is there; never for an unknown generation. */
  boolean has(long address, long generation) {
    int slot = slot(address);
    return generation != 0 && addresses[slot] == address && generations[slot] == (int) generation;
  }

  private int slot(long address) {
    long mixed = address * 0x9E3779B97F4A7C15L;
    int slot = (int) (mixed >>> 32) & (addresses.length - 1);
    while (addresses[slot] != 0 && addresses[slot] != address) {
      slot = (slot + 1) & (addresses.length - 1);
    }
    return slot;
  }

  private void grow() {
    long[] oldAddresses = addresses;
    int[] oldGenerations = generations;
    addresses = new long[oldAddresses.length * 2];
    generations = new int[addresses.length];
    count = 0;
    for (int i = 0; i < oldAddresses.length; i++) {
      if (oldAddresses[i] != 0) {
        put(oldAddresses[i], Integer.toUnsignedLong(oldGenerations[i]));
      }
    }
  }
}
