package org.lightningdb.storage.backup;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.lightningdb.storage.block.BlockAddress;
import org.lightningdb.storage.block.RawBlock;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.error.StorageException.Kind;
import org.lightningdb.storage.vfs.Vfs;
import org.lightningdb.storage.vfs.VfsFile;

/** Reads the blocks of one backup and verifies each. Used by one thread. */
final class PackReader implements AutoCloseable {
  private final Vfs directory;
  private final int packs;
  private final Map<Integer, VfsFile> open = new HashMap<>();

  PackReader(Vfs directory, int packs) {
    this.directory = directory;
    this.packs = packs;
  }

  /** Copies one block to its address in {@code dataFile}. */
  void copy(long address, int pack, long offset, VfsFile dataFile, RateLimit limit)
      throws IOException {
    byte[] block = read(address, pack, offset);
    limit.pass(block.length);
    dataFile.write(BlockAddress.offsetBytes(address), block, 0, block.length);
  }

  private byte[] read(long address, int pack, long offset) throws IOException {
    long length = BlockAddress.lengthBytes(address);
    byte[] block = new byte[Math.toIntExact(length)];
    int found = file(pack).read(offset, block, 0, block.length);
    if (found < length || !RawBlock.isIntact(block, address)) {
      throw new StorageException(
          Kind.CORRUPT,
          BlockCopier.packName(pack)
              + " in "
              + directory.describe()
              + " is damaged at offset "
              + offset);
    }
    return block;
  }

  private VfsFile file(int pack) throws IOException {
    VfsFile file = open.get(pack);
    if (file == null) {
      String name = BlockCopier.packName(pack);
      if (pack < 0 || pack >= packs || !directory.exists(name)) {
        throw new StorageException(
            Kind.CORRUPT, name + " in " + directory.describe() + " is missing");
      }
      file = directory.open(name);
      open.put(pack, file);
    }
    return file;
  }

  @Override
  public void close() throws IOException {
    for (VfsFile file : open.values()) {
      file.close();
    }
  }
}
