package org.lightningdb.storage.scratch;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/** The header of a frame, as drawn in {@link ScratchFile}. */
final class Frame {
  static final int HEADER_BYTES = 12;

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private Frame() {}

  static void seal(byte[] frame, long position, int contentLength, int payloadLength) {
    INT.set(frame, 4, contentLength);
    INT.set(frame, 8, payloadLength);
    INT.set(frame, 0, checksum(frame, position, HEADER_BYTES + payloadLength));
  }

  static int contentLength(byte[] frame) {
    return (int) INT.get(frame, 4);
  }

  static int payloadLength(byte[] frame) {
    return (int) INT.get(frame, 8);
  }

  /** Whether the lengths are possible; the checksum needs them. */
  static boolean plausible(byte[] frame) {
    int content = contentLength(frame);
    int payload = payloadLength(frame);
    return payload >= 0 && payload <= content && content <= ScratchFile.FRAME_BYTES_MAX;
  }

  static boolean sound(byte[] frame, long position) {
    return (int) INT.get(frame, 0)
        == checksum(frame, position, HEADER_BYTES + payloadLength(frame));
  }

  private static int checksum(byte[] frame, long position, int length) {
    CRC32C crc = new CRC32C();
    for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
      crc.update((int) (position >>> shift));
    }
    crc.update(frame, 4, length - 4);
    return (int) crc.getValue();
  }
}
