package org.lightningdb.storage.block;

import java.util.ArrayDeque;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.memory.Reservation;

/**
 * What one scan has asked to be read before it comes there. Used by one thread, while the view of
 * the scan is open; {@link #forget} must be called at its end.
 */
public final class BlocksAhead {
  private final ReadAhead service;
  private final BlockReader reader;
  private final ArrayDeque<AheadBatch> batches = new ArrayDeque<>();

  BlocksAhead(ReadAhead service, BlockReader reader) {
    this.service = service;
    this.reader = reader;
  }

  /** How many bytes on the disk are worth asking for at once. */
  public long windowBytesMax() {
    return service.windowBytesMax();
  }

  /**
   * Asks for the first {@code count} of {@code addresses}; does nothing if there is no memory.
   *
   * @param memoryBytes what the blocks will take in memory, about
   */
  public void request(long[] addresses, int count, long memoryBytes) {
    long[] possible =
        Arrays.stream(addresses, 0, count).filter(reader::isInside).distinct().toArray();
    Reservation reservation = possible.length == 0 ? null : service.reserve(memoryBytes);
    if (reservation != null) {
      AheadBatch batch = new AheadBatch(service, reader, possible, reservation);
      batches.add(batch);
      service.start(batch);
    }
  }

  /**
   * The block at {@code address} if it was asked for and is sound. Blocks are taken in the order in
   * which they were asked for: what was asked for before this one is forgotten.
   */
  @Nullable Block take(long address) {
    AheadBatch holder = null;
    for (AheadBatch batch : batches) {
      if (batch.contains(address)) {
        holder = batch;
        break;
      }
    }
    if (holder == null) {
      return null;
    }
    while (batches.getFirst() != holder) {
      batches.removeFirst().forget();
    }
    Block block = holder.take(address);
    if (block != null) {
      reader.counts().usedAhead();
    }
    return block;
  }

  /** Drops everything asked for, and gives its memory back. */
  public void forget() {
    while (!batches.isEmpty()) {
      batches.removeFirst().forget();
    }
  }
}
