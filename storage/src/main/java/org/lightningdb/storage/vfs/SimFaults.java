package org.lightningdb.storage.vfs;

import java.io.IOException;

/**
 * What a {@link SimVfs} shall suffer. All counts start when the disk is made. Thread-safe; changes
 * take effect at once.
 *
 * <p><em>Changing calls</em> are create, delete, rename, write, truncate, force and syncDirectory:
 * only between two of those can a crash make a difference, so they alone are numbered as crash
 * points. Reads and opens are counted apart.
 */
public final class SimFaults {
  private static final long NEVER = Long.MAX_VALUE;

  private long changingCalls;
  private long readingCalls;
  private long forceCalls;
  private long crashAfter = NEVER;
  private long failChangingCall = NEVER;
  private long failReadingCall = NEVER;
  private long failForceCall = NEVER;
  private long freeBytes = NEVER;
  private boolean crashed;

  SimFaults() {}

  /** Crashes after {@code calls} changing calls: the next one throws, and all after it. */
  public synchronized void crashAfter(long calls) {
    crashAfter = calls;
  }

  /** Fails the changing call with this number (the first is 1) with an I/O error. */
  public synchronized void failChangingCall(long number) {
    failChangingCall = number;
  }

  /** Fails the read or open with this number (the first is 1) with an I/O error. */
  public synchronized void failReadingCall(long number) {
    failReadingCall = number;
  }

  /**
   * Fails the force with this number (the first is 1): the bytes that it should have saved are lost
   * to the device for good although reads still see them, and the next force succeeds.
   */
  public synchronized void failForceCall(long number) {
    failForceCall = number;
  }

  /** From now on files may grow by {@code bytes} in total; shrinking and deleting gives back. */
  public synchronized void limitFreeBytes(long bytes) {
    freeBytes = bytes;
  }

  /** Ends {@link #limitFreeBytes}. */
  public synchronized void unlimitFreeBytes() {
    freeBytes = NEVER;
  }

  public synchronized long changingCalls() {
    return changingCalls;
  }

  public synchronized long readingCalls() {
    return readingCalls;
  }

  public synchronized long forceCalls() {
    return forceCalls;
  }

  public synchronized boolean crashed() {
    return crashed;
  }

  synchronized void crashNow() {
    crashed = true;
  }

  synchronized void requirePower() {
    if (crashed) {
      throw new SimCrashException("the simulated disk has crashed");
    }
  }

  /** Counts a changing call; returns false if the power goes during it. */
  synchronized boolean beginChange(String what) throws IOException {
    requirePower();
    if (changingCalls >= crashAfter) {
      crashed = true;
      return false;
    }
    changingCalls++;
    if (changingCalls == failChangingCall) {
      throw new IOException("simulated I/O error: " + what);
    }
    return true;
  }

  synchronized void beginRead(String what) throws IOException {
    requirePower();
    readingCalls++;
    if (readingCalls == failReadingCall) {
      throw new IOException("simulated I/O error: " + what);
    }
  }

  /** Counts a force; returns whether it shall fail. */
  synchronized boolean beginForce() {
    forceCalls++;
    return forceCalls == failForceCall;
  }

  synchronized void allocate(long bytes, String name) throws NoSpaceException {
    if (freeBytes != NEVER) {
      if (bytes > freeBytes) {
        throw new NoSpaceException("no space left on the simulated disk for " + name);
      }
      freeBytes -= bytes;
    }
  }

  synchronized void release(long bytes) {
    if (freeBytes != NEVER) {
      freeBytes += bytes;
    }
  }
}
