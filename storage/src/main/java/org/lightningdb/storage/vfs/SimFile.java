package org.lightningdb.storage.vfs;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;

/** An open file of a {@link SimVfs}. */
final class SimFile implements VfsFile {
  private final SimVfs vfs;
  private final String name;
  private final SimContent content;
  private final SimFaults faults;
  private final AtomicBoolean closed = new AtomicBoolean();

  SimFile(SimVfs vfs, String name, SimContent content) {
    this.vfs = vfs;
    this.name = name;
    this.content = content;
    this.faults = vfs.faults();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int read(long position, byte[] buffer, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, buffer.length);
    requireOpen();
    faults.beginRead("read " + name);
    return content.read(requirePosition(position), buffer, offset, length);
  }

  @Override
  public void write(long position, byte[] buffer, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, buffer.length);
    requireOpen();
    requirePosition(position);
    if (!faults.beginChange("write " + name)) {
      content.write(position, buffer, offset, vfs.lengthBeforeCrash(length), faults, name);
      faults.requirePower();
    }
    content.write(position, buffer, offset, length, faults, name);
  }

  @Override
  public void force() throws IOException {
    requireOpen();
    vfs.beginChange("force " + name);
    if (faults.beginForce()) {
      content.loseUnsynced();
      throw new IOException("simulated I/O error: force " + name);
    }
    content.force();
  }

  @Override
  public long size() throws IOException {
    requireOpen();
    faults.requirePower();
    return content.size();
  }

  @Override
  public void truncate(long size) throws IOException {
    requireOpen();
    vfs.beginChange("truncate " + name);
    content.truncate(requirePosition(size), faults);
  }

  @Override
  public VfsMapping map(long position, int length) throws IOException {
    requireOpen();
    faults.beginRead("map " + name);
    if (length < 0 || requirePosition(position) + length > content.size()) {
      throw new IOException(name + " ends before the part to be mapped does");
    }
    return new SimMapping(this, position, length);
  }

  private static long requirePosition(long position) {
    if (position < 0) {
      throw new IllegalArgumentException("negative position " + position);
    }
    return position;
  }

  private void requireOpen() throws IOException {
    if (closed.get()) {
      throw new ClosedChannelException();
    }
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      vfs.closed(name);
    }
  }
}
