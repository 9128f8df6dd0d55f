package org.lightningdb.storage.vfs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lightningdb.storage.error.StorageException;

final class DiskVfsTest extends VfsContract {
  @TempDir Path temporary;
  private final List<Vfs> opened = new ArrayList<>();

  @Override
  Vfs vfs() throws IOException {
    Vfs vfs = DiskVfs.open(temporary.resolve("new/database"), true);
    opened.add(vfs);
    return vfs;
  }

  @AfterEach
  void close() throws IOException {
    for (Vfs vfs : opened) {
      vfs.close();
    }
  }

  @Test
  void aMissingDirectoryIsOnlyCreatedOnRequest() throws IOException {
    Path missing = temporary.resolve("missing");
    assertThrows(NoSuchFileException.class, () -> DiskVfs.open(missing, false));
    Path file = Files.createFile(temporary.resolve("file"));
    assertThrows(NotDirectoryException.class, () -> DiskVfs.open(file, true));
    Vfs vfs = vfs();
    assertEquals(temporary.toRealPath().resolve("new/database").toString(), vfs.describe());
    Files.createDirectory(temporary.resolve("new/database/lost+found"));
    assertEquals(List.of(), vfs.list());
  }

  @Test
  void closingGivesBackFilesAndLock() throws IOException {
    Vfs vfs = vfs();
    VfsFile file = vfs.create("F");
    vfs.lock();
    vfs.close();
    assertThrows(IOException.class, () -> file.write(0, new byte[1], 0, 1));
    assertThrows(IOException.class, () -> vfs.open("F"));
    assertEquals(1, vfsAgain().list().size());
  }

  private Vfs vfsAgain() throws IOException {
    Vfs vfs = vfs();
    vfs.lock();
    return vfs;
  }

  @Test
  void anotherVfsOnTheSameDirectoryMeetsTheLock() throws Exception {
    Vfs first = vfs();
    Vfs second = vfs();
    AutoCloseable held = first.lock();
    StorageException refused = assertThrows(StorageException.class, second::lock);
    assertEquals(StorageException.Kind.IN_USE, refused.kind());
    held.close();
    second.lock();
    assertThrows(StorageException.class, first::lock);
  }

  @Test
  void anotherProcessMeetsTheLockAndNamesTheHolder() throws Exception {
    Vfs vfs = vfs();
    AutoCloseable held = vfs.lock();
    // A second opener in this process must not give the lock of the first away.
    assertThrows(StorageException.class, () -> vfs().lock());
    String own = Long.toString(ProcessHandle.current().pid());
    String refused = runChild(vfs.describe());
    assertTrue(refused.startsWith("IN_USE ") && refused.contains("process " + own), refused);
    held.close();
    assertEquals("locked", runChild(vfs.describe()));
  }

  private static String runChild(String directory) throws Exception {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                LockingChild.class.getName(),
                directory)
            .redirectErrorStream(true)
            .start();
    String output =
        new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    child.waitFor();
    return output;
  }

  /** Readers and writers under constant interrupts: no wrong byte, no lost write, no lost flag. */
  @Test
  void interruptStormsDoNoHarm() throws Exception {
    int threads = 4;
    Vfs vfs = vfs();
    ExecutorService executor = Executors.newFixedThreadPool(threads + 1);
    AtomicBoolean over = new AtomicBoolean();
    List<Thread> victims = new ArrayList<>();
    try (VfsFile file = vfs.create("F")) {
      List<Future<Integer>> results = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        int owner = i;
        results.add(executor.submit(() -> victim(file, owner, victims)));
      }
      Future<Integer> storm = executor.submit((Callable<Integer>) () -> storm(victims, over));
      int interruptsSeen = 0;
      for (Future<Integer> result : results) {
        interruptsSeen += result.get();
      }
      over.set(true);
      assertTrue(storm.get() > 100, "no storm");
      assertTrue(interruptsSeen > 10, "interrupt flags were lost: " + interruptsSeen);
    } finally {
      executor.shutdownNow();
    }
  }

  private static int storm(List<Thread> victims, AtomicBoolean over) {
    int interrupts = 0;
    while (!over.get()) {
      synchronized (victims) {
        victims.forEach(Thread::interrupt);
      }
      interrupts++;
      Thread.onSpinWait();
    }
    return interrupts;
  }

  private static int victim(VfsFile file, int owner, List<Thread> victims) throws IOException {
    synchronized (victims) {
      victims.add(Thread.currentThread());
    }
    int interruptsSeen = 0;
    Random random = new Random(owner);
    byte[] model = new byte[40_000];
    long base = (long) owner * model.length;
    for (int step = 0; step < 1500; step++) {
      byte[] bytes = new byte[random.nextInt(6000)];
      random.nextBytes(bytes);
      int position = random.nextInt(model.length - bytes.length);
      file.write(base + position, bytes, 0, bytes.length);
      System.arraycopy(bytes, 0, model, position, bytes.length);
      byte[] found = new byte[bytes.length];
      assertEquals(bytes.length, file.read(base + position, found, 0, found.length));
      assertArrayEquals(bytes, found);
      if (step % 100 == 0) {
        file.force();
      }
      if (Thread.interrupted()) {
        interruptsSeen++;
      }
    }
    synchronized (victims) {
      victims.remove(Thread.currentThread());
    }
    byte[] all = new byte[model.length];
    int count = file.read(base, all, 0, all.length);
    assertArrayEquals(Arrays.copyOf(model, count), Arrays.copyOf(all, count));
    return interruptsSeen;
  }
}
