package org.lightningdb.storage.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.lightningdb.storage.EngineServices;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.error.StorageException.Kind;
import org.lightningdb.storage.restore.Restore;
import org.lightningdb.storage.restore.RestorePoint;
import org.lightningdb.storage.restore.RestoreReport;
import org.lightningdb.storage.vfs.SimVfs;
import org.lightningdb.storage.vfs.VfsFile;

/**
 * One flipped bit anywhere in a full backup, an increment or the archived log is noticed by the
 * restore, or changes nothing; in the last segment of the archive it may look like the end.
 *
 * <p>The system property {@code lightning.bitflip.stride} is the largest distance between two flips
 * in a file, in bytes; 1 sweeps over every byte.
 */
@Timeout(3600)
class BackupBitFlipTest {
  private static final Set<Kind> DAMAGE =
      EnumSet.of(Kind.CORRUPT, Kind.FOREIGN_FORMAT, Kind.INVALID_REQUEST);

  private static final int SEGMENT_BYTES = 4096;

  private final SimVfs full = SimVfs.memory("full");
  private final SimVfs increment = SimVfs.memory("increment");
  private final SimVfs archive = SimVfs.memory("archive");

  @Test
  void aFlipIsNoticedOrHarmless(TestReporter reporter) throws IOException {
    try (ModelDatabase database =
        new ModelDatabase(SimVfs.memory("source"), 6, new DirectoryArchive(archive))) {
      for (int i = 0; i < 20; i++) {
        database.commit(5);
      }
      database.engine.backup(full, List.of(), BackupOptions.defaults());
      for (int i = 0; i < 20; i++) {
        database.commit(5);
      }
      database.engine.backup(increment, List.of(full), BackupOptions.defaults());
      for (int i = 0; i < 40; i++) {
        database.commit(5);
      }
      database.engine.checkpoint();
      while (database.engine.statistics().archive().backlogBytes() >= 2 * SEGMENT_BYTES) {
        Thread.onSpinWait();
      }
      database.engine.close(); // Nothing reaches the archive any more.
      long newest = restore(database, "nothing").timestamp();
      assertTrue(newest > 45, "the archive holds nothing");
      for (SimVfs directory : List.of(full, increment, archive)) {
        reporter.publishEntry(directory.describe(), sweep(database, directory, newest));
      }
    }
  }

  private String sweep(ModelDatabase database, SimVfs directory, long newest) throws IOException {
    int stride = Integer.getInteger("lightning.bitflip.stride", 500);
    Random random = new Random(3);
    int noticed = 0;
    int harmless = 0;
    List<String> names = directory.list();
    for (String name : names) {
      boolean mayCut = directory == archive && name.equals(names.get(names.size() - 1));
      long size;
      try (VfsFile file = directory.open(name)) {
        size = file.size();
      }
      for (long at = random.nextInt(stride); at < size; at += 1 + random.nextInt(stride)) {
        int bit = random.nextInt(8);
        String where = name + " at " + at;
        directory.flipBit(name, at, bit);
        try {
          long reached = restore(database, where).timestamp();
          assertTrue(mayCut || reached == newest, () -> where + ": commits are gone");
          harmless++;
        } catch (StorageException e) {
          assertTrue(DAMAGE.contains(e.kind()), () -> where + ": " + e);
          noticed++;
        }
        directory.flipBit(name, at, bit);
      }
    }
    assertFalse(noticed == 0, "no flip was noticed");
    return noticed + " noticed, " + harmless + " harmless";
  }

  /** Restores everything; what comes out must be what was there at that commit. */
  private RestoreReport restore(ModelDatabase database, String where) throws IOException {
    SimVfs target = SimVfs.memory("target");
    RestoreReport report =
        new Restore(EngineServices.system(), 0)
            .run(List.of(full, increment), archive, RestorePoint.newest(), target);
    assertEquals(database.at(report.timestamp()), ModelDatabase.read(target), where);
    return report;
  }
}
