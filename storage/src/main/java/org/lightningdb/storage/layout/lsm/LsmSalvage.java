package org.lightningdb.storage.layout.lsm;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.block.BlockFile;
import org.lightningdb.storage.bytes.ByteRange;
import org.lightningdb.storage.bytes.Slice;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.layout.btree.TreeSalvage;
import org.lightningdb.storage.manifest.TreeRoot;

/**
 * Reads what can be read of a damaged log-structured store: its runs from the oldest to the newest,
 * so that what comes later overrides what came before. Used by one thread.
 */
public final class LsmSalvage {
  /** Who takes the versions. The slices are borrowed. */
  public interface Sink {
    /** A version; null = the key was deleted. */
    void row(Slice key, long commitTimestamp, @Nullable Slice value);

    /**
     * Keys of which some versions cannot be read; those of older runs may have been delivered.
     *
     * @param entries that should have been there; -1 if unknown
     */
    void lost(ByteRange range, long entries, String why);
  }

  private LsmSalvage() {}

  /** Walks every run that the list at {@code root} names. */
  public static void walk(BlockFile blocks, long storeId, TreeRoot root, Sink sink) {
    List<Run> oldestFirst;
    try {
      oldestFirst =
          new ArrayList<>(
              RunListCodec.decode(blocks.readFromDisk(root.address(), storeId)).all().toList());
    } catch (StorageException | IllegalArgumentException e) {
      sink.lost(ByteRange.all(), -1, "its list of runs cannot be read: " + e.getMessage());
      return;
    }
    Collections.reverse(oldestFirst);
    TreeSalvage salvage = new TreeSalvage(blocks, storeId, new RunSink(sink));
    for (Run run : oldestFirst) {
      salvage.walk(run.main().address(), run.main().height(), run.main().entries());
    }
  }

  /** Tells deletions from rows. */
  private record RunSink(Sink sink) implements TreeSalvage.Sink {
    @Override
    public void row(Slice key, long stamp, Slice value) {
      sink.row(key, RunStamp.timestamp(stamp), RunStamp.tombstone(stamp) ? null : value);
    }

    @Override
    public void lost(ByteRange range, long entries, String why) {
      sink.lost(range, entries, why);
    }
  }
}
