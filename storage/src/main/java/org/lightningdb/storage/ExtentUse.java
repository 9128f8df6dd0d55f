package org.lightningdb.storage;

import java.util.BitSet;
import org.lightningdb.storage.block.BlockAddress;

/**
 * Which units of the data file blocks were found in, two bits for each: 640 KiB for ten gigabytes,
 * however many blocks there are. Used by one thread.
 */
final class ExtentUse {
  /** How a block lies among those that were added before. */
  enum Place {
    ALONE,
    /** It begins where another one begins. */
    SHARED,
    OVERLAPPING,
    /** It does not lie in the part of the file that may have blocks. */
    OUTSIDE
  }

  private final long fileBytes;
  private final BitSet used = new BitSet();
  private final BitSet starts = new BitSet();
  private long usedBytes;

  /**
   * @param fileBytes where the last block may end; at most 8 TiB, what so many bits can say
   */
  ExtentUse(long fileBytes) {
    this.fileBytes = fileBytes;
  }

  /** Bytes of all blocks added, those at a wrong place too. */
  long usedBytes() {
    return usedBytes;
  }

  Place add(long offsetBytes, long lengthBytes) {
    usedBytes += lengthBytes;
    if (offsetBytes < BlockAddress.UNIT_BYTES || offsetBytes + lengthBytes > fileBytes) {
      return Place.OUTSIDE;
    }
    int first = Math.toIntExact(offsetBytes / BlockAddress.UNIT_BYTES);
    int end = Math.toIntExact((offsetBytes + lengthBytes) / BlockAddress.UNIT_BYTES);
    Place place = Place.ALONE;
    if (starts.get(first)) {
      place = Place.SHARED;
    } else {
      int taken = used.nextSetBit(first);
      if (taken >= 0 && taken < end) {
        place = Place.OVERLAPPING;
      }
    }
    used.set(first, end);
    starts.set(first);
    return place;
  }
}
