package org.lightningdb.benchmarks.log;

import java.io.IOException;
import org.lightningdb.storage.vfs.Vfs;
import org.lightningdb.storage.vfs.VfsFile;

/**
 * What the device can do at best for one commit at a time: one thread that overwrites 128 bytes
 * after the other of a file filled with zeros and forces each.
 */
final class DeviceRate implements AutoCloseable {
  private static final int FILE_BYTES = 16 << 20;
  private static final int WRITE_BYTES = 128;

  private final VfsFile file;
  private final byte[] bytes = new byte[WRITE_BYTES];
  private long position;

  DeviceRate(Vfs vfs) throws IOException {
    this.file = vfs.create("DEVICE");
    byte[] zeros = new byte[1 << 20];
    for (long at = 0; at < FILE_BYTES; at += zeros.length) {
      file.write(at, zeros, 0, zeros.length);
    }
    file.force();
    vfs.syncDirectory();
  }

  /** Forced writes per second, measured for {@code millis}. */
  double measure(long millis) throws IOException {
    long start = System.nanoTime();
    long end = start + millis * 1_000_000;
    long now = start;
    int count = 0;
    while (now < end) {
      bytes[0]++;
      file.write(position, bytes, 0, WRITE_BYTES);
      file.force();
      position = (position + WRITE_BYTES) % FILE_BYTES;
      count++;
      now = System.nanoTime();
    }
    return count * 1e9 / (now - start);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
