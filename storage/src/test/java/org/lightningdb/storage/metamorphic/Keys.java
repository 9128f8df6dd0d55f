package org.lightningdb.storage.metamorphic;

import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;

/** Keys that meet again: few letters, long common beginnings, extreme bytes. */
final class Keys {
  private static final byte[] LETTERS = {0, 1, 'a', 'b', (byte) 0x80, (byte) 0xff};

  private final Random random;
  private final int lengthMax;
  private final byte[] prefix;

  Keys(Random random) {
    this.random = random;
    this.lengthMax = 1 + random.nextInt(5);
    this.prefix = new byte[random.nextInt(3) * random.nextInt(12)];
    random.nextBytes(prefix);
  }

  Slice next() {
    int common = random.nextInt(8) == 0 ? 0 : prefix.length;
    byte[] key = new byte[common + 1 + random.nextInt(lengthMax)];
    System.arraycopy(prefix, 0, key, 0, common);
    for (int i = common; i < key.length; i++) {
      key[i] = LETTERS[random.nextInt(LETTERS.length)];
    }
    return new Slice(key);
  }

  ByteRange range() {
    @Nullable Slice lower = random.nextInt(3) == 0 ? null : next();
    @Nullable Slice upper = random.nextInt(3) == 0 ? null : next();
    return new ByteRange(lower, upper);
  }
}
