package org.lightningdb.benchmarks.point;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.lightningdb.storage.bytes.Slice;

/** Keys of 16 bytes, one for each number from 0 on. */
enum Keys {
  /** Numbers spread over the whole range, as hashes or random identifiers are. */
  SPREAD {
    @Override
    void write(long number, byte[] target) {
      LONG.set(target, 0, mix(number));
      LONG.set(target, Long.BYTES, number);
    }
  },

  /** Decimal digits with leading zeros, as counters are. */
  COUNTED {
    @Override
    void write(long number, byte[] target) {
      long rest = number;
      for (int i = BYTES - 1; i >= 0; i--) {
        target[i] = (byte) ('0' + rest % 10);
        rest /= 10;
      }
    }
  };

  static final int BYTES = 16;
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  abstract void write(long number, byte[] target);

  Slice key(long number) {
    byte[] bytes = new byte[BYTES];
    write(number, bytes);
    return new Slice(bytes);
  }

  private static long mix(long number) {
    long mixed = number * 0x9E3779B97F4A7C15L;
    mixed = (mixed ^ (mixed >>> 32)) * 0xD6E8FEB86659FD93L;
    return mixed ^ (mixed >>> 32);
  }
}
