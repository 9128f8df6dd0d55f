package org.lightningdb.storage.block;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.memory.MemoryPool;
import org.lightningdb.storage.vfs.SimVfs;

/** Blocks that are read before they are wanted, on threads that this test plays. */
@Timeout(60)
class BlocksAheadTest {
  private static final String NAME = BlockFile.name(1);
  private static final int BLOCKS = 40;

  private final SimVfs vfs = SimVfs.memory("ahead");
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private final MemoryPool memory = new MemoryPool(1 << 20, 0);
  private final ReadAhead service = new ReadAhead(waiting::add, memory, 1 << 20);
  private final BlockFile blocks = BlockFile.create(vfs, NAME, 1, new BlockCache(1));
  private final ExtentCollector extents = new ExtentCollector();
  private final long[] addresses = new long[BLOCKS];

  BlocksAheadTest() {
    for (int i = 0; i < BLOCKS; i++) {
      addresses[i] = blocks.write(leaf(i), extents);
    }
    blocks.readAheadWith(service);
  }

  private static byte[] content(int number) {
    byte[] bytes = new byte[3000 + number * 100];
    new Random(number).nextBytes(bytes);
    return bytes;
  }

  private static BlockImage leaf(int number) {
    RowBuffer rows = new RowBuffer();
    rows.add(Slice.utf8("key"), 1, new Slice(content(number)));
    return new RowBlockCodec(4096).image(rows, BlockKind.LEAF, 1, 0, 1);
  }

  private BlocksAhead ahead() {
    BlocksAhead ahead = blocks.blocksAhead();
    assertNotNull(ahead);
    return ahead;
  }

  private void runWaiting() {
    for (Runnable task = waiting.poll(); task != null; task = waiting.poll()) {
      task.run();
    }
  }

  private static void assertContent(int number, @Nullable Block block) {
    assertNotNull(block);
    assertEquals(new Slice(content(number)), block.value(0, new Slice()));
  }

  @AfterEach
  void nothingIsLeft() {
    assertEquals(0, memory.statistics().reservedBytes());
    blocks.close();
  }

  @Test
  void neighboursAreReadInOneCall() {
    BlocksAhead ahead = ahead();
    ahead.request(addresses, 20, 100_000);
    assertEquals(100_000, memory.statistics().reservedBytes());
    runWaiting();
    assertEquals(1, blocks.readCounts().calls());
    assertEquals(20, blocks.readCounts().blocks());
    for (int i = 0; i < 20; i++) {
      assertContent(i, ahead.take(addresses[i]));
    }
    assertNull(ahead.take(addresses[20]), "was not asked for");
    assertEquals(20, blocks.readCounts().aheadUsed());
    ahead.forget();
  }

  @Test
  void whoComesBeforeTheThreadReadsByItself() {
    BlocksAhead ahead = ahead();
    ahead.request(addresses, 5, 1000);
    assertContent(3, ahead.take(addresses[3]));
    assertEquals(1, blocks.readCounts().calls());
    runWaiting();
    assertEquals(1, blocks.readCounts().calls(), "the thread finds nothing to do");
    assertContent(4, ahead.take(addresses[4]));
    ahead.forget();
  }

  @Test
  void aBatchThatNobodyWantsAnyMoreIsNotRead() {
    BlocksAhead ahead = ahead();
    ahead.request(addresses, 5, 1000);
    ahead.forget();
    assertEquals(0, memory.statistics().reservedBytes());
    runWaiting();
    assertEquals(0, blocks.readCounts().calls());
  }

  @Test
  void damageIsLeftToWhoWantsTheBlock() throws IOException {
    vfs.flipBit(NAME, BlockAddress.offsetBytes(addresses[2]) + 100, 3);
    BlocksAhead ahead = ahead();
    ahead.request(addresses, 5, 1000);
    runWaiting();
    assertContent(1, ahead.take(addresses[1]));
    assertNull(ahead.take(addresses[2]));
    assertContent(3, ahead.take(addresses[3]));
    ahead.forget();
  }

  @Test
  void aFailedReadIsLeftToWhoWantsTheBlock() {
    BlocksAhead ahead = ahead();
    ahead.request(addresses, 5, 1000);
    vfs.faults().failReadingCall(vfs.faults().readingCalls() + 1);
    runWaiting();
    assertNull(ahead.take(addresses[1]));
    assertContent(1, blocks.readFromDisk(addresses[1], 1));
    ahead.forget();
  }

  /** The scan has gone, its view is closed, the space is written anew: nobody sees the old read. */
  @Test
  void aLateReadOfSpaceUsedAgainReachesNobody() {
    BlocksAhead ahead = ahead();
    ahead.request(addresses, 5, 1000);
    Runnable late = waiting.remove();
    ahead.forget();
    blocks.freeExtents().abandon(extents);
    ExtentCollector others = new ExtentCollector();
    long again = blocks.write(leaf(7), others);
    assertEquals(BlockAddress.offsetBytes(addresses[0]), BlockAddress.offsetBytes(again));
    late.run();
    assertContent(7, blocks.read(again, 1));
    assertFalse(blocks.isCached(addresses[1]));
  }

  @Test
  void withoutMemoryNothingIsAskedFor() {
    BlocksAhead ahead = ahead();
    ahead.request(addresses, 5, memory.bytesMax());
    assertEquals(0, waiting.size());
    assertNull(ahead.take(addresses[0]));
    ahead.forget();
  }

  @Test
  void afterTheEndNothingIsRead() {
    BlocksAhead ahead = ahead();
    ahead.request(addresses, 5, 1000);
    service.close();
    runWaiting();
    assertEquals(0, blocks.readCounts().calls());
    assertContent(0, ahead.take(addresses[0]));
    ahead.request(addresses, 5, 1000);
    assertTrue(waiting.isEmpty());
    ahead.forget();
  }
}
