package org.lightningdb.storage.wal;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.lightningdb.storage.vfs.Vfs;
import org.lightningdb.storage.vfs.VfsFile;
import org.lightningdb.storage.vfs.VfsMapping;

/** A disk whose forces wait until they are let through, once the gate is closed. */
final class GatedVfs implements Vfs {
  private static final int OPEN = 1 << 20;

  private final Vfs inner;
  private final Semaphore gate = new Semaphore(OPEN);
  private final AtomicInteger waiting = new AtomicInteger();

  GatedVfs(Vfs inner) {
    this.inner = inner;
  }

  void closeGate() {
    gate.acquireUninterruptibly(OPEN);
  }

  void openGate() {
    gate.release(OPEN);
  }

  /** Number of threads that are inside a force. */
  int forcesWaiting() {
    return waiting.get();
  }

  @Override
  public VfsFile create(String name) throws IOException {
    return new GatedFile(inner.create(name));
  }

  @Override
  public VfsFile open(String name) throws IOException {
    return new GatedFile(inner.open(name));
  }

  @Override
  public boolean exists(String name) throws IOException {
    return inner.exists(name);
  }

  @Override
  public List<String> list() throws IOException {
    return inner.list();
  }

  @Override
  public void delete(String name) throws IOException {
    inner.delete(name);
  }

  @Override
  public void rename(String source, String target) throws IOException {
    inner.rename(source, target);
  }

  @Override
  public void syncDirectory() throws IOException {
    inner.syncDirectory();
  }

  @Override
  public AutoCloseable lock() throws IOException {
    return inner.lock();
  }

  @Override
  public String describe() {
    return inner.describe();
  }

  @Override
  public void close() throws IOException {
    inner.close();
  }

  private final class GatedFile implements VfsFile {
    private final VfsFile file;

    GatedFile(VfsFile file) {
      this.file = file;
    }

    @Override
    public String name() {
      return file.name();
    }

    @Override
    public int read(long position, byte[] buffer, int offset, int length) throws IOException {
      return file.read(position, buffer, offset, length);
    }

    @Override
    public void write(long position, byte[] buffer, int offset, int length) throws IOException {
      file.write(position, buffer, offset, length);
    }

    @Override
    public void force() throws IOException {
      waiting.incrementAndGet();
      gate.acquireUninterruptibly();
      waiting.decrementAndGet();
      gate.release();
      file.force();
    }

    @Override
    public long size() throws IOException {
      return file.size();
    }

    @Override
    public VfsMapping map(long position, int length) throws IOException {
      return file.map(position, length);
    }

    @Override
    public void truncate(long size) throws IOException {
      file.truncate(size);
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
