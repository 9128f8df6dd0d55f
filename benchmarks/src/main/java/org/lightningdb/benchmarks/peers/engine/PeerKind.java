package org.lightningdb.benchmarks.peers.engine;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.lightningdb.storage.spec.StoreSpec;

/** The engines that are compared. The label says what a put that did not wait survives. */
public enum PeerKind {
  LIGHTNING("Lightning B-Tree", "kill: yes, power: no (mode NONE)") {
    @Override
    public KeyValuePeer open(Path directory, PeerOptions options) {
      return new LightningPeer(directory, options, StoreSpec.btree());
    }
  },
  LIGHTNING_LSM("Lightning LSM", "kill: yes, power: no (mode NONE)") {
    @Override
    public KeyValuePeer open(Path directory, PeerOptions options) {
      return new LightningPeer(directory, options, StoreSpec.lsm());
    }
  },
  ROCKSDB("RocksDB JNI", "kill: yes, power: no (log written, not synced)") {
    @Override
    public KeyValuePeer open(Path directory, PeerOptions options) {
      return new RocksDbPeer(directory, options);
    }
  },
  MVSTORE("H2 MVStore map", "kill: NO (memory until the next background commit, 1 s)") {
    @Override
    public KeyValuePeer open(Path directory, PeerOptions options) {
      return new MvStorePeer(directory, options);
    }
  },
  MVSTORE_TX("H2 MVStore transactions", "kill: NO (memory until the next background commit, 1 s)") {
    @Override
    public KeyValuePeer open(Path directory, PeerOptions options) {
      return new MvStoreTransactionsPeer(directory, options);
    }
  },
  LMDB("LMDB", "kill: yes, power: NO, may break the file (no log, MDB_NOSYNC)") {
    @Override
    public KeyValuePeer open(Path directory, PeerOptions options) {
      return new LmdbPeer(directory, options);
    }
  },
  XODUS("Xodus", "kill: yes, power: no (log written, not synced)") {
    @Override
    public KeyValuePeer open(Path directory, PeerOptions options) {
      return new XodusPeer(directory, options);
    }
  };

  private final String title;
  private final String durability;

  PeerKind(String title, String durability) {
    this.title = title;
    this.durability = durability;
  }

  /** Opens the engine in {@code directory}, which exists, or creates it there. */
  public abstract KeyValuePeer open(Path directory, PeerOptions options);

  public String title() {
    return title;
  }

  /** What a put without fsync survives. */
  public String durability() {
    return durability;
  }

  public boolean ours() {
    return this == LIGHTNING || this == LIGHTNING_LSM;
  }

  /** The name on the command line. */
  public String option() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What the Java of this engine must be started with besides the heap. */
  public List<String> javaOptions() {
    return this == LMDB
        ? List.of(
            "--add-opens=java.base/java.nio=ALL-UNNAMED",
            "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
            "-Dlmdbjava.disable.checks=true")
        : List.of();
  }
}
