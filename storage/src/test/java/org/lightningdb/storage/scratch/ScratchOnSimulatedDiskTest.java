package org.lightningdb.storage.scratch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lightningdb.storage.EngineServices;
import org.lightningdb.storage.LightningEngine;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.error.StorageException.Kind;
import org.lightningdb.storage.spec.Durability;
import org.lightningdb.storage.spec.EngineOptions;
import org.lightningdb.storage.spec.Isolation;
import org.lightningdb.storage.spec.ScratchOptions;
import org.lightningdb.storage.spec.StoreSpec;
import org.lightningdb.storage.spec.StoreSpec.Compression;
import org.lightningdb.storage.txn.ReadView;
import org.lightningdb.storage.txn.Txn;
import org.lightningdb.storage.vfs.SimVfs;
import org.lightningdb.storage.vfs.Vfs;

/** Temporary files on a disk that fails, fills up and loses its power. */
final class ScratchOnSimulatedDiskTest extends ScratchContract {
  private static final ScratchOptions RAW =
      ScratchOptions.defaults().withCompression(Compression.NONE);

  @Override
  Vfs vfs() {
    return SimVfs.tracked(1);
  }

  @Test
  void nothingIsForced() throws IOException {
    SimVfs vfs = SimVfs.tracked(1);
    try (ScratchSpace space = ScratchSpace.open(vfs, RAW);
        ScratchFile file = space.create()) {
      file.write(new byte[5000], 0, 5000);
      assertTrue(file.reader(0).next());
    }
    assertEquals(0, vfs.faults().forceCalls());
    assertEquals(3, vfs.ioCalls(), "create, write, delete");
  }

  @Test
  void aFailingWriteLeavesTheFileAsItWas() throws IOException {
    SimVfs vfs = SimVfs.tracked(1);
    try (ScratchSpace space = ScratchSpace.open(vfs, RAW);
        ScratchFile file = space.create()) {
      file.write(new byte[] {1}, 0, 1);
      long end = file.end();
      vfs.faults().failChangingCall(vfs.ioCalls() + 1);
      assertKind(Kind.READ_FAILED, () -> file.write(new byte[9], 0, 9));
      vfs.faults().limitFreeBytes(100);
      assertKind(Kind.DISK_FULL, () -> file.write(new byte[200], 0, 200));
      assertEquals(end, file.end());
      assertEquals(end, space.statistics().bytes());
      vfs.faults().unlimitFreeBytes();
      file.write(new byte[] {2}, 0, 1);
      ScratchReader reader = file.reader(0);
      vfs.faults().failReadingCall(vfs.faults().readingCalls() + 1);
      assertKind(Kind.READ_FAILED, reader::next);
      assertTrue(reader.next());
      assertEquals(1, reader.bytes()[0]);
      assertTrue(reader.next());
      assertEquals(2, reader.bytes()[0]);
      assertFalse(reader.next());
    }
  }

  @Test
  void aFullDiskEndsTheQueryOnly() {
    SimVfs vfs = SimVfs.tracked(1);
    try (LightningEngine engine = open(vfs)) {
      long store = storeOfOneRow(engine);
      vfs.faults().limitFreeBytes(1 << 20);
      ScratchFile file = engine.scratch().create();
      byte[] frame = new byte[1 << 19];
      file.write(frame, 0, frame.length);
      assertKind(Kind.DISK_FULL, () -> file.write(frame, 0, frame.length));
      file.close();
      try (Txn txn = engine.begin(Isolation.SNAPSHOT, false);
          ReadView view = txn.view()) {
        txn.put(view, store, Slice.utf8("after"), Slice.utf8("1"));
        txn.commit(Durability.ALWAYS);
      }
      try (ReadView view = engine.view()) {
        assertEquals(Slice.utf8("1"), view.get(store, Slice.utf8("after")));
      }
    }
  }

  @Test
  void closingTheEngineRemovesThem() {
    SimVfs vfs = SimVfs.tracked(1);
    try (LightningEngine engine = open(vfs)) {
      engine.scratch().create().write(new byte[10], 0, 10);
      assertEquals(1, scratchFiles(vfs).size());
    }
    assertEquals(List.of(), scratchFiles(vfs));
  }

  @Test
  void theNextOpenRemovesWhatACrashOrKillLeft() {
    SimVfs vfs = SimVfs.tracked(1);
    LightningEngine engine = open(vfs);
    long store = storeOfOneRow(engine);
    engine.scratch().create().write(new byte[10], 0, 10);
    SimVfs killed = vfs.killProcess();
    SimVfs crashed = vfs.crash(7);
    assertEquals(1, scratchFiles(killed).size());
    for (SimVfs left : List.of(killed, crashed)) {
      try (LightningEngine again = open(left);
          ReadView view = again.view()) {
        assertEquals(List.of(), scratchFiles(left));
        assertEquals(Slice.utf8("1"), view.get(store, Slice.utf8("key")));
      }
    }
  }

  private static LightningEngine open(SimVfs vfs) {
    return LightningEngine.open(vfs, EngineOptions.defaults().with(RAW), EngineServices.system());
  }

  private static long storeOfOneRow(LightningEngine engine) {
    try (Txn txn = engine.begin(Isolation.SNAPSHOT, false)) {
      long store = txn.createStore(StoreSpec.btree());
      try (ReadView view = txn.view()) {
        txn.put(view, store, Slice.utf8("key"), Slice.utf8("1"));
      }
      txn.commit(Durability.ALWAYS);
      return store;
    }
  }

  private static List<String> scratchFiles(SimVfs vfs) {
    return vfs.list().stream().filter(name -> name.startsWith("SCRATCH-")).toList();
  }
}
