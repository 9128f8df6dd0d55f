package org.lightningdb.storage.block;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.vfs.VfsFile;

/**
 * Finds the intact blocks of a data file without asking any tree: whatever begins at a unit, names
 * that unit as its own address and has the right checksum. Among them are blocks that no root
 * reaches any more; only their headers tell how old they are. Reads every unit once, in order, and
 * steps over what the device cannot read.
 *
 * <p>Used by one thread.
 */
public final class BlockScan {
  private static final int WINDOW_UNITS = 256;

  private final VfsFile file;
  private final BlockFile blocks;
  private final byte[] window = new byte[WINDOW_UNITS * BlockAddress.UNIT_BYTES];
  private long windowUnit = -1;
  private long windowUnits;
  private long unreadableUnits;

  /** Who is told of what was found. */
  public interface Visitor {
    /**
     * An intact block.
     *
     * @param generation tells how old it is
     * @param committed whether its rows were surely committed when it was written
     */
    void found(long address, long generation, boolean committed, Block block);
  }

  BlockScan(BlockFile blocks, VfsFile file) {
    this.blocks = blocks;
    this.file = file;
  }

  /** Units that the device could not read. */
  public long unreadableUnits() {
    return unreadableUnits;
  }

  /** Reports every intact block. */
  public void run(Visitor visitor) throws IOException {
    long end = file.size() / BlockAddress.UNIT_BYTES;
    long unit = 1;
    while (unit < end) {
      if (!load(unit, end)) {
        unreadableUnits++;
        unit++;
        continue;
      }
      BlockHeader header = headerAt(unit, end);
      Block block = header == null ? null : blockAt(header.selfAddress());
      if (header != null && block != null) {
        boolean committed = (header.flags() & BlockHeader.FLAG_BEFORE_COMMIT) == 0;
        visitor.found(header.selfAddress(), header.generation(), committed, block);
        unit += BlockAddress.units(header.selfAddress());
      } else {
        unit++;
      }
    }
  }

  private boolean load(long unit, long end) {
    if (unit >= windowUnit && unit < windowUnit + windowUnits) {
      return true;
    }
    return load(unit, Math.min(WINDOW_UNITS, end - unit), window)
        || load(unit, 1, window); // A bad sector spoils one unit, not its neighbours.
  }

  private boolean load(long unit, long units, byte[] target) {
    int length = (int) units * BlockAddress.UNIT_BYTES;
    windowUnit = -1;
    windowUnits = 0;
    try {
      if (file.read(unit * BlockAddress.UNIT_BYTES, target, 0, length) < length) {
        return false;
      }
    } catch (IOException e) {
      return false; // Counted by the caller.
    }
    windowUnit = unit;
    windowUnits = units;
    return true;
  }

  /** The header at {@code unit}, if it claims to be there and may be. */
  private @Nullable BlockHeader headerAt(long unit, long end) {
    int at = (int) (unit - windowUnit) * BlockAddress.UNIT_BYTES;
    byte[] header = new byte[BlockHeader.BYTES];
    System.arraycopy(window, at, header, 0, header.length);
    if (!BlockHeader.hasMagic(header)) {
      return null;
    }
    BlockHeader found = BlockHeader.decode(header);
    long address = found.selfAddress();
    boolean itself =
        BlockAddress.isPlausible(address)
            && BlockAddress.firstUnit(address) == unit
            && unit + BlockAddress.units(address) <= end;
    return itself ? found : null;
  }

  private @Nullable Block blockAt(long address) {
    try {
      return blocks.readFromDisk(address, BlockFile.ANY_STORE);
    } catch (StorageException e) {
      return null; // Not intact: that is what is being found out.
    }
  }
}
