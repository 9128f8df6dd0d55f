package org.lightningdb.storage.wal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.lightningdb.storage.spec.Durability;
import org.lightningdb.storage.vfs.Vfs;

/** What the tests of the log share: opening with a list of what was replayed, and payloads. */
final class LogBench {
  static final long DATABASE_ID = 0x1234_5678_9ABC_DEFL;

  /** Tiny segments, so that every test crosses their ends. */
  static final WalOptions TINY = new WalOptions(2048, 0, 64, 5);

  final List<byte[]> replayed = new ArrayList<>();
  final List<Long> starts = new ArrayList<>();
  final WriteAheadLog log;

  LogBench(Vfs vfs, WalOptions options, long floorLsn) throws IOException {
    this(vfs, options, floorLsn, LogServices.of(System::nanoTime, Thread::new));
  }

  LogBench(Vfs vfs, WalOptions options, long floorLsn, LogServices services) throws IOException {
    log =
        WriteAheadLog.open(
            vfs,
            options,
            DATABASE_ID,
            floorLsn,
            (startLsn, payload) -> {
              starts.add(startLsn);
              replayed.add(payload);
            },
            services);
  }

  /** The records that an opening delivers, leaving the log closed. */
  static List<byte[]> replay(Vfs vfs, long floorLsn) throws IOException {
    LogBench bench = new LogBench(vfs, TINY, floorLsn);
    bench.log.close();
    return bench.replayed;
  }

  long append(byte[] payload) {
    return log.append(payload, 0, payload.length);
  }

  static byte[] payload(Random random, int bytesMax) {
    byte[] payload = new byte[random.nextInt(bytesMax + 1)];
    random.nextBytes(payload);
    return payload;
  }

  static Durability anyDurability(Random random) {
    return List.of(Durability.ALWAYS, Durability.GROUP, Durability.INTERVAL, Durability.NONE)
        .get(random.nextInt(4));
  }

  static void assertSame(List<byte[]> expected, List<byte[]> found, String context) {
    if (found.size() != expected.size()) {
      throw new AssertionError(
          context + ": expected " + expected.size() + " records, found " + found.size());
    }
    assertPrefix(expected, found, context);
  }

  static void assertPrefix(List<byte[]> expected, List<byte[]> found, String context) {
    if (found.size() > expected.size()) {
      throw new AssertionError(
          context + ": at most " + expected.size() + " records, found " + found.size());
    }
    for (int i = 0; i < found.size(); i++) {
      if (!Arrays.equals(expected.get(i), found.get(i))) {
        throw new AssertionError(context + ": record " + i + " differs");
      }
    }
  }
}
