package org.lightningdb.index.codec;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;

/** Decimals of more than 18 digits: 16 bytes, two's complement of the unscaled value. */
final class WideDecimals {
  private WideDecimals() {}

  static void encode(BigDecimal value, byte[] target, int offset) {
    byte[] bytes = value.unscaledValue().toByteArray();
    int padding = KeyCodec.WIDE_DECIMAL_BYTES - bytes.length;
    if (padding < 0) {
      throw new IllegalArgumentException(value + " has too many digits");
    }
    Arrays.fill(target, offset, offset + padding, (byte) (value.signum() < 0 ? -1 : 0));
    System.arraycopy(bytes, 0, target, offset + padding, bytes.length);
  }

  static BigDecimal decode(byte[] source, int offset, int scale) {
    return new BigDecimal(new BigInteger(source, offset, KeyCodec.WIDE_DECIMAL_BYTES), scale);
  }
}
