package org.lightningdb.storage.manifest;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.clock.TimeMap;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.error.StorageException.Kind;
import org.lightningdb.storage.spec.StoreSpec;

/**
 * The bytes of an edit: what turns one {@link DatabaseState} into the next. A snapshot is an edit
 * of the state without stores. Numbers are little-endian.
 *
 * <pre>
 *   8  generation
 *   8  next store id            8  flushed timestamp
 *   8  log floor LSN            8  data file bytes
 *   2  length of the data file's name, then the name in UTF-8
 *   4  number of stores that are new or changed, then for each:
 *        8 store id   then its spec, see {@link StoreSpecCodec}
 *        1 parts of the root: bit 0 = a root, bit 1 = main tree, bit 2 = history tree
 *        with a root: 8 readable from   8 zero timestamp   then for each tree:
 *          8 address    4 height        8 entries          8 bytes
 *   4  number of stores that are gone, then for each:
 *        8 store id
 *   4  number of samples of the time that are newer than those before, then for each, as the
 *      difference to the one before it in the edit, in seven bits a byte, lowest first:
 *        clock in milliseconds since 1970, commit timestamp
 * </pre>
 */
final class StateCodec {
  private static final int FIXED_BYTES = 5 * Long.BYTES + Short.BYTES + 3 * Integer.BYTES;
  private static final int SAMPLE_BYTES_MAX = 2 * 10;
  private static final int TREE_BYTES = 3 * Long.BYTES + Integer.BYTES;
  private static final int STORE_BYTES_MAX = 1 + 3 * Long.BYTES + 2 * TREE_BYTES;
  private static final int HAS_ROOT = 1;
  private static final int HAS_MAIN = 2;
  private static final int HAS_HISTORY = 4;

  private StateCodec() {}

  static byte[] encode(DatabaseState beforeState, DatabaseState next) {
    Map<Long, StoreEntry> before = beforeState.stores();
    TimeMap times = next.times();
    int firstSample = times.firstAfter(newestSample(beforeState.times()));
    List<StoreEntry> changed = new ArrayList<>();
    for (StoreEntry entry : next.stores().values()) {
      if (!entry.equals(before.get(entry.storeId()))) {
        changed.add(entry);
      }
    }
    List<Long> gone = new ArrayList<>(before.keySet());
    gone.removeAll(next.stores().keySet());
    byte[] name = next.dataFileName().getBytes(StandardCharsets.UTF_8);
    int bytesMax = FIXED_BYTES + name.length + gone.size() * Long.BYTES;
    bytesMax += (times.size() - firstSample) * SAMPLE_BYTES_MAX;
    for (StoreEntry entry : changed) {
      bytesMax += STORE_BYTES_MAX + StoreSpecCodec.encode(entry.spec()).length;
    }
    ByteBuffer out = ByteBuffer.allocate(bytesMax).order(ByteOrder.LITTLE_ENDIAN);
    out.putLong(next.generation());
    out.putLong(next.nextStoreId()).putLong(next.flushedTimestamp());
    out.putLong(next.walFloorLsn()).putLong(next.dataFileBytes());
    out.putShort((short) name.length).put(name);
    out.putInt(changed.size());
    changed.forEach(entry -> encodeStore(out, entry));
    out.putInt(gone.size());
    gone.forEach(out::putLong);
    encodeTimes(out, times, firstSample);
    byte[] encoded = new byte[out.position()];
    out.flip().get(encoded);
    return encoded;
  }

  private static long newestSample(TimeMap times) {
    return times.size() == 0 ? -1 : times.timestamp(times.size() - 1);
  }

  private static void encodeTimes(ByteBuffer out, TimeMap times, int first) {
    out.putInt(times.size() - first);
    long clockMillis = 0;
    long timestamp = 0;
    for (int sample = first; sample < times.size(); sample++) {
      putVarint(out, times.clockMillis(sample) - clockMillis);
      putVarint(out, times.timestamp(sample) - timestamp);
      clockMillis = times.clockMillis(sample);
      timestamp = times.timestamp(sample);
    }
  }

  private static void putVarint(ByteBuffer out, long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      out.put((byte) (rest | 0x80));
      rest >>>= 7;
    }
    out.put((byte) rest);
  }

  private static TimeMap decodeTimes(ByteBuffer in, String where) {
    int count = in.getInt();
    if (count < 0 || count > in.remaining() / 2) {
      throw new StorageException(Kind.CORRUPT, where + ": " + count + " samples of the time");
    }
    long[] clockMillis = new long[count];
    long[] timestamps = new long[count];
    for (int sample = 0; sample < count; sample++) {
      int before = Math.max(0, sample - 1);
      clockMillis[sample] = clockMillis[before] + getVarint(in);
      timestamps[sample] = timestamps[before] + getVarint(in);
    }
    try {
      return TimeMap.of(clockMillis, timestamps, count);
    } catch (IllegalArgumentException e) {
      throw new StorageException(Kind.CORRUPT, where + ": " + e.getMessage(), e);
    }
  }

  private static long getVarint(ByteBuffer in) {
    long value = 0;
    int shift = 0;
    byte next;
    do {
      next = in.get();
      value |= (next & 0x7FL) << shift;
      shift += 7;
    } while (next < 0 && shift < Long.SIZE);
    return value;
  }

  private static void encodeStore(ByteBuffer out, StoreEntry entry) {
    StoreRoot root = entry.root();
    out.putLong(entry.storeId());
    out.put(StoreSpecCodec.encode(entry.spec()));
    if (root == null) {
      out.put((byte) 0);
      return;
    }
    TreeRoot main = root.main();
    TreeRoot history = root.history();
    out.put(
        (byte) (HAS_ROOT | (main == null ? 0 : HAS_MAIN) | (history == null ? 0 : HAS_HISTORY)));
    out.putLong(root.readableFrom()).putLong(root.zeroTimestamp());
    if (main != null) {
      encodeTree(out, main);
    }
    if (history != null) {
      encodeTree(out, history);
    }
  }

  private static void encodeTree(ByteBuffer out, TreeRoot tree) {
    out.putLong(tree.address()).putInt(tree.height());
    out.putLong(tree.entries()).putLong(tree.bytes());
  }

  /**
   * @param where file and offset, for messages
   * @throws StorageException {@code CORRUPT}, or {@code FOREIGN_FORMAT} for an unknown layout
   */
  static DatabaseState decode(DatabaseState before, byte[] edit, String where) {
    ByteBuffer in = ByteBuffer.wrap(edit).order(ByteOrder.LITTLE_ENDIAN);
    try {
      DatabaseState next =
          before
              .withGeneration(in.getLong())
              .withNextStoreId(in.getLong())
              .withFlushedTimestamp(in.getLong())
              .withWalFloorLsn(in.getLong());
      long dataFileBytes = in.getLong();
      byte[] name = new byte[Math.min(Short.toUnsignedInt(in.getShort()), in.remaining())];
      in.get(name);
      next = next.withDataFile(new String(name, StandardCharsets.UTF_8), dataFileBytes);
      Map<Long, StoreEntry> stores = new TreeMap<>(before.stores());
      for (int left = in.getInt(); left > 0; left--) {
        StoreEntry entry = decodeStore(in, where);
        stores.put(entry.storeId(), entry);
      }
      for (int left = in.getInt(); left > 0; left--) {
        stores.remove(in.getLong());
      }
      return next.withStores(stores).withTimes(before.times().followedBy(decodeTimes(in, where)));
    } catch (BufferUnderflowException e) {
      throw new StorageException(Kind.CORRUPT, where + ": an edit is cut off", e);
    }
  }

  private static StoreEntry decodeStore(ByteBuffer in, String where) {
    long storeId = in.getLong();
    StoreSpec spec = StoreSpecCodec.decode(in, where);
    int parts = in.get();
    @Nullable StoreRoot root = null;
    if ((parts & HAS_ROOT) != 0) {
      long readableFrom = in.getLong();
      long zeroTimestamp = in.getLong();
      TreeRoot main = (parts & HAS_MAIN) == 0 ? null : decodeTree(in);
      TreeRoot history = (parts & HAS_HISTORY) == 0 ? null : decodeTree(in);
      root = new StoreRoot(main, history, readableFrom, zeroTimestamp);
    }
    return new StoreEntry(storeId, spec, root);
  }

  private static TreeRoot decodeTree(ByteBuffer in) {
    return new TreeRoot(in.getLong(), in.getInt(), in.getLong(), in.getLong());
  }
}
