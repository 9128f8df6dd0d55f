package org.lightningdb.benchmarks.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What the device itself can do, measured beside the engines in the same minute: 4 KiB overwrites
 * of a written file with a force after each, by one thread; and one long sequential write with a
 * force at the end.
 */
final class DeviceRate {
  private static final int PAGE_BYTES = 4096;
  private static final int PAGES = 4096;
  private static final int CHUNK_BYTES = 1 << 20;

  private DeviceRate() {}

  static double overwritesPerSecond(Path directory, long millis) {
    Path file = directory.resolve("device-rate");
    try {
      ByteBuffer page = ByteBuffer.allocateDirect(PAGE_BYTES);
      try (FileChannel channel = create(file)) {
        for (int i = 0; i < PAGES; i++) {
          channel.write(page.clear(), (long) i * PAGE_BYTES);
        }
        channel.force(true);
        long start = System.nanoTime();
        long writes = 0;
        while (System.nanoTime() - start < millis * 1_000_000) {
          channel.write(page.clear(), writes++ % PAGES * PAGE_BYTES);
          channel.force(false);
        }
        return writes * 1e9 / (System.nanoTime() - start);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static double sequentialBytesPerSecond(Path directory, long bytes) {
    Path file = directory.resolve("device-rate");
    try {
      ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK_BYTES);
      try (FileChannel channel = create(file)) {
        long start = System.nanoTime();
        for (long at = 0; at < bytes; at += CHUNK_BYTES) {
          chunk.clear().putLong(0, at);
          channel.write(chunk, at);
        }
        channel.force(true);
        return bytes * 1e9 / (System.nanoTime() - start);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static FileChannel create(Path file) throws IOException {
    return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }
}
