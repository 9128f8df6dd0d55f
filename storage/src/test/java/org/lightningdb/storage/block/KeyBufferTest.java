package org.lightningdb.storage.block;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lightningdb.storage.bytes.Slice;

/** Keys put together from changing sources are right, whatever was in the buffer before. */
class KeyBufferTest {
  @Test
  void joinsWhateverCameBefore() {
    for (long seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      byte[][] sources = new byte[3][];
      for (int i = 0; i < sources.length; i++) {
        sources[i] = new byte[1 + random.nextInt(300)];
        random.nextBytes(sources[i]);
      }
      KeyBuffer buffer = new KeyBuffer();
      for (int step = 0; step < 200; step++) {
        byte[] source = sources[random.nextInt(sources.length)];
        int prefixStart = random.nextInt(2);
        int prefixLength = random.nextInt(Math.min(20, source.length - prefixStart + 1));
        int restStart = random.nextInt(source.length + 1);
        int room = source.length - restStart;
        int restLength = random.nextInt(Math.min(random.nextBoolean() ? 8 : 200, room) + 1);
        Slice key = buffer.join(source, prefixStart, prefixLength, restStart, restLength);
        assertEquals(prefixLength + restLength, key.length(), "seed " + seed);
        Slice prefix = new Slice(source, prefixStart, prefixLength);
        Slice rest = new Slice(source, restStart, restLength);
        assertEquals(prefix, new Slice(key.array(), key.offset(), prefixLength), "seed " + seed);
        int restAt = key.offset() + prefixLength;
        assertEquals(rest, new Slice(key.array(), restAt, restLength), "seed " + seed);
        if (random.nextInt(8) == 0) {
          assertEquals(rest, buffer.borrow(source, restStart, restLength), "seed " + seed);
        }
      }
    }
  }
}
