package org.lightningdb.storage.block;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.vfs.SimVfs;
import org.lightningdb.storage.vfs.VfsFile;

/** Blocks that are written by the hundred. */
@Timeout(60)
class BlockWriterTest {
  private static final BlockCodec CODEC = new RowBlockCodec(4096);
  private static final String NAME = BlockFile.name(1);
  private static final int BLOCKS = 600;

  private static BlockImage image(BlockKind kind, byte[] value) {
    RowBuffer rows = new RowBuffer();
    rows.add(Slice.utf8("key"), 1, new Slice(value));
    return CODEC.image(rows, kind, 1, 0, 1);
  }

  /** Every third compresses well; sizes differ. */
  private static byte[] content(int number) {
    byte[] bytes = new byte[10_000 + number % 7 * 1000];
    if (number % 3 != 0) {
      new Random(number).nextBytes(bytes);
    }
    return bytes;
  }

  private static List<Long> writeAll(BlockFile blocks, ExtentCollector extents) {
    List<Long> addresses = new ArrayList<>();
    try (BlockWriter writer = blocks.writer(extents)) {
      for (int i = 0; i < BLOCKS; i++) {
        writer.write(
            image(BlockKind.LEAF, content(i)),
            (address, generation) -> {
              addresses.add(address);
              if (addresses.size() % 50 == 0) {
                writer.write(image(BlockKind.INNER, new byte[28]), (at, in) -> addresses.add(-at));
              }
            });
      }
      writer.finish();
    }
    return addresses;
  }

  private static byte[] fileBytes(SimVfs disk) throws IOException {
    try (VfsFile file = disk.open(NAME)) {
      byte[] bytes = new byte[(int) file.size()];
      assertEquals(bytes.length, file.read(0, bytes, 0, bytes.length));
      return bytes;
    }
  }

  @Test
  void largeWritesHoldTheSameBytesWhoeverCompresses() throws IOException {
    List<byte[]> files = new ArrayList<>();
    for (int helpers : new int[] {0, 1, 3}) {
      SimVfs disk = SimVfs.memory("helpers " + helpers);
      BlockFile blocks = BlockFile.create(disk, NAME, 1, new BlockCache(1 << 20));
      try (CompressionWorkers workers = new CompressionWorkers(Thread::new, Math.max(1, helpers))) {
        if (helpers > 0) {
          blocks.compressWith(workers);
        }
        long callsBefore = disk.faults().changingCalls();
        List<Long> addresses = writeAll(blocks, new ExtentCollector());
        long calls = disk.faults().changingCalls() - callsBefore;
        assertTrue(calls < 40, calls + " writes of " + blocks.sizeBytes() + " bytes");
        assertContents(blocks, addresses);
      }
      blocks.close();
      files.add(fileBytes(disk));
    }
    assertEquals(files.get(0).length, files.get(1).length);
    assertArrayEquals(files.get(1), files.get(2));
  }

  private static void assertContents(BlockFile blocks, List<Long> addresses) {
    int leaves = 0;
    for (long address : addresses) {
      Block block = blocks.readFromDisk(Math.abs(address), 1);
      if (address > 0) {
        assertEquals(new Slice(content(leaves++)), block.value(0, new Slice()));
      } else {
        assertSame(BlockKind.INNER, block.kind());
      }
    }
    assertEquals(BLOCKS, leaves);
    assertEquals(BLOCKS + BLOCKS / 50, addresses.size());
  }

  @Test
  void noiseIsNotTriedAgainAndAgain() {
    BlockFile blocks = BlockFile.create(SimVfs.memory("noise"), NAME, 1, new BlockCache(0));
    ExtentCollector extents = new ExtentCollector();
    List<Long> lengths = new ArrayList<>();
    byte[] noise = new byte[12_000];
    new Random(1).nextBytes(noise);
    try (BlockWriter writer = blocks.writer(extents)) {
      for (int i = 0; i < 300; i++) {
        byte[] value = i < 100 ? noise : new byte[12_000];
        writer.write(
            image(BlockKind.LEAF, value),
            (address, generation) -> lengths.add(BlockAddress.lengthBytes(address)));
      }
      writer.finish();
    }
    long large = lengths.stream().filter(length -> length > 4096).count();
    assertTrue(large >= 100 && large <= 170, large + " blocks of 300 are not compressed");
    assertEquals(4096, lengths.get(299), "it is tried again");
    blocks.close();
  }

  @Test
  void anInterruptEndsNothing() {
    SimVfs disk = SimVfs.memory("interrupt");
    BlockFile blocks = BlockFile.create(disk, NAME, 1, new BlockCache(1 << 20));
    try (CompressionWorkers workers = new CompressionWorkers(Thread::new, 2)) {
      blocks.compressWith(workers);
      Thread.currentThread().interrupt();
      List<Long> addresses = writeAll(blocks, new ExtentCollector());
      assertTrue(Thread.interrupted(), "the flag is kept");
      assertContents(blocks, addresses);
    }
    blocks.close();
  }

  @Test
  void aFailedWriteIsToldAndItsSpaceGivenBack() {
    SimVfs disk = SimVfs.memory("full");
    BlockFile blocks = BlockFile.create(disk, NAME, 1, new BlockCache(1 << 20));
    try (CompressionWorkers workers = new CompressionWorkers(Thread::new, 2)) {
      blocks.compressWith(workers);
      disk.faults().limitFreeBytes(2_000_000);
      ExtentCollector extents = new ExtentCollector();
      StorageException refused =
          assertThrows(StorageException.class, () -> writeAll(blocks, extents));
      assertSame(StorageException.Kind.DISK_FULL, refused.kind());
      blocks.freeExtents().abandon(extents);
      assertEquals(0, blocks.freeExtents().unownedBytes());
      disk.faults().unlimitFreeBytes();
      ExtentCollector second = new ExtentCollector();
      List<Long> addresses = writeAll(blocks, second);
      assertContents(blocks, addresses);
      assertArrayEquals(
          addresses.stream().mapToLong(Math::abs).sorted().toArray(),
          Arrays.stream(second.written()).sorted().toArray());
    }
    blocks.close();
  }
}
