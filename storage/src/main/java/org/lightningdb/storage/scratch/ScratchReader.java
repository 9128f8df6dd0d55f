package org.lightningdb.storage.scratch;

import java.util.Arrays;
import org.lightningdb.storage.block.PayloadCompression;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.error.StorageException.Kind;

/**
 * Reads the frames of a {@link ScratchFile} one after another. For one thread at a time. It holds
 * no more than a frame, as written and as read, and is simply dropped.
 */
public final class ScratchReader {
  private final ScratchFile file;
  private final PayloadCompression compression;
  private long position;

  /** The frame at {@code position}, of which the first {@code held} bytes have been read. */
  private byte[] frame = new byte[0];

  private int held;
  private byte[] content = new byte[0];
  private int length;

  ScratchReader(ScratchFile file, PayloadCompression compression, long position) {
    this.file = file;
    this.compression = compression;
    this.position = position;
  }

  /** Where the next frame is. */
  public long position() {
    return position;
  }

  /**
   * Goes to the next frame; returns false if there is none yet.
   *
   * @throws StorageException {@code CORRUPT} if the frame is not what was written, {@code
   *     READ_FAILED}, {@code CLOSED} if the file is closed
   */
  public boolean next() {
    file.requireOpen();
    if (position >= file.end()) {
      return false;
    }
    requireBytes(Frame.HEADER_BYTES);
    if (!Frame.plausible(frame)) {
      throw damaged();
    }
    int frameLength = Frame.HEADER_BYTES + Frame.payloadLength(frame);
    requireBytes(frameLength);
    if (!Frame.sound(frame, position)) {
      throw damaged();
    }
    take(Frame.contentLength(frame), frameLength - Frame.HEADER_BYTES);
    position += frameLength;
    held -= frameLength;
    System.arraycopy(frame, frameLength, frame, 0, held);
    return true;
  }

  /** Reads the frame up to {@code length}, and the header of the next one with it. */
  private void requireBytes(int needed) {
    if (held >= needed) {
      return;
    }
    int wanted = (int) Math.min(needed + Frame.HEADER_BYTES, file.end() - position);
    if (frame.length < wanted) {
      frame = Arrays.copyOf(frame, wanted);
    }
    held = file.read(position, frame, held, wanted);
    if (held < needed) {
      throw damaged();
    }
  }

  private void take(int contentLength, int payloadLength) {
    if (content.length < contentLength) {
      content = new byte[contentLength];
    }
    length = contentLength;
    if (payloadLength == contentLength) {
      System.arraycopy(frame, Frame.HEADER_BYTES, content, 0, contentLength);
    } else if (!compression.decompress(
        frame, Frame.HEADER_BYTES, payloadLength, content, contentLength)) {
      throw damaged();
    }
  }

  private StorageException damaged() {
    return new StorageException(
        Kind.CORRUPT, file.name() + " is damaged at " + position + ", where a frame was written");
  }

  /**
   * The frame from index 0 on, {@link #length} bytes of it; until the next call of {@link #next}.
   */
  public byte[] bytes() {
    return content;
  }

  /** The length of the frame. */
  public int length() {
    return length;
  }
}
