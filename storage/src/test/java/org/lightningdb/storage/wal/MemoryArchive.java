package org.lightningdb.storage.wal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.lightningdb.storage.vfs.Vfs;
import org.lightningdb.storage.vfs.VfsFile;

/** An archive that outlives every crash and checks what it is given. */
final class MemoryArchive implements SegmentArchive {
  private final TreeMap<String, byte[]> copies = new TreeMap<>();
  private long endLsn;
  private int failuresLeft;
  private int calls;

  /** The next calls fail. */
  synchronized void failNext(int count) {
    failuresLeft = count;
  }

  synchronized int calls() {
    return calls;
  }

  synchronized long endLsn() {
    return endLsn;
  }

  @Override
  public synchronized void archive(long firstLsn, long newEndLsn, VfsFile segment)
      throws IOException {
    calls++;
    if (failuresLeft > 0) {
      failuresLeft--;
      throw new IOException("the archive is out of reach");
    }
    assertEquals(Segment.name(firstLsn), segment.name());
    byte[] copy = new byte[(int) segment.size()];
    segment.read(0, copy, 0, copy.length);
    int used = (int) (SegmentHeader.BYTES + newEndLsn - firstLsn);
    byte[] before = copies.put(segment.name(), copy);
    if (before == null) {
      assertTrue(firstLsn == endLsn, "a gap before LSN " + firstLsn + ": the end was " + endLsn);
      endLsn = newEndLsn;
    } else {
      assertArrayEquals(Arrays.copyOf(before, used), Arrays.copyOf(copy, used), segment.name());
    }
  }

  /** Puts the copies beside what is in {@code vfs}, as a restore would. */
  synchronized void restoreTo(Vfs vfs) throws IOException {
    for (Map.Entry<String, byte[]> copy : copies.entrySet()) {
      if (vfs.exists(copy.getKey())) {
        vfs.delete(copy.getKey());
      }
      try (VfsFile file = vfs.create(copy.getKey())) {
        file.write(0, copy.getValue(), 0, copy.getValue().length);
      }
    }
  }
}
