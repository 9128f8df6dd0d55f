package org.lightningdb.storage.vfs;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.lightningdb.storage.error.StorageException;

/**
 * A disk in memory. Without tracking it carries {@code mem:} databases; with tracking it remembers
 * which bytes and names a power loss could take, and can be crashed:
 *
 * <ul>
 *   <li>{@link #faults()} sets when it fails: crash after a number of calls, I/O errors, a full
 *       device; {@link #flipBit} lets bits rot.
 *   <li>{@link #crash} gives a new disk as the machine finds it after a power loss.
 *   <li>{@link #killProcess} gives a new disk as the next process finds it after a kill.
 * </ul>
 *
 * <p>Both end this disk first: every call but close then throws {@link SimCrashException}, so that
 * background threads of the victim cannot go on. They may be called repeatedly with other seeds.
 * Same calls and same seeds give the same disk.
 */
public final class SimVfs implements Vfs {
  private final String description;
  private final boolean tracked;
  private final SimFaults faults = new SimFaults();
  private final AtomicBoolean processLocked = new AtomicBoolean();

  /** Guards the directory, the counts of open handles and {@link #random}. */
  private final ReentrantLock lock = new ReentrantLock();

  private final SimDirectory directory;
  private final Map<String, Integer> openFiles = new HashMap<>();
  private final SplittableRandom random;

  private SimVfs(String description, boolean tracked, SimDirectory directory, long seed) {
    this.description = description;
    this.tracked = tracked;
    this.directory = directory;
    this.random = new SplittableRandom(seed);
  }

  /** A fast disk that nothing survives; it lives as long as it is referenced. */
  public static SimVfs memory(String name) {
    return new SimVfs("mem:" + name, false, new SimDirectory(false), 0);
  }

  /** A disk that can be crashed; {@code seed} decides how a write in progress is cut off. */
  public static SimVfs tracked(long seed) {
    return new SimVfs("simulated disk " + seed, true, new SimDirectory(true), seed);
  }

  public SimFaults faults() {
    return faults;
  }

  /** Number of calls so far between which a crash makes a difference; see {@link SimFaults}. */
  public long ioCalls() {
    return faults.changingCalls();
  }

  /** The disk after a power loss: unsynced sectors and names are kept or lost by {@code seed}. */
  public SimVfs crash(long seed) {
    SplittableRandom dice = new SplittableRandom(seed);
    return end(" after crash " + seed, seed, victim -> victim.afterPowerLoss(dice));
  }

  /** The disk after the process was killed: everything written is there, synced or not. */
  public SimVfs killProcess() {
    return end(" after kill", 0, SimDirectory::afterKill);
  }

  private interface Aftermath {
    SimDirectory of(SimDirectory victim);
  }

  private SimVfs end(String suffix, long seed, Aftermath aftermath) {
    if (!tracked) {
      throw new IllegalStateException(description + " is not tracked");
    }
    faults.crashNow();
    lock.lock();
    try {
      return new SimVfs(description + suffix, true, aftermath.of(directory), seed);
    } finally {
      lock.unlock();
    }
  }

  /** Flips one bit of a byte of a file, as read and as on the device. */
  public void flipBit(String name, long position, int bit) throws IOException {
    lock.lock();
    try {
      existing(name).flipBit(position, bit);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public VfsFile create(String name) throws IOException {
    FileName.requireSimple(name);
    lock.lock();
    try {
      beginChange("create " + name);
      if (directory.get(name) != null) {
        throw new FileAlreadyExistsException(name);
      }
      SimContent content = SimContent.empty(tracked);
      directory.create(name, content);
      return opened(name, content);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public VfsFile open(String name) throws IOException {
    FileName.requireSimple(name);
    lock.lock();
    try {
      faults.beginRead("open " + name);
      return opened(name, existing(name));
    } finally {
      lock.unlock();
    }
  }

  private VfsFile opened(String name, SimContent content) {
    openFiles.merge(name, 1, Integer::sum);
    return new SimFile(this, name, content);
  }

  void closed(String name) {
    lock.lock();
    try {
      openFiles.computeIfPresent(name, (key, count) -> count == 1 ? null : count - 1);
    } finally {
      lock.unlock();
    }
  }

  private SimContent existing(String name) throws IOException {
    SimContent content = directory.get(name);
    if (content == null) {
      throw new NoSuchFileException(name);
    }
    return content;
  }

  @Override
  public boolean exists(String name) throws IOException {
    FileName.requireSimple(name);
    lock.lock();
    try {
      faults.requirePower();
      return directory.get(name) != null;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public List<String> list() {
    lock.lock();
    try {
      faults.requirePower();
      return directory.names();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void delete(String name) throws IOException {
    FileName.requireSimple(name);
    lock.lock();
    try {
      beginChange("delete " + name);
      SimContent content = existing(name);
      requireNoHandle(name);
      directory.delete(name);
      faults.release(content.size());
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void rename(String source, String target) throws IOException {
    FileName.requireSimple(source);
    FileName.requireSimple(target);
    lock.lock();
    try {
      beginChange("rename " + source);
      existing(source);
      requireNoHandle(source);
      requireNoHandle(target);
      SimContent replaced = directory.get(target);
      directory.rename(source, target);
      if (replaced != null) {
        faults.release(replaced.size());
      }
    } finally {
      lock.unlock();
    }
  }

  private void requireNoHandle(String name) throws IOException {
    if (openFiles.containsKey(name)) {
      throw new IOException(name + " is still open");
    }
  }

  @Override
  public void syncDirectory() throws IOException {
    lock.lock();
    try {
      beginChange("syncDirectory");
      directory.sync();
    } finally {
      lock.unlock();
    }
  }

  /** Counts a call that changes something all at once; throws if the power goes. */
  void beginChange(String what) throws IOException {
    if (!faults.beginChange(what)) {
      faults.requirePower();
    }
  }

  /** How much of a write still gets through when the power goes during it. */
  int lengthBeforeCrash(int length) {
    lock.lock();
    try {
      return random.nextInt(length + 1);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public AutoCloseable lock() {
    faults.requirePower();
    if (!processLocked.compareAndSet(false, true)) {
      throw new StorageException(
          StorageException.Kind.IN_USE,
          description + " is in use by process " + ProcessHandle.current().pid() + " (this one)");
    }
    AtomicBoolean released = new AtomicBoolean();
    return () -> {
      if (released.compareAndSet(false, true)) {
        processLocked.set(false);
      }
    };
  }

  @Override
  public String describe() {
    return description;
  }

  /** Harmless: the files stay, as those of a directory do. */
  @Override
  public void close() {}
}
