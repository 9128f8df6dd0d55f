package org.lightningdb.storage.metamorphic;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.lightningdb.storage.vfs.SimVfs;
import org.lightningdb.storage.vfs.VfsFile;

/**
 * Flips one bit after the other in the files of a directory, counts what comes of it, and says how
 * far it is. What it flips is chosen by system properties:
 *
 * <ul>
 *   <li>{@code lightning.bitflip.stride}: the largest distance between two flips, in bytes. With 1
 *       every byte is flipped that a sound database reads, and one in 64 of the others: what is
 *       never read cannot make a difference.
 *   <li>{@code lightning.bitflip.files}: kinds of files, the first part of their names, separated
 *       by commas; all if it is missing.
 * </ul>
 */
final class FlipSweep {
  private static final int UNREAD_STRIDE = 64;
  private static final int LINE_EVERY = 20_000;
  private static final int STRIDE = Integer.getInteger("lightning.bitflip.stride", 400);
  private static final Set<String> KINDS =
      new TreeSet<>(List.of(System.getProperty("lightning.bitflip.files", "").split(",", -1)));

  private final String title;
  private final ReadBytes read;
  private final Random random = new Random(9);
  private final Map<String, long[]> countsByKind = new TreeMap<>();
  private long flips;

  /** What is counted for each kind of file: the places in its counts. */
  private static final int NOTICED = 0;

  private static final int HARMLESS = 1;
  private static final int UNREAD = 2;

  /** Tells whether damage was noticed; fails if a wrong value was read. */
  interface Probe {
    boolean isNoticed(SimVfs victim, String where);
  }

  /**
   * @param read what a sound database reads
   */
  FlipSweep(String title, ReadBytes read) {
    this.title = title;
    this.read = read;
  }

  /** Whether every byte that is read is flipped. */
  static boolean isComplete() {
    return STRIDE == 1;
  }

  void run(SimVfs disk, Probe probe) throws IOException {
    for (String name : disk.killProcess().list()) {
      String kind = name.contains("-") ? name.substring(0, name.indexOf('-')) : name;
      if (KINDS.contains(kind) || KINDS.contains("")) {
        run(disk, name, countsByKind.computeIfAbsent(kind, unused -> new long[3]), probe);
      }
    }
    if (isComplete()) {
      say();
    }
  }

  private void run(SimVfs disk, String name, long[] counts, Probe probe) throws IOException {
    long size = size(disk.killProcess(), name);
    for (long at = random.nextInt(STRIDE); at < size; at += 1 + random.nextInt(STRIDE)) {
      if (isComplete() && !read.contains(name, at) && at % UNREAD_STRIDE != 0) {
        counts[UNREAD]++;
        continue;
      }
      SimVfs victim = disk.killProcess();
      int bit = random.nextInt(8);
      victim.flipBit(name, at, bit);
      boolean noticed = probe.isNoticed(victim, name + " at " + at + ", bit " + bit);
      counts[noticed ? NOTICED : HARMLESS]++;
      flips++;
      if (isComplete() && flips % LINE_EVERY == 0) {
        say();
      }
    }
  }

  private static long size(SimVfs disk, String name) throws IOException {
    try (VfsFile file = disk.open(name)) {
      return file.size();
    }
  }

  private void say() {
    System.out.println(title + ": " + this);
  }

  long noticed() {
    return countsByKind.values().stream().mapToLong(counts -> counts[NOTICED]).sum();
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    countsByKind.forEach(
        (kind, counts) ->
            text.append(
                String.format(
                    Locale.ROOT,
                    "%s %,d flips, %,d noticed, %,d harmless, %,d bytes are never read; ",
                    kind,
                    counts[NOTICED] + counts[HARMLESS],
                    counts[NOTICED],
                    counts[HARMLESS],
                    counts[UNREAD])));
    return text.length() == 0 ? "none of the chosen files" : text.toString();
  }
}
