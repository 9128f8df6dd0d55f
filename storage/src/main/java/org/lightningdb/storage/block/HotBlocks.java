package org.lightningdb.storage.block;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;
import org.lightningdb.storage.vfs.Vfs;
import org.lightningdb.storage.vfs.VfsFile;

/**
 * The file that says which blocks were used most before an engine was closed, so that the next one
 * can load them early. Nothing depends on it: it may be missing, damaged, or of another time. An
 * address in it says nothing about what is there now; whoever reads it asks the trees.
 *
 * <pre>
 *  0     8  magic "LNDB-HOT"
 *  8     4  format version, 1
 * 12     4  number of blocks
 * 16     8  database id
 * 24        for each block, the most used first: 8 address
 * end-4     CRC-32C of the bytes before
 * </pre>
 *
 * It is written as {@code HOT-new} and renamed to {@code HOT}; neither is forced.
 */
public final class HotBlocks {
  private static final String NAME = "HOT";
  private static final String NEW_NAME = "HOT-new";
  private static final long MAGIC = 0x544F482D42444E4CL;
  private static final int FORMAT_VERSION = 1;
  private static final int HEADER_BYTES = 24;
  private static final int BLOCKS_MAX = 1 << 22;
  private static final long[] NONE = new long[0];
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private HotBlocks() {}

  /** Replaces the file, if there is one. */
  public static void save(Vfs vfs, long databaseId, long[] addresses) throws IOException {
    byte[] bytes = encode(databaseId, addresses);
    if (vfs.exists(NEW_NAME)) {
      vfs.delete(NEW_NAME);
    }
    try (VfsFile file = vfs.create(NEW_NAME)) {
      file.write(0, bytes, 0, bytes.length);
    }
    vfs.rename(NEW_NAME, NAME);
  }

  /** What was saved last for this database; empty if there is nothing that can be trusted. */
  public static long[] load(Vfs vfs, long databaseId) throws IOException {
    if (!vfs.exists(NAME)) {
      return NONE;
    }
    try (VfsFile file = vfs.open(NAME)) {
      long size = file.size();
      if (size > HEADER_BYTES + Integer.BYTES + (long) BLOCKS_MAX * Long.BYTES) {
        return NONE;
      }
      byte[] bytes = new byte[(int) size];
      int length = file.read(0, bytes, 0, bytes.length);
      return length == size ? decode(databaseId, bytes) : NONE;
    }
  }

  static byte[] encode(long databaseId, long[] addresses) {
    int count = Math.min(addresses.length, BLOCKS_MAX);
    byte[] bytes = new byte[HEADER_BYTES + count * Long.BYTES + Integer.BYTES];
    LONG.set(bytes, 0, MAGIC);
    INT.set(bytes, 8, FORMAT_VERSION);
    INT.set(bytes, 12, count);
    LONG.set(bytes, 16, databaseId);
    for (int i = 0; i < count; i++) {
      LONG.set(bytes, HEADER_BYTES + i * Long.BYTES, addresses[i]);
    }
    INT.set(bytes, bytes.length - Integer.BYTES, checksum(bytes));
    return bytes;
  }

  static long[] decode(long databaseId, byte[] bytes) {
    int room = bytes.length - HEADER_BYTES - Integer.BYTES;
    if (room < 0
        || (int) INT.get(bytes, bytes.length - Integer.BYTES) != checksum(bytes)
        || (long) LONG.get(bytes, 0) != MAGIC
        || (int) INT.get(bytes, 8) != FORMAT_VERSION
        || (long) LONG.get(bytes, 16) != databaseId
        || (int) INT.get(bytes, 12) != room / Long.BYTES) {
      return NONE;
    }
    long[] addresses = new long[room / Long.BYTES];
    for (int i = 0; i < addresses.length; i++) {
      addresses[i] = (long) LONG.get(bytes, HEADER_BYTES + i * Long.BYTES);
    }
    return addresses;
  }

  private static int checksum(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, bytes.length - Integer.BYTES);
    return (int) crc.getValue();
  }
}
