package org.lightningdb.storage.block;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.column.RowFormat;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.error.StorageException.Kind;
import org.lightningdb.storage.spec.RowShape;
import org.lightningdb.storage.vfs.NoSpaceException;
import org.lightningdb.storage.vfs.Vfs;
import org.lightningdb.storage.vfs.VfsFile;

/**
 * The data file: blocks in extents of 4 KiB units behind one unit of file header. A block is
 * written once, into space that nothing refers to, and is never changed; {@link FreeExtents} says
 * when its space may be used again. What was written counts only after {@link #force}.
 *
 * <p>Every read from disk verifies the checksum, the block's own address and its store, and fails
 * with {@code CORRUPT} naming file and offset. A read that the device refuses is {@code
 * READ_FAILED} and may be tried again. A full disk is {@code DISK_FULL}; any other I/O error is
 * {@code FAILED_STOP}: a failed write or force must not be repeated.
 *
 * <p>Thread-safe.
 */
public final class BlockFile implements AutoCloseable {
  /** Reads a block whichever store it belongs to; no store has this id. */
  static final long ANY_STORE = Long.MIN_VALUE;

  /** Answers of {@link #getFromChild}, which are no timestamps. */
  public static final long UNKNOWN = Long.MIN_VALUE;

  public static final long ABSENT = Long.MIN_VALUE + 1;

  private static final int CACHED_AT_WRITE_BYTES_MAX = 1 << 20;

  private final VfsFile file;
  private final BlockCache cache;
  private final FreeExtents freeExtents;
  private final BlockDecoder decoder = new BlockDecoder();
  private final BlockReader reader;
  private volatile LongSupplier generation = () -> 1;
  private volatile @Nullable CompressionWorkers workers;
  private volatile @Nullable ReadAhead readAhead;

  private BlockFile(VfsFile file, BlockCache cache, FreeExtents freeExtents) {
    this.file = file;
    this.cache = cache;
    this.freeExtents = freeExtents;
    this.reader = new BlockReader(file, freeExtents, decoder);
  }

  /** The name of the data file with this number. */
  public static String name(int number) {
    return String.format(Locale.ROOT, "DATA-%08x", number);
  }

  /**
   * Creates an empty data file and makes it durable. A leftover of an earlier attempt that holds no
   * block is replaced.
   */
  public static BlockFile create(Vfs vfs, String name, long databaseId, BlockCache cache) {
    try {
      if (vfs.exists(name)) {
        DataFileHeader.requireNoBlocks(vfs, name);
        vfs.delete(name);
      }
      VfsFile file = vfs.create(name);
      try {
        file.write(0, DataFileHeader.encode(databaseId), 0, BlockAddress.UNIT_BYTES);
        file.force();
        vfs.syncDirectory();
      } catch (IOException e) {
        file.close();
        throw e;
      }
      return new BlockFile(file, cache, new FreeExtents(1, true));
    } catch (IOException e) {
      throw failure("create", name, 0, e);
    }
  }

  /**
   * Opens a data file whose blocks all lie below {@code committedBytes}, as the manifest says; what
   * lies behind is overwritten.
   *
   * @throws StorageException {@code CORRUPT} or {@code FOREIGN_FORMAT} if it is not that file
   */
  public static BlockFile open(
      Vfs vfs, String name, long databaseId, long committedBytes, BlockCache cache) {
    try {
      VfsFile file = vfs.open(name);
      try {
        byte[] header = new byte[BlockAddress.UNIT_BYTES];
        int length = file.read(0, header, 0, header.length);
        DataFileHeader.verify(name, header, length, databaseId);
      } catch (IOException | StorageException e) {
        file.close();
        throw e;
      }
      long units = (committedBytes + BlockAddress.UNIT_BYTES - 1) / BlockAddress.UNIT_BYTES;
      return new BlockFile(file, cache, new FreeExtents(Math.max(1, units), false));
    } catch (IOException e) {
      throw failure("open", name, 0, e);
    }
  }

  /**
   * Opens a data file whose header may be damaged, to read what is left of it: every block of its
   * whole length, and never to write.
   */
  public static BlockFile openDamaged(Vfs vfs, String name) throws IOException {
    VfsFile file = vfs.open(name);
    boolean opened = false;
    try {
      long units = Math.max(1, file.size() / BlockAddress.UNIT_BYTES);
      opened = true;
      return new BlockFile(file, new BlockCache(0), new FreeExtents(units, false));
    } finally {
      if (!opened) {
        file.close();
      }
    }
  }

  /** The database that the header of the file names; null if it is damaged. */
  public @Nullable Long databaseId() {
    byte[] header = new byte[BlockAddress.UNIT_BYTES];
    try {
      int length = file.read(0, header, 0, header.length);
      return DataFileHeader.databaseIdOf(header, length);
    } catch (IOException e) {
      throw reader.readFailure(0, e);
    }
  }

  /** Reports every intact block of the file, reached or not, in the order of addresses. */
  public BlockScan scan() {
    return new BlockScan(this, file);
  }

  public String fileName() {
    return file.name();
  }

  public FreeExtents freeExtents() {
    return freeExtents;
  }

  /** Changes how many bytes of blocks may be kept in memory; the rest is let go of. */
  public void limitCache(long bytesMax) {
    cache.setBytesMax(bytesMax);
  }

  /** Bytes of blocks in memory, about. */
  public long cachedBytes() {
    return cache.weightBytes();
  }

  /** The end of all space ever handed out: what the manifest must note at a checkpoint. */
  public long sizeBytes() {
    return freeExtents.endUnit() * BlockAddress.UNIT_BYTES;
  }

  /**
   * How leaves of rows of {@code shape} become blocks of this file: columns apart, at most {@code
   * rowsMax} rows and {@code bytesMax} bytes in a block.
   */
  public BlockCodec columnCodec(RowShape shape, int rowsMax, int bytesMax, boolean compressing) {
    RowFormat format = decoder.format(shape);
    return new PaxBlockCodec(format, rowsMax, bytesMax, decoder.compression(), compressing);
  }

  /**
   * Writes a block and returns its address, which is also noted in {@code extents}. The block is
   * cached, unless it is huge.
   */
  public long write(BlockImage image, ExtentCollector extents) {
    long[] found = new long[1];
    try (BlockWriter writer = writer(extents)) {
      writer.write(image, (address, unused) -> found[0] = address);
      writer.finish();
    }
    return found[0];
  }

  /** For writing many blocks, all of them noted in {@code extents}; the caller closes it. */
  public BlockWriter writer(ExtentCollector extents) {
    return new BlockWriter(this, extents, workers);
  }

  /** Who may help to compress; call before the first write. */
  public void compressWith(CompressionWorkers helpers) {
    workers = helpers;
  }

  PayloadCompression compression() {
    return decoder.compression();
  }

  /** Writes to space that was allocated and that nothing refers to. */
  void writeBytes(long offset, byte[] bytes, int length) {
    try {
      file.write(offset, bytes, 0, length);
    } catch (IOException e) {
      throw failure("write", file.name(), offset, e);
    }
  }

  /** The address names this block from now on, in the cache, too, if that is wished and wise. */
  void remember(long address, BlockImage image, boolean cached) {
    if (cached && image.payload.length <= CACHED_AT_WRITE_BYTES_MAX) {
      cache.put(address, decoder.block(image, reader.place(address)));
    } else {
      cache.remove(address);
    }
  }

  /** Says what tells the {@link #generation}; call before the first write. */
  public void stampWith(LongSupplier generationOfNow) {
    generation = generationOfNow;
  }

  /**
   * What blocks are stamped with now: one more than the number of the newest durable manifest
   * state. Space is used again only after a later state is durable, so address and generation
   * together name one content for ever, as long as it was reachable from a state.
   */
  public long generation() {
    return generation.getAsLong();
  }

  /** The generation that the block at {@code address} is stamped with; reads it from disk. */
  public long generationOf(long address) {
    return BlockHeader.decode(readRaw(address)).generation();
  }

  /** The block at {@code address}, from memory if possible, else verified and cached. */
  public Block read(long address, long storeId) {
    BlockHandle handle = cache.find(address);
    Block block = handle == null ? null : handle.block();
    if (block == null) {
      block = readFromDisk(address, storeId);
      cache.put(address, block);
    }
    return verifyStore(block, address, storeId);
  }

  /** The block if it is in memory. */
  public @Nullable Block peek(long address) {
    BlockHandle handle = cache.find(address);
    return handle == null ? null : handle.block();
  }

  /** The child of an inner block, if it is in memory and known there; the shortest way. */
  public @Nullable Block knownChild(Block parent, int row) {
    BlockHandle handle = children(parent).getAcquire(row);
    Block block = handle == null ? null : handle.block();
    if (handle != null && block != null) {
      cache.noteHit(handle);
    }
    return block;
  }

  /**
   * Looks up a key in a child of an inner block without a look at the block itself, which can be
   * done for leaves of rows that have been asked more than once.
   *
   * @param value pointed at the value if it is there
   * @return the timestamp of the row, {@link #ABSENT}, or {@link #UNKNOWN}: the leaf must be asked
   */
  public long getFromChild(Block parent, int row, Slice key, Slice value) {
    BlockHandle handle = children(parent).getAcquire(row);
    if (handle == null) {
      return UNKNOWN;
    }
    long timestamp = handle.get(key, value);
    if (timestamp != UNKNOWN) {
      cache.noteHit(handle);
    }
    return timestamp;
  }

  /** As {@link #read}, for a child of an inner block, which {@link #knownChild} knows from now. */
  public Block readChild(Block parent, int row, long address, long storeId) {
    BlockHandle handle = cache.find(address);
    Block block = handle == null ? null : handle.block();
    if (handle == null || block == null) {
      block = readFromDisk(address, storeId);
      handle = cache.put(address, block);
    }
    verifyStore(block, address, storeId);
    children(parent).setRelease(row, handle);
    return block;
  }

  /**
   * As {@link #readChild}, for a scan that comes by: the cache takes the block only if there is
   * room, or if scans come by often.
   *
   * @param ahead what the scan read ahead may have the block
   */
  public Block readScanned(
      Block parent, int row, long address, long storeId, @Nullable BlocksAhead ahead) {
    BlockHandle handle = cache.find(address);
    Block block = handle == null ? null : handle.block();
    if (block == null) {
      block = ahead == null ? null : ahead.take(address);
      block = block == null ? readFromDisk(address, storeId) : block;
      handle = cache.putScanned(address, block);
    }
    verifyStore(block, address, storeId);
    if (handle != null) {
      children(parent).setRelease(row, handle);
    }
    return block;
  }

  /** Whether the block is in memory; does not count as use. */
  public boolean isCached(long address) {
    return cache.holds(address);
  }

  private static AtomicReferenceArray<BlockHandle> children(Block parent) {
    AtomicReferenceArray<BlockHandle> children = parent.children();
    if (children == null) {
      throw new IllegalArgumentException("a leaf has no children");
    }
    return children;
  }

  @CanIgnoreReturnValue
  private Block verifyStore(Block block, long address, long storeId) {
    if (block.storeId() != storeId) {
      throw reader.corrupt(address, "belongs to store " + block.storeId() + ", not " + storeId);
    }
    return block;
  }

  /** As {@link #read}, for blocks that will not be needed again: memory gains none. */
  public Block readOnce(long address, long storeId) {
    Block block = peek(address);
    return block == null ? readFromDisk(address, storeId) : verifyStore(block, address, storeId);
  }

  /** Reads and verifies the block without looking into the cache or adding to it. */
  public Block readFromDisk(long address, long storeId) {
    return reader.read(address, storeId);
  }

  /**
   * The bytes of a block as they lie on the disk, verified as {@link #readFromDisk} does but not
   * unpacked: what a backup copies.
   */
  public byte[] readRaw(long address) {
    return reader.readRaw(address);
  }

  /** Lets scans read ahead from now on. */
  public void readAheadWith(ReadAhead value) {
    readAhead = value;
  }

  /** What one scan reads ahead; null if scans do not. */
  public @Nullable BlocksAhead blocksAhead() {
    ReadAhead service = readAhead;
    return service == null ? null : new BlocksAhead(service, reader);
  }

  /**
   * Reads blocks that are not in memory, and keeps them as long as there is room.
   *
   * @param addresses of blocks that something pinned reaches, ascending; those that cannot be read
   *     are left out
   * @return whether there may be room for more
   */
  public boolean warm(long[] addresses) {
    long[] missing = Arrays.stream(addresses).filter(address -> reader.isInside(address)).toArray();
    @Nullable Block[] read = new CoalescedRead(reader, missing).run();
    for (int i = 0; i < read.length; i++) {
      Block block = read[i];
      if (block != null && !cache.putWhileRoom(missing[i], block)) {
        return false;
      }
    }
    return true;
  }

  /** The addresses of the blocks in memory, the most used first. */
  public long[] hottest() {
    return cache.hottest();
  }

  /** What has been read from the disk since this was opened. */
  public ReadCounts readCounts() {
    return reader.counts().now();
  }

  private static StorageException failure(String verb, String name, long offset, IOException e) {
    Kind kind = e instanceof NoSpaceException ? Kind.DISK_FULL : Kind.FAILED_STOP;
    String message = "cannot " + verb + " " + name + " at offset " + offset + ": " + e.getMessage();
    return new StorageException(kind, message, e);
  }

  /** Returns when everything written before is on the device. */
  public void force() {
    try {
      file.force();
    } catch (IOException e) {
      throw failure("force", file.name(), 0, e);
    }
  }

  /** Gives the free tail of the file back to the file system. */
  public void trim() {
    synchronized (freeExtents) { // Nothing may be handed out behind the new end meanwhile.
      if (freeExtents.cutFreeTail()) {
        try {
          file.truncate(sizeBytes());
        } catch (IOException e) {
          throw failure("truncate", file.name(), sizeBytes(), e);
        }
      }
    }
  }

  /** Closes the file without forcing it. */
  @Override
  public void close() {
    reader.close();
    decoder.close();
    try {
      file.close();
    } catch (IOException e) {
      throw failure("close", file.name(), 0, e);
    }
  }
}
