package org.lightningdb.storage.manifest;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.error.StorageException.Kind;
import org.lightningdb.storage.spec.StoreSpec;
import org.lightningdb.storage.vfs.NoSpaceException;
import org.lightningdb.storage.vfs.Vfs;
import org.lightningdb.storage.vfs.VfsFile;

/** The database state in one file that each commit replaces: checksum, then the state. */
public final class ManifestLog implements AutoCloseable {
  private static final String NAME = "SUPER";
  private static final String TEMPORARY = "SUPER-new";

  private final Vfs vfs;
  private volatile DatabaseState current;

  private ManifestLog(Vfs vfs, DatabaseState current) {
    this.vfs = vfs;
    this.current = current;
  }

  public static boolean exists(Vfs vfs) throws IOException {
    return vfs.exists(NAME);
  }

  public static ManifestLog create(Vfs vfs, DatabaseState initial) {
    ManifestLog manifest = new ManifestLog(vfs, initial);
    manifest.commit(initial);
    return manifest;
  }

  public static ManifestLog open(Vfs vfs) throws IOException {
    try (VfsFile file = vfs.open(NAME)) {
      byte[] bytes = new byte[(int) file.size()];
      int length = file.read(0, bytes, 0, bytes.length);
      DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes, 0, length));
      if (length < Long.BYTES || in.readLong() != checksum(bytes)) {
        throw new StorageException(Kind.CORRUPT, NAME + " is damaged at offset 0");
      }
      return new ManifestLog(vfs, decode(in));
    }
  }

  private static long checksum(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, Long.BYTES, bytes.length - Long.BYTES);
    return crc.getValue();
  }

  public DatabaseState current() {
    return current;
  }

  /** Makes {@code next} the durable state, or fails and leaves the old one. */
  public void commit(DatabaseState next) {
    try {
      byte[] bytes = encode(next);
      if (vfs.exists(TEMPORARY)) {
        vfs.delete(TEMPORARY);
      }
      try (VfsFile file = vfs.create(TEMPORARY)) {
        file.write(0, bytes, 0, bytes.length);
        file.force();
      }
      vfs.rename(TEMPORARY, NAME);
      vfs.syncDirectory();
      current = next;
    } catch (IOException e) {
      Kind kind = e instanceof NoSpaceException ? Kind.DISK_FULL : Kind.FAILED_STOP;
      throw new StorageException(kind, "cannot write " + NAME + ": " + e.getMessage(), e);
    }
  }

  private static byte[] encode(DatabaseState state) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeLong(0);
    out.writeLong(state.databaseId());
    out.writeInt(state.formatVersion());
    out.writeLong(state.nextStoreId());
    out.writeLong(state.flushedTimestamp());
    out.writeLong(state.walFloorLsn());
    out.writeUTF(state.dataFileName());
    out.writeLong(state.dataFileBytes());
    out.writeInt(state.stores().size());
    for (StoreEntry entry : state.stores().values()) {
      out.writeLong(entry.storeId());
      StoreRoot root = entry.root();
      out.writeBoolean(root != null);
      if (root != null) {
        out.writeLong(root.address());
        out.writeInt(root.height());
        out.writeLong(root.entries());
        out.writeLong(root.bytes());
      }
    }
    byte[] encoded = bytes.toByteArray();
    long crc = checksum(encoded);
    for (int i = 0; i < Long.BYTES; i++) {
      encoded[i] = (byte) (crc >>> (56 - 8 * i));
    }
    return Arrays.copyOf(encoded, encoded.length);
  }

  private static DatabaseState decode(DataInputStream in) throws IOException {
    long databaseId = in.readLong();
    int version = in.readInt();
    long nextStoreId = in.readLong();
    long flushedTimestamp = in.readLong();
    long walFloorLsn = in.readLong();
    String dataFileName = in.readUTF();
    long dataFileBytes = in.readLong();
    Map<Long, StoreEntry> stores = new TreeMap<>();
    for (int count = in.readInt(); count > 0; count--) {
      long storeId = in.readLong();
      @Nullable StoreRoot root =
          in.readBoolean()
              ? new StoreRoot(in.readLong(), in.readInt(), in.readLong(), in.readLong())
              : null;
      stores.put(storeId, new StoreEntry(storeId, StoreSpec.btree(), root));
    }
    return new DatabaseState(
        databaseId,
        version,
        nextStoreId,
        flushedTimestamp,
        walFloorLsn,
        dataFileName,
        dataFileBytes,
        stores);
  }

  @Override
  public void close() {}
}
