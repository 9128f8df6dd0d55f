package org.lightningdb.index.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.scratch.ScratchFile;
import org.lightningdb.storage.scratch.ScratchSpace;

/**
 * Puts entries in the order of their keys: in memory as long as they fit, else by sorted runs in a
 * temporary file that are merged. Used once, by one thread.
 */
final class EntrySorter implements AutoCloseable {
  private static final int FRAME_BYTES = 64 << 10;

  private final ScratchSpace scratch;
  private final int bytesMax;
  private final EntryBuffer buffer = new EntryBuffer();
  private final List<Run> runs = new ArrayList<>();
  private @Nullable ScratchFile file;

  private record Run(long position, int frames) {}

  /** Who takes the entries. The slices are borrowed. */
  interface Consumer {
    void accept(Slice key, Slice value);
  }

  /**
   * @param bytesMax of entries that are kept in memory
   */
  EntrySorter(ScratchSpace scratch, int bytesMax) {
    this.scratch = scratch;
    this.bytesMax = bytesMax;
  }

  /** The bytes are copied. */
  void add(Slice key, Slice value) {
    if (buffer.bytes() > 0 && buffer.bytes() + (long) key.length() + value.length() > bytesMax) {
      spill();
    }
    buffer.add(key, value);
  }

  /** Whether there are too many entries for the memory. */
  boolean spilled() {
    return !runs.isEmpty();
  }

  private void spill() {
    ScratchFile target = file == null ? scratch.create() : file;
    file = target;
    long position = target.end();
    EntryBuffer frame = new EntryBuffer();
    int[] frames = new int[1];
    buffer.forEachSorted(
        (key, value) -> {
          if (frame.bytes() > 0 && frame.bytes() + key.length() + value.length() > FRAME_BYTES) {
            frames[0] += frame.writeTo(target);
          }
          frame.add(key, value);
        });
    frames[0] += frame.writeTo(target);
    runs.add(new Run(position, frames[0]));
    buffer.clear();
  }

  /** Hands over all entries in the order of their keys; equal keys follow each other. */
  void forEach(Consumer consumer) {
    ScratchFile sorted = file;
    if (sorted == null) {
      buffer.forEachSorted(consumer);
      return;
    }
    spill();
    PriorityQueue<EntryRun> heads = new PriorityQueue<>();
    for (Run run : runs) {
      EntryRun head = new EntryRun(sorted.reader(run.position), run.frames);
      if (head.next()) {
        heads.add(head);
      }
    }
    for (EntryRun head = heads.poll(); head != null; head = heads.poll()) {
      consumer.accept(head.key(), head.value());
      if (head.next()) {
        heads.add(head);
      }
    }
  }

  @Override
  public void close() {
    ScratchFile open = file;
    if (open != null) {
      open.close();
    }
  }

  /** Entries one after the other: length of the key, length of the value, key, value. */
  static final class EntryBuffer {
    private byte[] bytes = new byte[1 << 12];
    private int used;
    private int[] starts = new int[64];
    private int count;

    int bytes() {
      return used;
    }

    void add(Slice key, Slice value) {
      int length = Math.addExact(2 * Integer.BYTES, key.length() + value.length());
      int end = Math.addExact(used, length);
      if (end > bytes.length) {
        bytes = Arrays.copyOf(bytes, (int) Math.max(end, Math.min(2L * bytes.length, 1 << 30)));
      }
      if (count == starts.length) {
        starts = Arrays.copyOf(starts, 2 * count);
      }
      starts[count++] = used;
      EntryRun.INT.set(bytes, used, key.length());
      EntryRun.INT.set(bytes, used + Integer.BYTES, value.length());
      int at = used + 2 * Integer.BYTES;
      System.arraycopy(key.array(), key.offset(), bytes, at, key.length());
      at += key.length();
      System.arraycopy(value.array(), value.offset(), bytes, at, value.length());
      used = end;
    }

    void forEachSorted(Consumer consumer) {
      Integer[] order = new Integer[count];
      for (int i = 0; i < count; i++) {
        order[i] = starts[i];
      }
      Slice one = new Slice();
      Slice other = new Slice();
      Arrays.sort(
          order,
          (left, right) ->
              EntryRun.key(bytes, left, one).compareTo(EntryRun.key(bytes, right, other)));
      for (int start : order) {
        consumer.accept(EntryRun.key(bytes, start, one), EntryRun.value(bytes, start, other));
      }
    }

    /** Writes all entries as they came and forgets them; returns how many frames that took. */
    int writeTo(ScratchFile target) {
      if (used == 0) {
        return 0;
      }
      long unused = target.write(bytes, 0, used);
      clear();
      return 1;
    }

    void clear() {
      used = 0;
      count = 0;
    }
  }
}
