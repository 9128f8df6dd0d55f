package org.lightningdb.storage.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.lightningdb.storage.CheckReport;
import org.lightningdb.storage.EngineServices;
import org.lightningdb.storage.LightningEngine;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.error.StorageException.Kind;
import org.lightningdb.storage.restore.Restore;
import org.lightningdb.storage.restore.RestorePoint;
import org.lightningdb.storage.restore.RestoreReport;
import org.lightningdb.storage.spec.EngineOptions;
import org.lightningdb.storage.vfs.NoSpaceException;
import org.lightningdb.storage.vfs.SimCrashException;
import org.lightningdb.storage.vfs.SimVfs;
import org.lightningdb.storage.vfs.Vfs;
import org.lightningdb.storage.vfs.VfsFile;

/** What is restored is what the model held at that commit, or there is no database at all. */
class BackupTest {
  private static final BackupOptions OPTIONS = BackupOptions.defaults();

  private static SimVfs disk(String name) {
    return SimVfs.memory(name);
  }

  private static RestoreReport restore(List<Vfs> backups, SimVfs archive, long until, Vfs target)
      throws IOException {
    return new Restore(EngineServices.system(), 0)
        .run(
            backups,
            archive.list().isEmpty() ? null : archive,
            until == Long.MAX_VALUE ? RestorePoint.newest() : RestorePoint.atCommit(until),
            target);
  }

  private static RestoreReport restore(List<Vfs> backups, Vfs target) throws IOException {
    return restore(backups, disk("no archive"), Long.MAX_VALUE, target);
  }

  @Test
  void aFullBackupAndIncrementsWhileAWriterRuns() throws Exception {
    try (ModelDatabase database = new ModelDatabase(disk("source"), 1, null)) {
      AtomicBoolean finished = new AtomicBoolean();
      FutureTask<Long> writer =
          new FutureTask<>(
              () -> {
                long commits = 0;
                while (!finished.get()) {
                  database.commit(5);
                  commits++;
                }
                return commits;
              });
      new Thread(writer, "writer").start();
      List<Vfs> backups = new ArrayList<>();
      List<BackupReport> reports = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        SimVfs target = disk("backup " + i);
        reports.add(database.engine.backup(target, backups, OPTIONS));
        backups.add(target);
      }
      finished.set(true);
      assertTrue(writer.get() > 0);
      for (int i = 0; i < backups.size(); i++) {
        SimVfs target = disk("restored " + i);
        RestoreReport report = restore(backups.subList(0, i + 1), target);
        assertEquals(reports.get(i).timestamp(), report.timestamp());
        assertEquals(database.at(report.timestamp()), ModelDatabase.read(target), "backup " + i);
      }
    }
  }

  @Test
  void anIncrementHoldsOnlyWhatChanged() throws IOException {
    EngineOptions nothingMoves =
        ModelDatabase.OPTIONS.with(ModelDatabase.OPTIONS.compaction().withThreads(0));
    try (ModelDatabase database = new ModelDatabase(disk("source"), 2, null, nothingMoves)) {
      for (int i = 0; i < 300; i++) {
        database.commit(10);
      }
      SimVfs full = disk("full");
      SimVfs same = disk("same");
      SimVfs one = disk("one");
      BackupReport fullReport = database.engine.backup(full, List.of(), OPTIONS);
      BackupReport sameReport = database.engine.backup(same, List.of(full), OPTIONS);
      database.commit(1);
      BackupReport oneReport = database.engine.backup(one, List.of(full, same), OPTIONS);
      assertTrue(fullReport.blocks() > 100, fullReport::toString);
      assertTrue(sameReport.blocks() <= 20, sameReport::toString);
      assertTrue(oneReport.blocks() < 40 && oneReport.subtreesShared() > 2, oneReport::toString);
      SimVfs target = disk("target");
      restore(List.of(full, same, one), target);
      assertEquals(database.at(Long.MAX_VALUE), ModelDatabase.read(target));
    }
  }

  @Test
  void anArchiveLeadsToEveryCommit() throws IOException {
    SimVfs archive = disk("archive");
    SimVfs full = disk("full");
    SimVfs increment = disk("increment");
    ModelDatabase database = new ModelDatabase(disk("source"), 3, new DirectoryArchive(archive));
    long first;
    long second;
    try (database) {
      for (int i = 0; i < 50; i++) {
        database.commit(5);
      }
      first = database.engine.backup(full, List.of(), OPTIONS).timestamp();
      for (int i = 0; i < 100; i++) {
        database.commit(5);
      }
      second = database.engine.backup(increment, List.of(full), OPTIONS).timestamp();
      for (int i = 0; i < 100; i++) {
        database.commit(5);
      }
      database.engine.checkpoint();
    }
    SimVfs newest = disk("newest");
    RestoreReport all = restore(List.of(full), archive, Long.MAX_VALUE, newest);
    assertTrue(all.timestamp() > second + 20, all::toString);
    assertEquals(database.at(all.timestamp()), ModelDatabase.read(newest));
    Random random = new Random(4);
    for (int i = 0; i < 10; i++) {
      long until = first + random.nextInt((int) (all.timestamp() - first + 1));
      SimVfs target = disk("restored " + until);
      RestoreReport report = restore(List.of(full, increment), archive, until, target);
      assertEquals(until >= second ? 2 : 1, report.backups());
      assertEquals(database.at(until), ModelDatabase.read(target), "commit " + until);
    }
    for (long until = first; until < all.timestamp(); until += 13) {
      long clockMillis = database.clockByTimestamp.getOrDefault(until, 0L) + 3;
      SimVfs target = disk("restored at " + clockMillis);
      RestoreReport report =
          new Restore(EngineServices.system(), 0)
              .run(List.of(full, increment), archive, RestorePoint.atTime(clockMillis), target);
      assertEquals(until, report.timestamp());
      assertEquals(database.at(until), ModelDatabase.read(target), "time " + clockMillis);
    }
    assertRefused(
        Kind.INVALID_REQUEST, () -> restore(List.of(full), archive, first - 1, disk("too early")));
    assertRefused(
        Kind.INVALID_REQUEST,
        () -> restore(List.of(full), archive, all.timestamp() + 1, disk("too late")));
    archive.delete(archive.list().get(archive.list().size() / 2));
    assertRefused(Kind.CORRUPT, () -> restore(List.of(full), archive, Long.MAX_VALUE, disk("gap")));
  }

  private interface Attempt {
    void run() throws IOException;
  }

  private static void assertRefused(Kind kind, Attempt attempt) {
    assertSame(kind, assertThrows(StorageException.class, attempt::run).kind());
  }

  @Test
  void whatDoesNotBelongTogetherIsRefused() throws IOException {
    try (ModelDatabase database = new ModelDatabase(disk("source"), 5, null);
        ModelDatabase other = new ModelDatabase(disk("other"), 6, null)) {
      SimVfs full = disk("full");
      SimVfs increment = disk("increment");
      SimVfs foreign = disk("foreign");
      database.commit(5);
      database.engine.backup(full, List.of(), OPTIONS);
      database.engine.backup(increment, List.of(full), OPTIONS);
      other.engine.backup(foreign, List.of(), OPTIONS);
      assertRefused(Kind.INVALID_REQUEST, () -> restore(List.of(increment), disk("1")));
      assertRefused(Kind.INVALID_REQUEST, () -> restore(List.of(foreign, increment), disk("2")));
      assertRefused(
          Kind.FOREIGN_FORMAT,
          () -> other.engine.backup(disk("3"), List.of(full, increment), OPTIONS));
      assertRefused(Kind.INVALID_REQUEST, () -> database.engine.backup(full, List.of(), OPTIONS));
      assertRefused(Kind.FOREIGN_FORMAT, () -> restore(List.of(disk("empty")), disk("4")));
    }
  }

  @Test
  void aDamagedBackupIsNoticed() throws IOException {
    SimVfs full = SimVfs.tracked(7);
    try (ModelDatabase database = new ModelDatabase(disk("source"), 7, null)) {
      for (int i = 0; i < 20; i++) {
        database.commit(10);
      }
      database.engine.backup(full, List.of(), new BackupOptions(0, 1));
      Set<Kind> damage = EnumSet.of(Kind.CORRUPT, Kind.FOREIGN_FORMAT);
      Random random = new Random(8);
      int noticed = 0;
      SimVfs intact = full.killProcess();
      for (String name : intact.list()) {
        long size = size(intact.killProcess(), name);
        for (long at = 0; at < size; at += 1 + random.nextInt((int) (size / 25 + 1))) {
          SimVfs damaged = intact.killProcess();
          damaged.flipBit(name, at, random.nextInt(8));
          SimVfs target = disk("target");
          try {
            restore(List.of(damaged), target);
            assertEquals(database.at(Long.MAX_VALUE), ModelDatabase.read(target), name + at);
          } catch (StorageException e) {
            assertTrue(damage.contains(e.kind()), () -> name + ": " + e);
            assertNoDatabase(target, name + " at " + at);
            noticed++;
          }
        }
      }
      assertTrue(noticed > 50, "only " + noticed + " flips were noticed");
    }
  }

  private static long size(Vfs disk, String name) throws IOException {
    try (VfsFile file = disk.open(name)) {
      return file.size();
    }
  }

  private static void assertNoDatabase(Vfs target, String where) {
    if (!((SimVfs) target).list().isEmpty()) {
      StorageException refusal =
          assertThrows(
              StorageException.class,
              () -> LightningEngine.open(target, ModelDatabase.OPTIONS, EngineServices.system()),
              where);
      assertSame(Kind.CORRUPT, refusal.kind(), where);
    }
  }

  @Test
  void aBackupThatFailsHarmsNobody() throws IOException {
    try (ModelDatabase database = new ModelDatabase(disk("source"), 9, null)) {
      for (int i = 0; i < 20; i++) {
        database.commit(10);
      }
      boolean finished = false;
      for (int call = 1; !finished; call += call < 10 ? 1 : 7) {
        SimVfs target = SimVfs.tracked(call);
        if (call % 2 == 0) {
          target.faults().failChangingCall(call);
        } else {
          target.faults().limitFreeBytes(call * 2000L);
        }
        try {
          database.engine.backup(target, List.of(), OPTIONS);
          finished = true;
        } catch (IOException e) {
          assertTrue(call % 2 == 0 || e instanceof NoSpaceException, e::toString);
          SimVfs rest = target.crash(call);
          if (rest.exists("BACKUP") || !rest.list().isEmpty()) {
            Kind kind =
                assertThrows(StorageException.class, () -> BackupChain.open(List.of(rest))).kind();
            assertTrue(kind == Kind.CORRUPT || kind == Kind.FOREIGN_FORMAT, () -> "" + kind);
          }
        }
        database.commit(1);
      }
      CheckReport report = database.engine.check();
      assertTrue(report.problems().isEmpty(), report::toString);
    }
  }

  @Test
  void aRestoreThatIsCutOffLeavesNoDatabase() throws IOException {
    SimVfs archive = disk("archive");
    SimVfs full = disk("full");
    try (ModelDatabase database =
        new ModelDatabase(disk("source"), 10, new DirectoryArchive(archive))) {
      for (int i = 0; i < 20; i++) {
        database.commit(10);
      }
      database.engine.backup(full, List.of(), OPTIONS);
      for (int i = 0; i < 20; i++) {
        database.commit(10);
      }
      boolean finished = false;
      for (int call = 0; !finished; call += 1 + call / 8) {
        SimVfs target = SimVfs.tracked(call);
        target.faults().crashAfter(call);
        try {
          restore(List.of(full), archive, Long.MAX_VALUE, target);
          finished = true;
        } catch (IOException | RuntimeException | SimCrashException e) {
          assertNoDatabase(target.crash(call), "call " + call + ": " + e);
        }
      }
    }
  }

  @Test
  void aRateLimitIsKept() throws IOException {
    try (ModelDatabase database = new ModelDatabase(disk("source"), 11, null)) {
      for (int i = 0; i < 60; i++) {
        database.commit(10);
      }
      long from = System.nanoTime();
      BackupReport report =
          database.engine.backup(disk("slow"), List.of(), new BackupOptions(1 << 20, 2));
      long nanos = System.nanoTime() - from;
      long least = report.bytes() * TimeUnit.SECONDS.toNanos(1) / (1 << 20) / 2;
      assertTrue(nanos > least, () -> report + " took " + nanos);
    }
  }
}
