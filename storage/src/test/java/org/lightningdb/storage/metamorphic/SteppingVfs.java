package org.lightningdb.storage.metamorphic;

import java.io.IOException;
import java.util.List;
import org.lightningdb.storage.vfs.SimVfs;
import org.lightningdb.storage.vfs.Vfs;
import org.lightningdb.storage.vfs.VfsFile;
import org.lightningdb.storage.vfs.VfsMapping;

/** A simulated disk that tells a schedule before every call that reads or changes a file. */
final class SteppingVfs implements Vfs {
  /** Told the name of the call and of the file. */
  @FunctionalInterface
  interface Hook {
    void before(String call, String file);
  }

  private final SimVfs inner;
  private final Hook hook;

  SteppingVfs(SimVfs inner, Hook hook) {
    this.inner = inner;
    this.hook = hook;
  }

  @Override
  public VfsFile create(String name) throws IOException {
    hook.before("create", name);
    return new SteppingFile(inner.create(name));
  }

  @Override
  public VfsFile open(String name) throws IOException {
    return new SteppingFile(inner.open(name));
  }

  @Override
  public boolean exists(String name) throws IOException {
    return inner.exists(name);
  }

  @Override
  public List<String> list() {
    return inner.list();
  }

  @Override
  public void delete(String name) throws IOException {
    hook.before("delete", name);
    inner.delete(name);
  }

  @Override
  public void rename(String source, String target) throws IOException {
    hook.before("rename", source);
    inner.rename(source, target);
  }

  @Override
  public void syncDirectory() throws IOException {
    hook.before("sync", "directory");
    inner.syncDirectory();
  }

  @Override
  public AutoCloseable lock() {
    return inner.lock();
  }

  @Override
  public String describe() {
    return inner.describe();
  }

  @Override
  public void close() {
    inner.close();
  }

  private final class SteppingFile implements VfsFile {
    private final VfsFile file;

    SteppingFile(VfsFile file) {
      this.file = file;
    }

    @Override
    public String name() {
      return file.name();
    }

    @Override
    public int read(long position, byte[] buffer, int offset, int length) throws IOException {
      hook.before("read", name());
      return file.read(position, buffer, offset, length);
    }

    @Override
    public void write(long position, byte[] buffer, int offset, int length) throws IOException {
      hook.before("write", name());
      file.write(position, buffer, offset, length);
    }

    @Override
    public void force() throws IOException {
      hook.before("force", name());
      file.force();
    }

    @Override
    public long size() throws IOException {
      return file.size();
    }

    @Override
    public void truncate(long size) throws IOException {
      hook.before("truncate", name());
      file.truncate(size);
    }

    @Override
    public VfsMapping map(long position, int length) throws IOException {
      return file.map(position, length);
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
