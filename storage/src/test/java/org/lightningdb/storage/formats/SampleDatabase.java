package org.lightningdb.storage.formats;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.lightningdb.storage.EngineServices;
import org.lightningdb.storage.LightningEngine;
import org.lightningdb.storage.backup.BackupOptions;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.spec.BlockOptions;
import org.lightningdb.storage.spec.CompactionOptions;
import org.lightningdb.storage.spec.Durability;
import org.lightningdb.storage.spec.EngineOptions;
import org.lightningdb.storage.spec.Isolation;
import org.lightningdb.storage.spec.StoreSpec;
import org.lightningdb.storage.spec.TransactionOptions;
import org.lightningdb.storage.txn.ReadView;
import org.lightningdb.storage.txn.Txn;
import org.lightningdb.storage.vfs.SimVfs;
import org.lightningdb.storage.vfs.VfsFile;

/**
 * Writes the sample: {@code database/} as a killed process leaves it, with commits in the log only,
 * and a full backup of it in {@code backup/}. The same program writes the same bytes.
 */
final class SampleDatabase {
  static final String DATABASE = "database/";
  static final String BACKUP = "backup/";

  private static final EngineOptions OPTIONS =
      EngineOptions.defaults()
          .with(BlockOptions.defaults().withBlockBytes(1024).withColumns(30, 4096))
          .with(new TransactionOptions(1000, 2000))
          .with(
              CompactionOptions.defaults()
                  .withThreads(0)
                  .withYoungRuns(2, 50, 100)
                  .withSizes(2048, 4096, 4))
          .withWal(16 << 10, 1 << 20);

  private SampleDatabase() {}

  /** Clocks and chance are the same each time. */
  private static EngineServices services(ThreadFactory threads) {
    AtomicLong clock = new AtomicLong(1_700_000_000_000L);
    Random identities = new Random(2);
    return new EngineServices(
        clock::incrementAndGet, clock::incrementAndGet, identities::nextLong, threads);
  }

  /** A thread that is never alive. */
  private static final class IdleThread extends Thread {
    IdleThread(Runnable task) {
      super(task, "idle");
    }

    @Override
    public synchronized void start() {
      setName("idle, started");
    }
  }

  /** The bytes of the archive; nothing works in the background meanwhile. */
  static byte[] write() throws IOException {
    SimVfs disk = SimVfs.tracked(1);
    LightningEngine engine = LightningEngine.open(disk, OPTIONS, services(IdleThread::new));
    for (int number = SampleHistory.CREATION; number <= SampleHistory.COMMITS; number++) {
      assertEquals(number, commit(engine, number));
      if (SampleHistory.CHECKPOINTS.contains(number)) {
        engine.checkpoint();
      }
      if (number == SampleHistory.LARGE) {
        engine.compact();
      }
    }
    SimVfs killed = disk.killProcess();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      add(zip, DATABASE, killed);
      add(zip, BACKUP, backup(killed));
    }
    return bytes.toByteArray();
  }

  private static SimVfs backup(SimVfs database) throws IOException {
    SimVfs backup = SimVfs.memory("backup of the sample");
    EngineServices services = services(EngineServices.system().threads());
    try (LightningEngine engine = LightningEngine.open(database, OPTIONS, services)) {
      engine.backup(backup, List.of(), new BackupOptions(0, 1));
    }
    return backup;
  }

  private static void add(ZipOutputStream zip, String directory, SimVfs source) throws IOException {
    for (String name : source.list()) {
      ZipEntry entry = new ZipEntry(directory + name);
      entry.setTimeLocal(LocalDateTime.of(2026, 1, 1, 0, 0));
      zip.putNextEntry(entry);
      try (VfsFile file = source.open(name)) {
        byte[] content = new byte[Math.toIntExact(file.size())];
        assertEquals(content.length, file.read(0, content, 0, content.length));
        zip.write(content);
      }
      zip.closeEntry();
    }
  }

  /** The files of one directory of the archive. */
  static SimVfs read(byte[] archive, String directory) throws IOException {
    SimVfs target = SimVfs.memory("sample " + directory);
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (entry.getName().startsWith(directory)) {
          try (VfsFile file = target.create(entry.getName().substring(directory.length()))) {
            byte[] content = zip.readAllBytes();
            file.write(0, content, 0, content.length);
          }
        }
      }
    }
    return target;
  }

  private static long commit(LightningEngine engine, int number) throws IOException {
    try (Txn txn = engine.begin(Isolation.SNAPSHOT, false);
        ReadView view = txn.view()) {
      if (number == SampleHistory.CREATION) {
        for (Map.Entry<Long, StoreSpec> store : SampleHistory.stores().entrySet()) {
          assertEquals(store.getKey(), txn.createStore(store.getValue()));
        }
      }
      for (SampleHistory.Write write : SampleHistory.writes(number)) {
        Slice value = write.value();
        if (value == null) {
          txn.delete(view, write.store(), write.key());
        } else if (value.length() >= SampleHistory.STREAM_BYTES_MIN) {
          txn.putStream(
              view, write.store(), write.key(), new ByteArrayInputStream(value.toByteArray()));
        } else {
          txn.put(view, write.store(), write.key(), value);
        }
      }
      return txn.commit(Durability.GROUP);
    }
  }
}
