package org.lightningdb.storage.manifest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.error.StorageException.Kind;
import org.lightningdb.storage.vfs.Vfs;
import org.lightningdb.storage.vfs.VfsFile;

/**
 * Reads what superblock and manifests of a damaged database still say. Unlike {@link ManifestLog}
 * it changes nothing, and goes on where that one rightly refuses: over a damaged superblock it
 * looks at every manifest there is, over a damaged edit it applies the ones behind it. Every claim
 * is still covered by a checksum; what is missing is said.
 *
 * <p>Used by one thread.
 */
public final class ManifestSalvage {
  private final Vfs vfs;
  private final List<String> findings = new ArrayList<>();
  private final Set<Long> suspectStores = new HashSet<>();
  private boolean complete = true;

  /**
   * What was found.
   *
   * @param state the newest state that could be read; null if none could
   * @param complete whether nothing that leads to the state was damaged
   * @param suspectStores stores that a damaged edit may have changed or removed afterwards
   * @param findings what was damaged, in words
   */
  public record Found(
      @Nullable DatabaseState state,
      boolean complete,
      Set<Long> suspectStores,
      List<String> findings) {}

  private ManifestSalvage(Vfs vfs) {
    this.vfs = vfs;
  }

  /**
   * Reads whatever there is.
   *
   * @param databaseId if it is known otherwise; null: as superblock or manifest say
   * @throws StorageException {@code FOREIGN_FORMAT} if an intact superblock says that it is of a
   *     newer release
   */
  public static Found find(Vfs vfs, @Nullable Long databaseId) throws IOException {
    return new ManifestSalvage(vfs).run(databaseId);
  }

  private Found run(@Nullable Long databaseId) throws IOException {
    SuperBlock.Pointer pointer = pointer();
    if (pointer != null && pointer.formatVersion() > DatabaseState.FORMAT_VERSION) {
      throw new StorageException(
          Kind.FOREIGN_FORMAT,
          "the database in "
              + vfs.describe()
              + " has format version "
              + pointer.formatVersion()
              + "; this release reads up to "
              + DatabaseState.FORMAT_VERSION);
    }
    List<Long> numbers = numbers();
    if (pointer != null) {
      numbers.remove(pointer.manifestNumber());
      numbers.add(0, pointer.manifestNumber());
    }
    DatabaseState state = null;
    for (int i = 0; i < numbers.size() && state == null; i++) {
      Long id = pointer == null ? databaseId : Long.valueOf(pointer.databaseId());
      state = read(numbers.get(i), id);
      if (state == null) {
        lost(ManifestFile.name(numbers.get(i)) + " holds no readable state");
      }
    }
    if (numbers.isEmpty()) {
      lost("there is no manifest");
    }
    return new Found(state, complete && state != null, Set.copyOf(suspectStores), findings);
  }

  private void lost(String finding) {
    complete = false;
    findings.add(finding);
  }

  private SuperBlock.@Nullable Pointer pointer() {
    try {
      SuperBlock.Pointer pointer = SuperBlock.peek(vfs);
      if (pointer == null) {
        lost(SuperBlock.FILE + " is damaged in both places");
      }
      return pointer;
    } catch (IOException e) {
      lost(SuperBlock.FILE + " cannot be read: " + e);
      return null;
    }
  }

  /** All manifests, newest first. */
  private List<Long> numbers() throws IOException {
    List<Long> numbers = new ArrayList<>();
    for (String name : vfs.list()) {
      if (ManifestFile.isName(name)) {
        try {
          numbers.add(Long.parseLong(name.substring(name.indexOf('-') + 1), 16));
        } catch (NumberFormatException e) {
          findings.add(name + " is not a manifest of ours: " + e.getMessage());
        }
      }
    }
    numbers.sort(Comparator.reverseOrder());
    return numbers;
  }

  private @Nullable DatabaseState read(long number, @Nullable Long databaseId) {
    String name = ManifestFile.name(number);
    byte[] bytes;
    try (VfsFile file = vfs.open(name)) {
      bytes = ManifestFile.readWhole(file);
    } catch (IOException | StorageException e) {
      findings.add(name + " cannot be read: " + e.getMessage());
      return null;
    }
    Long id = ManifestFile.databaseIdOf(bytes, number);
    if (id == null) {
      lost(name + " has a damaged header in both places");
      id = databaseId;
    }
    return id == null ? null : replay(name, bytes, number, id);
  }

  /** Applies every intact edit, in order. */
  private @Nullable DatabaseState replay(String name, byte[] bytes, long number, long databaseId) {
    TreeMap<Long, Integer> edits = new TreeMap<>();
    for (int at = ManifestFile.FIRST_RECORD_AT; at < bytes.length; at += ManifestRecord.ALIGNMENT) {
      if (ManifestRecord.isValid(bytes, at, databaseId, number)) {
        edits.putIfAbsent(ManifestRecord.sequence(bytes, at), at);
      }
    }
    DatabaseState state = DatabaseState.initial(databaseId, "");
    boolean any = false;
    long expected = 1;
    for (Map.Entry<Long, Integer> edit : edits.entrySet()) {
      if (edit.getKey() != expected) {
        lost(name + ": edits " + expected + " to " + (edit.getKey() - 1) + " are damaged");
        suspectStores.addAll(state.stores().keySet());
      }
      try {
        int at = edit.getValue();
        DatabaseState next =
            StateCodec.decode(state, ManifestRecord.edit(bytes, at), name + " at offset " + at);
        clearRestated(state, next);
        state = next;
        any = true;
      } catch (StorageException e) {
        lost(String.valueOf(e.getMessage()));
      }
      expected = edit.getKey() + 1;
    }
    return any ? state : null;
  }

  /** A store that a later edit describes anew is what that edit says. */
  private void clearRestated(DatabaseState before, DatabaseState after) {
    suspectStores.removeIf(
        storeId -> {
          StoreEntry entry = after.stores().get(storeId);
          return entry == null || !entry.equals(before.stores().get(storeId));
        });
  }
}
