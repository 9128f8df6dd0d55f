package org.lightningdb.storage.vfs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lightningdb.storage.error.StorageException;

/** What every {@link Vfs} must do. */
abstract class VfsContract {
  abstract Vfs vfs() throws IOException;

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static void write(VfsFile file, long position, byte[] bytes) throws IOException {
    file.write(position, bytes, 0, bytes.length);
  }

  static byte[] readAll(VfsFile file) throws IOException {
    byte[] bytes = new byte[(int) file.size()];
    assertEquals(bytes.length, file.read(0, bytes, 0, bytes.length));
    return bytes;
  }

  @Test
  void writtenBytesAreReadBackByEveryHandle() throws IOException {
    Vfs vfs = vfs();
    try (VfsFile first = vfs.create("DATA-1");
        VfsFile second = vfs.open("DATA-1")) {
      write(first, 0, utf8("lightning"));
      assertArrayEquals(utf8("lightning"), readAll(second));
      write(second, 5, utf8("house"));
      assertArrayEquals(utf8("lighthouse"), readAll(first));
      assertEquals("DATA-1", first.name());
    }
    try (VfsFile again = vfs.open("DATA-1")) {
      assertArrayEquals(utf8("lighthouse"), readAll(again));
    }
  }

  @Test
  void aGapReadsAsZeros() throws IOException {
    try (VfsFile file = vfs().create("F")) {
      write(file, 100_000, utf8("x"));
      byte[] expected = new byte[100_001];
      expected[100_000] = 'x';
      assertArrayEquals(expected, readAll(file));
    }
  }

  @Test
  void readsStopAtTheEnd() throws IOException {
    try (VfsFile file = vfs().create("F")) {
      write(file, 0, utf8("abcdef"));
      byte[] buffer = utf8("..........");
      assertEquals(2, file.read(4, buffer, 3, 7));
      assertArrayEquals(utf8("...ef....."), buffer);
      assertEquals(0, file.read(6, buffer, 0, 5));
      assertEquals(0, file.read(1_000_000, buffer, 0, 5));
      assertEquals(0, file.read(0, buffer, 0, 0));
      assertArrayEquals(utf8("...ef....."), buffer);
    }
  }

  @Test
  void truncateCutsAndNeverExtends() throws IOException {
    try (VfsFile file = vfs().create("F")) {
      write(file, 0, utf8("abcdef"));
      file.truncate(10);
      assertEquals(6, file.size());
      file.truncate(2);
      assertArrayEquals(utf8("ab"), readAll(file));
      write(file, 4, utf8("x"));
      assertArrayEquals(new byte[] {'a', 'b', 0, 0, 'x'}, readAll(file), "cut bytes came back");
    }
  }

  @Test
  void randomWritesAndCutsAgreeWithAnArray() throws IOException {
    long seed = 7;
    Random random = new Random(seed);
    byte[] model = new byte[0];
    try (VfsFile file = vfs().create("F")) {
      for (int step = 0; step < 400; step++) {
        if (random.nextInt(10) == 0) {
          int size = random.nextInt(model.length + 1);
          file.truncate(size);
          model = Arrays.copyOf(model, size);
        } else {
          byte[] bytes = new byte[random.nextInt(random.nextBoolean() ? 40 : 60_000)];
          if (random.nextInt(3) > 0) {
            random.nextBytes(bytes);
          }
          int position = random.nextInt(200_000);
          write(file, position, bytes);
          if (bytes.length > 0) {
            model = Arrays.copyOf(model, Math.max(model.length, position + bytes.length));
            System.arraycopy(bytes, 0, model, position, bytes.length);
          }
        }
        if (step % 20 == 0) {
          assertArrayEquals(model, readAll(file), "seed " + seed + " step " + step);
        }
      }
      assertArrayEquals(model, readAll(file), "seed " + seed);
    }
  }

  @Test
  void transfersLargerThanAnyBufferArrive() throws IOException {
    byte[] bytes = new byte[5_000_003];
    new Random(3).nextBytes(bytes);
    try (VfsFile file = vfs().create("F")) {
      file.write(17, bytes, 1, bytes.length - 1);
      byte[] found = new byte[bytes.length];
      assertEquals(bytes.length - 1, file.read(17, found, 1, bytes.length - 1));
      found[0] = bytes[0];
      assertArrayEquals(bytes, found);
    }
  }

  @Test
  void namesAreListedSorted() throws IOException {
    Vfs vfs = vfs();
    for (String name : List.of("WAL-2", "DATA", "WAL-1")) {
      vfs.create(name).close();
    }
    vfs.syncDirectory();
    assertEquals(List.of("DATA", "WAL-1", "WAL-2"), vfs.list());
    vfs.rename("WAL-2", "WAL-3");
    vfs.delete("WAL-1");
    assertEquals(List.of("DATA", "WAL-3"), vfs.list());
    assertTrue(vfs.exists("WAL-3"));
    assertFalse(vfs.exists("WAL-2"));
  }

  @Test
  void renameReplacesTheTarget() throws IOException {
    Vfs vfs = vfs();
    for (String name : List.of("old", "new")) {
      try (VfsFile file = vfs.create(name)) {
        write(file, 0, utf8(name));
      }
    }
    vfs.rename("new", "old");
    assertEquals(List.of("old"), vfs.list());
    try (VfsFile file = vfs.open("old")) {
      assertArrayEquals(utf8("new"), readAll(file));
    }
  }

  @Test
  void missingAndExistingFilesAreToldApart() throws IOException {
    Vfs vfs = vfs();
    assertThrows(NoSuchFileException.class, () -> vfs.open("F"));
    assertThrows(NoSuchFileException.class, () -> vfs.delete("F"));
    assertThrows(NoSuchFileException.class, () -> vfs.rename("F", "G"));
    vfs.create("F").close();
    assertThrows(FileAlreadyExistsException.class, () -> vfs.create("F"));
  }

  @Test
  void onlySimpleNamesAreTaken() throws IOException {
    Vfs vfs = vfs();
    for (String name :
        List.of("", ".", "..", "../x", "a/b", "a\\b", "c:", ".x", "ä", "LOCK", "a b")) {
      assertThrows(IOException.class, () -> vfs.create(name), name);
      assertThrows(IOException.class, () -> vfs.exists(name), name);
    }
    assertEquals(List.of(), vfs.list());
  }

  @Test
  void anOpenFileCannotBeMoved() throws IOException {
    Vfs vfs = vfs();
    vfs.create("G").close();
    VfsFile first = vfs.create("F");
    VfsFile second = vfs.open("F");
    second.close();
    second.close();
    assertThrows(IOException.class, () -> vfs.delete("F"));
    assertThrows(IOException.class, () -> vfs.rename("F", "H"));
    assertThrows(IOException.class, () -> vfs.rename("G", "F"));
    first.close();
    vfs.rename("F", "H");
    vfs.delete("H");
    assertEquals(List.of("G"), vfs.list());
  }

  @Test
  void aClosedFileRefusesWork() throws IOException {
    VfsFile file = vfs().create("F");
    file.close();
    byte[] one = new byte[1];
    assertThrows(IOException.class, () -> file.read(0, one, 0, 1));
    assertThrows(IOException.class, () -> file.write(0, one, 0, 1));
    assertThrows(IOException.class, file::force);
    assertThrows(IOException.class, file::size);
  }

  @Test
  void theLockHasOneHolder() throws Exception {
    Vfs vfs = vfs();
    AutoCloseable held = vfs.lock();
    StorageException refused = assertThrows(StorageException.class, vfs::lock);
    assertEquals(StorageException.Kind.IN_USE, refused.kind());
    String message = String.valueOf(refused.getMessage());
    assertTrue(message.contains(Long.toString(ProcessHandle.current().pid())), message);
    assertEquals(List.of(), vfs.list());
    held.close();
    AutoCloseable second = vfs.lock();
    held.close();
    assertThrows(StorageException.class, vfs::lock, "closing twice gave away another's lock");
    second.close();
  }

  @Test
  void anInterruptedThreadFinishesItsWorkAndStaysInterrupted() throws IOException {
    Vfs vfs = vfs();
    Thread.currentThread().interrupt();
    try (VfsFile file = vfs.create("F")) {
      write(file, 0, utf8("abc"));
      file.force();
      vfs.syncDirectory();
      assertArrayEquals(utf8("abc"), readAll(file));
      file.truncate(1);
      assertTrue(Thread.currentThread().isInterrupted());
    } finally {
      assertTrue(Thread.interrupted());
    }
  }

  @Test
  void mappedBytesAreReadAndTheirNeighboursStay() throws IOException {
    Vfs vfs = vfs();
    byte[] model = new byte[30_000];
    Random random = new Random(11);
    random.nextBytes(model);
    try (VfsFile file = vfs.create("F");
        VfsFile other = vfs.open("F")) {
      write(file, 0, model);
      VfsMapping mapping = file.map(5_000, 20_000);
      for (int step = 0; step < 300; step++) {
        byte[] bytes = new byte[random.nextInt(random.nextBoolean() ? 40 : 9_000)];
        random.nextBytes(bytes);
        boolean mapped = random.nextInt(4) > 0;
        int position = mapped ? 5_000 + random.nextInt(20_000 - bytes.length) : random.nextInt(400);
        if (mapped) {
          mapping.write(position, bytes, 0, bytes.length);
        } else {
          write(other, position, bytes);
        }
        System.arraycopy(bytes, 0, model, position, bytes.length);
        assertArrayEquals(model, readAll(step % 2 == 0 ? file : other), "step " + step);
      }
      mapping.write(24_999, model, 7, 1);
      model[24_999] = model[7];
      file.force();
      mapping.close();
      assertArrayEquals(model, readAll(other));
    }
  }

  @Test
  void onlyWhatIsThereCanBeMapped() throws IOException {
    byte[] bytes = new byte[100];
    try (VfsFile file = vfs().create("F")) {
      write(file, 0, bytes);
      assertThrows(IOException.class, () -> file.map(0, 101));
      assertThrows(IOException.class, () -> file.map(90, 11));
      assertEquals(100, file.size());
      VfsMapping mapping = file.map(10, 50);
      assertThrows(IndexOutOfBoundsException.class, () -> mapping.write(9, bytes, 0, 1));
      assertThrows(IndexOutOfBoundsException.class, () -> mapping.write(60, bytes, 0, 1));
      assertThrows(IndexOutOfBoundsException.class, () -> mapping.write(10, bytes, 0, 51));
      assertThrows(IndexOutOfBoundsException.class, () -> mapping.write(10, bytes, 80, 21));
      mapping.write(60, bytes, 0, 0);
      assertArrayEquals(bytes, readAll(file));
    }
  }

  @Test
  void aMappingEndsWithItsFileWhichCanThenBeMoved() throws IOException {
    Vfs vfs = vfs();
    byte[] one = utf8("x");
    VfsFile file = vfs.create("F");
    write(file, 0, utf8("abc"));
    VfsMapping first = file.map(0, 3);
    VfsMapping second = file.map(1, 2);
    first.close();
    first.close();
    assertThrows(IOException.class, () -> first.write(0, one, 0, 1));
    second.write(1, one, 0, 1);
    file.close();
    assertThrows(IOException.class, () -> second.write(1, one, 0, 1));
    assertThrows(IOException.class, () -> file.map(0, 1));
    vfs.rename("F", "G");
    try (VfsFile renamed = vfs.open("G")) {
      assertArrayEquals(utf8("axc"), readAll(renamed));
    }
    vfs.delete("G");
  }

  @Test
  void anInterruptedThreadMapsAndWrites() throws IOException {
    Vfs vfs = vfs();
    try (VfsFile file = vfs.create("F")) {
      write(file, 0, utf8("abc"));
      Thread.currentThread().interrupt();
      VfsMapping mapping = file.map(0, 3);
      mapping.write(1, utf8("x"), 0, 1);
      assertArrayEquals(utf8("axc"), readAll(file));
      assertTrue(Thread.currentThread().isInterrupted());
    } finally {
      assertTrue(Thread.interrupted());
    }
  }
}
