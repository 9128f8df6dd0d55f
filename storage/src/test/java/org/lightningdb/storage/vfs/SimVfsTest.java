package org.lightningdb.storage.vfs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class SimVfsTest extends VfsContract {
  private final SimVfs vfs = SimVfs.tracked(1);

  @Override
  Vfs vfs() {
    return vfs;
  }

  private static byte[] filled(int length, int value) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  private static byte[] contentOf(Vfs vfs, String name) throws IOException {
    try (VfsFile file = vfs.open(name)) {
      return readAll(file);
    }
  }

  @Test
  void forcedBytesAndSyncedNamesSurviveEveryCrash() throws IOException {
    VfsFile file = vfs.create("F");
    write(file, 0, filled(2000, 'a'));
    file.force();
    vfs.syncDirectory();
    for (int seed = 0; seed < 50; seed++) {
      assertArrayEquals(filled(2000, 'a'), contentOf(vfs.crash(seed), "F"));
    }
    assertThrows(SimCrashException.class, () -> file.read(0, new byte[1], 0, 1));
    assertThrows(SimCrashException.class, () -> vfs.create("G"));
    file.close();
  }

  @Test
  void unsyncedSectorsAreKeptDroppedOrTornOnTheirOwn() throws IOException {
    VfsFile file = vfs.create("F");
    write(file, 0, filled(4096, 'a'));
    file.force();
    vfs.syncDirectory();
    write(file, 100, filled(3000, 'b'));
    Set<String> kinds = new HashSet<>();
    boolean holeBeforeKept = false;
    for (int seed = 0; seed < 200; seed++) {
      byte[] found = contentOf(vfs.crash(seed), "F");
      assertEquals(4096, found.length);
      assertArrayEquals(filled(100, 'a'), Arrays.copyOf(found, 100), "a neighbour was harmed");
      assertArrayEquals(filled(996, 'a'), Arrays.copyOfRange(found, 3100, 4096));
      boolean droppedBefore = false;
      for (int sector = 512; sector < 3072; sector += 512) {
        byte[] piece = Arrays.copyOfRange(found, sector, sector + 512);
        boolean kept = Arrays.equals(piece, filled(512, 'b'));
        boolean dropped = Arrays.equals(piece, filled(512, 'a'));
        kinds.add(kept ? "kept" : dropped ? "dropped" : "garbage");
        holeBeforeKept |= kept && droppedBefore;
        droppedBefore |= dropped;
      }
    }
    assertEquals(Set.of("kept", "dropped", "garbage"), kinds);
    assertTrue(holeBeforeKept, "writes never arrived out of order");
  }

  @Test
  void unsyncedNamesSurviveUpToARandomChange() throws IOException {
    vfs.create("A").close();
    vfs.syncDirectory();
    vfs.create("B").close();
    vfs.rename("A", "C");
    vfs.delete("B");
    Set<List<String>> seen = new HashSet<>();
    for (int seed = 0; seed < 100; seed++) {
      seen.add(vfs.crash(seed).list());
    }
    assertEquals(Set.of(List.of("A"), List.of("A", "B"), List.of("B", "C"), List.of("C")), seen);
    assertEquals(List.of("C"), vfs.killProcess().list());
  }

  @Test
  void unsyncedSizesSurviveInOrder() throws IOException {
    VfsFile file = vfs.create("F");
    vfs.syncDirectory();
    write(file, 0, filled(1000, 'a'));
    file.truncate(10);
    write(file, 600, filled(1, 'a'));
    Set<Integer> sizes = new HashSet<>();
    for (int seed = 0; seed < 100; seed++) {
      sizes.add(contentOf(vfs.crash(seed), "F").length);
    }
    assertEquals(Set.of(0, 1000, 10, 601), sizes);
  }

  @Test
  void aKilledProcessLosesNothingButALaterPowerLossMay() throws IOException {
    VfsFile file = vfs.create("F");
    vfs.syncDirectory();
    write(file, 0, filled(512, 'a'));
    SimVfs killed = vfs.killProcess();
    assertArrayEquals(filled(512, 'a'), contentOf(killed, "F"));
    boolean lost = false;
    for (int seed = 0; seed < 50; seed++) {
      lost |= contentOf(killed.crash(seed), "F").length == 0;
    }
    assertTrue(lost);
  }

  @Test
  void theCrashComesAfterTheGivenCall() throws IOException {
    VfsFile file = vfs.create("F");
    vfs.syncDirectory();
    assertEquals(2, vfs.ioCalls());
    vfs.faults().crashAfter(4);
    write(file, 0, filled(10, 'a'));
    file.force();
    assertEquals(10, file.size());
    assertFalse(vfs.faults().crashed());
    assertThrows(SimCrashException.class, () -> write(file, 10, filled(10_000, 'b')));
    assertTrue(vfs.faults().crashed());
    assertThrows(SimCrashException.class, file::force);
    assertThrows(SimCrashException.class, () -> file.read(0, new byte[1], 0, 1));
    byte[] found = contentOf(vfs.killProcess(), "F");
    assertTrue(found.length > 10 && found.length < 10_010, "the last write was not cut off");
    assertArrayEquals(filled(10, 'a'), Arrays.copyOf(found, 10));
  }

  @Test
  void errorsComeAtTheGivenCalls() throws IOException {
    VfsFile file = vfs.create("F");
    vfs.faults().failChangingCall(3);
    vfs.faults().failReadingCall(2);
    write(file, 0, filled(10, 'a'));
    assertThrows(IOException.class, () -> write(file, 0, filled(10, 'b')));
    write(file, 5, filled(1, 'c'));
    byte[] found = new byte[10];
    assertEquals(10, file.read(0, found, 0, 10));
    assertThrows(IOException.class, () -> file.read(0, found, 0, 10));
    assertArrayEquals(utf8("aaaaacaaaa"), found);
  }

  @Test
  void aFailedForceLosesBytesForGoodAndTheNextSucceeds() throws IOException {
    VfsFile file = vfs.create("F");
    vfs.syncDirectory();
    vfs.faults().failForceCall(1);
    write(file, 0, filled(600, 'a'));
    assertThrows(IOException.class, file::force);
    write(file, 600, filled(10, 'b'));
    file.force();
    assertEquals('a', readAll(file)[0]);
    byte[] found = contentOf(vfs.crash(1), "F");
    byte[] expected = new byte[610];
    Arrays.fill(expected, 600, 610, (byte) 'b');
    assertArrayEquals(expected, found);
  }

  @Test
  void aFullDiskRefusesGrowthOnly() throws IOException {
    VfsFile file = vfs.create("F");
    vfs.faults().limitFreeBytes(1000);
    write(file, 0, filled(900, 'a'));
    assertThrows(NoSpaceException.class, () -> write(file, 900, filled(101, 'a')));
    assertEquals(900, file.size());
    write(file, 100, filled(900, 'b'));
    assertThrows(NoSpaceException.class, () -> write(file, 1000, filled(1, 'a')));
    file.truncate(500);
    write(file, 500, filled(500, 'c'));
    file.close();
    vfs.delete("F");
    VfsFile other = vfs.create("G");
    write(other, 0, filled(1000, 'd'));
    assertThrows(NoSpaceException.class, () -> write(other, 1000, filled(1, 'd')));
    vfs.faults().unlimitFreeBytes();
    write(other, 1000, filled(5000, 'd'));
    assertEquals(6000, other.size());
  }

  @Test
  void rottenBitsStayRotten() throws IOException {
    VfsFile file = vfs.create("F");
    vfs.syncDirectory();
    write(file, 0, new byte[3]);
    file.force();
    vfs.flipBit("F", 1, 7);
    assertArrayEquals(new byte[] {0, (byte) 0x80, 0}, readAll(file));
    assertArrayEquals(new byte[] {0, (byte) 0x80, 0}, contentOf(vfs.crash(5), "F"));
  }

  @Test
  void theSameSeedGivesTheSameDisk() throws IOException {
    VfsFile file = vfs.create("F");
    vfs.syncDirectory();
    write(file, 0, filled(50_000, 'a'));
    for (int seed = 0; seed < 10; seed++) {
      assertArrayEquals(contentOf(vfs.crash(seed), "F"), contentOf(vfs.crash(seed), "F"));
    }
  }

  @Test
  void mappedBytesSurviveAKillButNoPowerLossUntilTheyAreForced() throws IOException {
    VfsFile file = vfs.create("F");
    vfs.syncDirectory();
    write(file, 0, filled(2048, 'a'));
    file.force();
    VfsMapping mapping = file.map(512, 1024);
    mapping.write(512, filled(512, 'b'), 0, 512);
    byte[] written = readAll(file);
    Set<Byte> found = new HashSet<>();
    for (int seed = 0; seed < 100; seed++) {
      found.add(contentOf(vfs.crash(seed), "F")[600]);
    }
    assertTrue(found.contains((byte) 'a') && found.contains((byte) 'b'), found.toString());
    assertArrayEquals(written, contentOf(vfs.killProcess(), "F"));
  }

  @Test
  void forcedMappedBytesSurviveEveryCrash() throws IOException {
    VfsFile file = vfs.create("F");
    vfs.syncDirectory();
    write(file, 0, filled(2048, 'a'));
    file.map(0, 2048).write(100, filled(700, 'b'), 0, 700);
    file.force();
    byte[] written = readAll(file);
    for (int seed = 0; seed < 50; seed++) {
      assertArrayEquals(written, contentOf(vfs.crash(seed), "F"));
    }
  }

  @Test
  void aCrashCutsAMappedWriteOff() throws IOException {
    VfsFile file = vfs.create("F");
    vfs.syncDirectory();
    write(file, 0, new byte[10_000]);
    file.force();
    VfsMapping mapping = file.map(0, 10_000);
    vfs.faults().crashAfter(vfs.ioCalls());
    assertThrows(SimCrashException.class, () -> mapping.write(0, filled(10_000, 'b'), 0, 10_000));
    byte[] found = contentOf(vfs.killProcess(), "F");
    assertEquals('b', found[0]);
    assertEquals(0, found[9_999]);
  }
}
