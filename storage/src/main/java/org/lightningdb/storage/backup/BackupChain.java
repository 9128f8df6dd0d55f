package org.lightningdb.storage.backup;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.error.StorageException.Kind;
import org.lightningdb.storage.manifest.DatabaseState;
import org.lightningdb.storage.manifest.StateImage;
import org.lightningdb.storage.vfs.UnfinishedVfs;
import org.lightningdb.storage.vfs.Vfs;
import org.lightningdb.storage.vfs.VfsFile;

/**
 * A full backup and increments on it, in order: their tables are read and verified, each belongs to
 * the one before. Used by one thread.
 */
public final class BackupChain {
  private record Link(Vfs directory, BackupContents contents, PackIndex index) {}

  private final List<Link> links;

  private BackupChain(List<Link> links) {
    this.links = links;
  }

  /**
   * Opens backups that belong together.
   *
   * @throws StorageException {@code INVALID_REQUEST} if they do not, {@code FOREIGN_FORMAT} if one
   *     is no backup, {@code CORRUPT} if one is damaged or unfinished
   */
  public static BackupChain open(List<Vfs> directories) throws IOException {
    List<Link> links = new ArrayList<>();
    long parentId = 0;
    for (Vfs directory : directories) {
      UnfinishedVfs.requireFinished(directory);
      BackupContents contents = BackupContents.read(directory);
      if (contents.parentId() != parentId
          || (parentId != 0 && contents.databaseId() != links.get(0).contents.databaseId())) {
        throw new StorageException(
            Kind.INVALID_REQUEST,
            directory.describe()
                + (parentId == 0
                    ? " adds to another backup: name the full one and all up to it, in order"
                    : " does not add to the backup named before it"));
      }
      links.add(new Link(directory, contents, index(directory, contents)));
      parentId = contents.backupId();
    }
    if (links.isEmpty()) {
      throw new StorageException(Kind.INVALID_REQUEST, "no backup was named");
    }
    return new BackupChain(links);
  }

  private static PackIndex index(Vfs directory, BackupContents contents) throws IOException {
    if (!directory.exists(PackIndex.FILE)) {
      throw new StorageException(
          Kind.CORRUPT, PackIndex.FILE + " in " + directory.describe() + " is missing");
    }
    PackIndex index = PackIndex.read(directory, contents.blocks());
    if (index.count() != contents.blocks() || index.checksum() != contents.indexChecksum()) {
      throw new StorageException(
          Kind.CORRUPT, PackIndex.FILE + " in " + directory.describe() + " is damaged");
    }
    return index;
  }

  /** How many backups there are. */
  public int size() {
    return links.size();
  }

  public BackupContents contents(int position) {
    return links.get(position).contents;
  }

  public BackupContents last() {
    return contents(links.size() - 1);
  }

  /** The first {@code count} backups alone. */
  public BackupChain first(int count) {
    return new BackupChain(links.subList(0, count));
  }

  /** The state of the newest backup, as one of the database {@code databaseId}. */
  public DatabaseState state(long databaseId) {
    Link newest = links.get(links.size() - 1);
    return StateImage.decode(
        databaseId,
        newest.contents.state().toByteArray(),
        BackupContents.FILE + " in " + newest.directory.describe());
  }

  void addTo(BlockGenerations known) throws IOException {
    for (Link link : links) {
      link.index.visit((address, generation, pack, offset) -> known.put(address, generation));
    }
  }

  /**
   * Writes every block to its address in {@code dataFile}, the oldest backup first: where space was
   * used again, the newer block remains. Does not force.
   *
   * @throws StorageException {@code CORRUPT} naming pack and offset of a damaged block
   */
  public void copyTo(VfsFile dataFile, RateLimit limit) throws IOException {
    for (Link link : links) {
      try (PackReader packs = new PackReader(link.directory, link.contents.packs())) {
        link.index.visit(
            (address, generation, pack, offset) ->
                packs.copy(address, pack, offset, dataFile, limit));
      }
    }
  }
}
