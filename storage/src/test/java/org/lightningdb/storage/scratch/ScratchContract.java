package org.lightningdb.storage.scratch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.error.StorageException.Kind;
import org.lightningdb.storage.spec.ScratchOptions;
import org.lightningdb.storage.spec.StoreSpec.Compression;
import org.lightningdb.storage.vfs.Vfs;
import org.lightningdb.storage.vfs.VfsFile;

/** What temporary files do on every disk. */
abstract class ScratchContract {
  private static final long SEED = 20261121;

  abstract Vfs vfs() throws IOException;

  /** Random bytes, or a text that compresses well. */
  private static byte[] content(SplittableRandom random, int length, boolean dull) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    for (int i = 0; dull && i < length; i++) {
      bytes[i] = (byte) (i % 50);
    }
    return bytes;
  }

  private static void assertFrame(byte[] expected, ScratchReader reader, String what) {
    assertTrue(reader.next(), what);
    assertEquals(expected.length, reader.length(), what);
    assertTrue(
        Arrays.equals(expected, 0, expected.length, reader.bytes(), 0, reader.length()), what);
  }

  @Test
  void framesComeBackInOrderFromEveryPosition() throws IOException {
    for (Compression compression : Compression.values()) {
      SplittableRandom random = new SplittableRandom(SEED);
      ScratchOptions options = ScratchOptions.defaults().withCompression(compression);
      try (ScratchSpace space = ScratchSpace.open(vfs(), options);
          ScratchFile file = space.create()) {
        List<byte[]> frames = new ArrayList<>();
        List<Long> positions = new ArrayList<>();
        List<ScratchReader> early = new ArrayList<>();
        long content = 0;
        for (int i = 0; i < 60; i++) {
          int length = i == 7 ? 5 << 20 : random.nextInt(i % 3 == 0 ? 20 : 150_000);
          byte[] bytes = content(random, length, i < 30 || i % 2 == 0);
          early.add(file.reader(file.end()));
          positions.add(file.write(bytes, 0, length));
          frames.add(bytes);
          content += length;
          assertFrame(bytes, early.get(i), "seed " + SEED + ", frame " + i + " at once");
        }
        assertEquals(content, file.contentBytes());
        assertEquals(compression != Compression.NONE, file.end() < content, "compressed");
        for (int start = 0; start < frames.size(); start += 13) {
          ScratchReader reader = file.reader(positions.get(start));
          for (int i = start; i < frames.size(); i++) {
            assertEquals(positions.get(i), reader.position());
            assertFrame(frames.get(i), reader, "seed " + SEED + ", frame " + i + " from " + start);
          }
          assertFalse(reader.next());
          assertEquals(file.end(), reader.position());
        }
      }
    }
  }

  @Test
  void onlyThePartThatIsHandedOverIsWritten() throws IOException {
    try (ScratchSpace space = ScratchSpace.open(vfs(), ScratchOptions.defaults());
        ScratchFile file = space.create()) {
      byte[] bytes = {1, 2, 3, 4, 5};
      file.write(bytes, 1, 3);
      bytes[2] = 9;
      file.write(bytes, 4, 0);
      ScratchReader reader = file.reader(0);
      assertFrame(new byte[] {2, 3, 4}, reader, "part");
      assertFrame(new byte[0], reader, "nothing");
      assertFalse(reader.next());
    }
  }

  @Test
  void closingRemovesTheFileAndEndsItsReaders() throws IOException {
    Vfs vfs = vfs();
    ScratchSpace space = ScratchSpace.open(vfs, ScratchOptions.defaults());
    ScratchFile first = space.create();
    ScratchFile second = space.create();
    first.write(new byte[1000], 0, 1000);
    second.write(new byte[10], 0, 10);
    assertEquals(2, vfs.list().size());
    assertEquals(
        new ScratchStatistics(2, first.end() + second.end(), 2, first.end() + second.end()),
        space.statistics());
    ScratchReader reader = first.reader(0);
    first.close();
    first.close();
    assertEquals(1, vfs.list().size());
    assertEquals(second.end(), space.statistics().bytes());
    assertKind(Kind.CLOSED, reader::next);
    assertKind(Kind.CLOSED, () -> first.write(new byte[1], 0, 1));
    assertKind(Kind.CLOSED, () -> first.reader(0));
    space.close();
    assertEquals(List.of(), vfs.list(), "closed with the space");
    assertKind(Kind.CLOSED, () -> second.write(new byte[1], 0, 1));
    assertKind(Kind.CLOSED, space::create);
  }

  @Test
  void whatACrashLeftIsRemoved() throws IOException {
    Vfs vfs = vfs();
    vfs.create("SCRATCH-0000000c").close();
    vfs.create("SCRATCH-notes").close();
    vfs.create("DATA").close();
    try (ScratchSpace space = ScratchSpace.open(vfs, ScratchOptions.defaults())) {
      assertEquals(List.of("DATA", "SCRATCH-notes"), vfs.list());
      space.create();
      assertTrue(vfs.exists("SCRATCH-0000000d"), "numbers are not used again");
    }
  }

  @Test
  void everyDamageIsNoticed() throws IOException {
    Vfs vfs = vfs();
    try (ScratchSpace space = ScratchSpace.open(vfs, ScratchOptions.defaults());
        ScratchFile file = space.create()) {
      byte[] dull = content(new SplittableRandom(SEED), 300, true);
      file.write(dull, 0, dull.length);
      file.write(new byte[] {1, 2, 3}, 0, 3);
      try (VfsFile raw = vfs.open(file.name())) {
        byte[] good = new byte[(int) file.end()];
        assertEquals(good.length, raw.read(0, good, 0, good.length));
        for (int bit = 0; bit < good.length * 8; bit++) {
          byte[] bad = {(byte) (good[bit / 8] ^ 1 << bit % 8)};
          raw.write(bit / 8, bad, 0, 1);
          ScratchReader reader = file.reader(0);
          StorageException damage =
              assertThrows(StorageException.class, () -> readAll(reader), "bit " + bit);
          assertSame(Kind.CORRUPT, damage.kind(), "bit " + bit);
          raw.write(bit / 8, good, bit / 8, 1);
        }
        for (int length = 0; length < good.length; length++) {
          raw.truncate(good.length - 1 - length);
          assertKind(Kind.CORRUPT, () -> readAll(file.reader(0)));
        }
      }
    }
  }

  private static void readAll(ScratchReader reader) {
    while (reader.next()) {
      assertTrue(reader.length() == 300 || reader.length() == 3, "a frame of other length");
    }
  }

  @Test
  void aFrameInTheWrongPlaceIsNoticed() throws IOException {
    Vfs vfs = vfs();
    try (ScratchSpace space = ScratchSpace.open(vfs, ScratchOptions.defaults());
        ScratchFile file = space.create()) {
      file.write(new byte[] {1, 2, 3}, 0, 3);
      long second = file.write(new byte[] {4, 5, 6}, 0, 3);
      try (VfsFile raw = vfs.open(file.name())) {
        byte[] frame = new byte[(int) second];
        raw.read(second, frame, 0, frame.length);
        raw.write(0, frame, 0, frame.length);
      }
      assertKind(Kind.CORRUPT, () -> file.reader(0).next());
      assertFrame(new byte[] {4, 5, 6}, file.reader(second), "the other");
    }
  }

  @Test
  void theBoundOfTheOptionsIsKept() throws IOException {
    ScratchOptions options =
        ScratchOptions.defaults().withCompression(Compression.NONE).withBytesMax(2000);
    try (ScratchSpace space = ScratchSpace.open(vfs(), options);
        ScratchFile second = space.create()) {
      ScratchFile first = space.create();
      first.write(new byte[1500], 0, 1500);
      assertKind(Kind.DISK_FULL, () -> second.write(new byte[600], 0, 600));
      second.write(new byte[400], 0, 400);
      first.close();
      second.write(new byte[1500], 0, 1500);
      ScratchReader reader = second.reader(0);
      assertFrame(new byte[400], reader, "small");
      assertFrame(new byte[1500], reader, "large");
    }
  }

  static void assertKind(Kind kind, Runnable action) {
    StorageException failure = assertThrows(StorageException.class, action::run);
    assertSame(kind, failure.kind(), String.valueOf(failure.getMessage()));
  }
}
