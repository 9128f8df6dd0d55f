package org.lightningdb.storage.scratch;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.error.StorageException.Kind;
import org.lightningdb.storage.vfs.VfsFile;

/**
 * A temporary file: frames of bytes, appended by one thread at a time and read back by any number
 * of {@link ScratchReader}s, also while more are appended. Closing removes it, whatever still
 * reads.
 *
 * <p>Each frame is one write and one read, so callers collect rows into frames of some 64 KiB to 1
 * MiB. A frame is compressed if that saves an eighth; where a file's frames do not compress, most
 * of them are not tried.
 *
 * <pre>
 *  0  4  CRC-32C of its position in the file (8 bytes) and of the bytes that follow
 *  4  4  length of the content
 *  8  4  length of the payload; less than that of the content = compressed with zstd
 * 12     payload
 * </pre>
 */
public final class ScratchFile implements AutoCloseable {
  /** Most that one frame takes. */
  public static final int FRAME_BYTES_MAX = 128 << 20;

  /** Room for a frame is kept from write to write up to this size. */
  private static final int ROOM_BYTES_MAX = 2 << 20;

  private static final int TRIES_SKIPPED_MAX = 16;

  private final ScratchSpace space;
  private final VfsFile file;
  private final AtomicBoolean closed = new AtomicBoolean();
  private byte[] room = new byte[0];
  private int triesSkipped;
  private int triesToSkip;
  private volatile long end;
  private volatile long contentBytes;

  ScratchFile(ScratchSpace space, VfsFile file) {
    this.space = space;
    this.file = file;
  }

  String name() {
    return file.name();
  }

  /** Where the next frame will be: 0 in an empty file. */
  public long end() {
    return end;
  }

  /** Bytes handed to {@link #write} so far; on the disk they may be fewer. */
  public long contentBytes() {
    return contentBytes;
  }

  /**
   * Appends a frame of {@code length} bytes. If this fails, the file is as before.
   *
   * @return its position, for {@link #reader}
   * @throws StorageException {@code DISK_FULL}, {@code READ_FAILED} for other I/O errors, {@code
   *     LIMIT} if it is longer than {@link #FRAME_BYTES_MAX}, {@code CLOSED}
   */
  public long write(byte[] bytes, int offset, int length) {
    requireOpen();
    if (length > FRAME_BYTES_MAX) {
      throw new StorageException(Kind.LIMIT, "a frame of " + length + " bytes is too long");
    }
    byte[] frame = room(Frame.HEADER_BYTES + length);
    int payload = compress(bytes, offset, length, frame);
    if (payload < 0) {
      payload = length;
      System.arraycopy(bytes, offset, frame, Frame.HEADER_BYTES, length);
    }
    long position = end;
    Frame.seal(frame, position, length, payload);
    append(position, frame, Frame.HEADER_BYTES + payload);
    long before = contentBytes;
    contentBytes = before + length;
    return position;
  }

  private void append(long position, byte[] frame, int length) {
    space.take(length);
    try {
      file.write(position, frame, 0, length);
      end = position + length;
    } catch (IOException e) {
      space.giveBack(length);
      requireOpen();
      throw ScratchSpace.failure(name() + " cannot be written", e);
    }
  }

  private byte[] room(int bytes) {
    if (bytes <= room.length) {
      return room;
    }
    byte[] larger = new byte[bytes];
    room = bytes <= ROOM_BYTES_MAX ? larger : room;
    return larger;
  }

  /** The length of the compressed payload, or -1 if the content shall be stored as it is. */
  private int compress(byte[] bytes, int offset, int length, byte[] frame) {
    if (!space.compresses() || length == 0) {
      return -1;
    }
    if (triesSkipped < triesToSkip) {
      triesSkipped++;
      return -1;
    }
    int lengthMax = length - 1 - length / 8;
    int payload =
        space.compression().compress(bytes, offset, length, frame, Frame.HEADER_BYTES, lengthMax);
    triesSkipped = 0;
    triesToSkip = payload >= 0 ? 0 : Math.min(TRIES_SKIPPED_MAX, 2 * triesToSkip + 1);
    return payload;
  }

  /**
   * Reads frames in the order in which they were written, from the one at {@code position} to the
   * last one that is there when it is reached. To be closed with this file at the latest.
   *
   * @param position 0, what {@link #write} returned, or {@link #end}
   */
  public ScratchReader reader(long position) {
    requireOpen();
    return new ScratchReader(this, space.compression(), position);
  }

  /**
   * Reads the bytes from {@code position} on that are not among the first {@code held} ones in
   * {@code target} yet, up to {@code wanted}; returns how many are there then.
   */
  int read(long position, byte[] target, int held, int wanted) {
    try {
      return held + file.read(position + held, target, held, wanted - held);
    } catch (IOException e) {
      requireOpen();
      throw ScratchSpace.failure(name() + " cannot be read", e);
    }
  }

  void requireOpen() {
    if (closed.get()) {
      throw new StorageException(Kind.CLOSED, name() + " is closed");
    }
  }

  /** Closing twice is harmless. */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    space.remove(this, end, file);
  }
}
