package org.lightningdb.index.table;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;

class RangeSubtractionTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void everyKeyIsInExactlyOneRangeIfItWasInAny(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 500; round++) {
      List<EntryRange> ranges = new ArrayList<>();
      for (int i = random.nextInt(8); i > 0; i--) {
        ByteRange range = new ByteRange(bound(random), bound(random));
        if (!range.isEmpty()) {
          ranges.add(new EntryRange(range, false));
        }
      }
      List<EntryRange> disjoint = RangeSubtraction.disjoint(ranges);
      for (int key = 0; key < 24; key++) {
        Slice slice = new Slice(new byte[] {(byte) key});
        boolean before = ranges.stream().anyMatch(range -> range.bytes().contains(slice));
        long after = disjoint.stream().filter(range -> range.bytes().contains(slice)).count();
        assertEquals(before ? 1 : 0, after, "seed " + seed + " key " + key + " of " + ranges);
      }
    }
  }

  private static @Nullable Slice bound(Random random) {
    return random.nextInt(6) == 0 ? null : new Slice(new byte[] {(byte) random.nextInt(24)});
  }
}
