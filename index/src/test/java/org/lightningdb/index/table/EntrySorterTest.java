package org.lightningdb.index.table;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.scratch.ScratchSpace;
import org.lightningdb.storage.spec.ScratchOptions;
import org.lightningdb.storage.vfs.SimVfs;

class EntrySorterTest {
  private record Entry(Slice key, Slice value) {}

  @Test
  void entriesComeBackInOrderHoweverLittleMemoryThereIs() throws IOException {
    for (int bytesMax : new int[] {1, 300, 20_000, 400_000, 1 << 24}) {
      Random random = new Random(bytesMax);
      SimVfs vfs = SimVfs.memory("sort");
      try (ScratchSpace scratch = ScratchSpace.open(vfs, ScratchOptions.defaults())) {
        List<Entry> expected = new ArrayList<>();
        List<Entry> found = new ArrayList<>();
        try (EntrySorter sorter = new EntrySorter(scratch, bytesMax)) {
          for (int i = bytesMax < 1000 ? 200 : 3000; i > 0; i--) {
            Entry entry =
                new Entry(
                    slice(random, random.nextInt(i % 50 == 0 ? 3000 : 40)),
                    slice(random, random.nextInt(30)));
            expected.add(entry);
            sorter.add(entry.key, entry.value);
          }
          assertEquals(bytesMax < 100_000, sorter.spilled());
          sorter.forEach((key, value) -> found.add(new Entry(key.copy(), value.copy())));
        }
        assertEquals(List.of(), vfs.list(), "the temporary file is gone");
        for (int i = 1; i < found.size(); i++) {
          assertEquals(
              true, found.get(i - 1).key.compareTo(found.get(i).key) <= 0, "order at " + i);
        }
        Comparator<Entry> order = Comparator.comparing(Entry::key).thenComparing(Entry::value);
        expected.sort(order);
        found.sort(order);
        assertEquals(expected, found, "memory " + bytesMax);
      }
    }
  }

  private static Slice slice(Random random, int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) random.nextInt(random.nextBoolean() ? 3 : 256);
    }
    return new Slice(bytes);
  }

  @Test
  void nothingIsSorted() throws IOException {
    try (ScratchSpace scratch =
            ScratchSpace.open(SimVfs.memory("sort"), ScratchOptions.defaults());
        EntrySorter sorter = new EntrySorter(scratch, 10)) {
      List<Slice> found = new ArrayList<>();
      sorter.forEach((key, value) -> found.add(key.copy()));
      assertEquals(List.of(), found);
    }
  }
}
