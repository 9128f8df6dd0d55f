package org.lightningdb.storage.block;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.vfs.SimVfs;
import org.lightningdb.storage.vfs.VfsFile;

@Timeout(60)
class BlockFileTest {
  private static final BlockCodec CODEC = new RowBlockCodec(4096);
  private static final String NAME = BlockFile.name(1);

  private static BlockImage leaf(long storeId, byte[] value) {
    RowBuffer rows = new RowBuffer();
    rows.add(Slice.utf8("key"), 1, new Slice(value));
    return CODEC.image(rows, BlockKind.LEAF, storeId, 0, 1);
  }

  private static byte[] noise(int length, long seed) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  @Test
  void compressesOnlyWhereItSavesAUnit() {
    BlockFile blocks = BlockFile.create(SimVfs.memory("zip"), NAME, 1, new BlockCache(1 << 20));
    ExtentCollector extents = new ExtentCollector();
    long smooth = blocks.write(leaf(1, new byte[100_000]), extents);
    long rough = blocks.write(leaf(1, noise(100_000, 1)), extents);
    long small = blocks.write(leaf(1, new byte[3000]), extents);
    assertEquals(4096, BlockAddress.lengthBytes(smooth));
    assertEquals(25 * 4096, BlockAddress.lengthBytes(rough));
    assertEquals(4096, BlockAddress.lengthBytes(small));
    Slice value = new Slice();
    assertEquals(new Slice(new byte[100_000]), blocks.readFromDisk(smooth, 1).value(0, value));
    assertEquals(new Slice(noise(100_000, 1)), blocks.readFromDisk(rough, 1).value(0, value));
    blocks.close();
  }

  @Test
  void cacheKeepsItsBudgetAndEmptiesHandles() {
    BlockCache cache = new BlockCache(100_000);
    BlockFile blocks = BlockFile.create(SimVfs.memory("cache"), NAME, 1, cache);
    ExtentCollector extents = new ExtentCollector();
    List<Long> addresses = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      addresses.add(blocks.write(leaf(1, noise(10_000, i)), extents));
    }
    assertTrue(cache.weightBytes() <= 100_000, "weight " + cache.weightBytes());
    long held = addresses.stream().filter(address -> blocks.peek(address) != null).count();
    assertTrue(held > 0 && held < 11, "held " + held);
    long kept =
        addresses.stream().filter(address -> blocks.peek(address) != null).findAny().orElseThrow();
    BlockHandle handle = cache.find(kept);
    assertNotNull(handle);
    assertNotNull(handle.block());
    cache.remove(kept);
    assertNull(handle.block());
    blocks.close();
  }

  @Test
  void readersShareChildrenWhileTheCacheEvicts() throws Exception {
    BlockFile blocks = BlockFile.create(SimVfs.memory("shared"), NAME, 1, new BlockCache(60_000));
    ExtentCollector extents = new ExtentCollector();
    long[] addresses = new long[40];
    RowBuffer rows = new RowBuffer();
    for (int i = 0; i < addresses.length; i++) {
      addresses[i] = blocks.write(leaf(1, noise(5000, i)), extents);
      rows.add(new Slice(new byte[] {(byte) i}), 1, new Slice(new byte[24]));
    }
    Block parent = new RowBlock(CODEC.image(rows, BlockKind.INNER, 1, 0, addresses.length));
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<?>> readers = new ArrayList<>();
      for (int reader = 0; reader < 4; reader++) {
        Random random = new Random(reader);
        readers.add(
            threads.submit(
                () -> {
                  for (int i = 0; i < 5000; i++) {
                    int row = random.nextInt(addresses.length);
                    Block known = blocks.knownChild(parent, row);
                    Block child =
                        known == null ? blocks.readChild(parent, row, addresses[row], 1) : known;
                    assertEquals(new Slice(noise(5000, row)), child.value(0, new Slice()));
                  }
                }));
      }
      for (Future<?> reader : readers) {
        reader.get();
      }
    } finally {
      threads.shutdownNow();
    }
    blocks.close();
  }

  @Test
  void failuresAreToldApart() throws IOException {
    SimVfs vfs = SimVfs.tracked(1);
    BlockFile blocks = BlockFile.create(vfs, NAME, 1, new BlockCache(1));
    ExtentCollector extents = new ExtentCollector();
    long address = blocks.write(leaf(1, noise(100, 1)), extents);
    vfs.faults().limitFreeBytes(0);
    assertKind(
        StorageException.Kind.DISK_FULL, () -> blocks.write(leaf(1, noise(10_000, 1)), extents));
    vfs.faults().unlimitFreeBytes();
    vfs.faults().failReadingCall(vfs.faults().readingCalls() + 1);
    assertKind(StorageException.Kind.READ_FAILED, () -> blocks.readFromDisk(address, 1));
    assertEquals(1, blocks.readFromDisk(address, 1).rowCount());
    vfs.faults().failForceCall(vfs.faults().forceCalls() + 1);
    assertKind(StorageException.Kind.FAILED_STOP, blocks::force);
  }

  private static void assertKind(StorageException.Kind kind, Runnable action) {
    StorageException failure = assertThrows(StorageException.class, action::run);
    assertEquals(kind, failure.kind());
    assertTrue(String.valueOf(failure.getMessage()).contains(NAME), failure.toString());
  }

  @Test
  void createReplacesOnlyAFileWithoutBlocks() throws IOException {
    SimVfs vfs = SimVfs.memory("leftover");
    try (VfsFile leftover = vfs.create(NAME)) {
      leftover.write(0, new byte[10], 0, 10);
    }
    BlockFile blocks = BlockFile.create(vfs, NAME, 1, new BlockCache(1));
    blocks.write(leaf(1, new byte[10]), new ExtentCollector());
    blocks.close();
    assertKind(
        StorageException.Kind.FOREIGN_FORMAT,
        () -> BlockFile.create(vfs, NAME, 1, new BlockCache(1)));
  }
}
