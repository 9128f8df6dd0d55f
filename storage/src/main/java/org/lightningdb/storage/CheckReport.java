package org.lightningdb.storage;

import java.util.ArrayList;
import java.util.List;

/** What a structural check found. Used by one thread. */
public final class CheckReport {
  private static final int PROBLEMS_MAX = 1000;

  private final List<String> problems = new ArrayList<>();
  private long blocks;
  private long blockBytes;
  private long entries;

  /** Adds a finding; beyond a thousand they are only counted on. */
  void problem(String text) {
    if (problems.size() < PROBLEMS_MAX) {
      problems.add(text);
    }
  }

  void countBlock(long bytes) {
    blocks++;
    blockBytes += bytes;
  }

  void countEntries(long count) {
    entries += count;
  }

  /** What is wrong, in the order found; empty if all is well. */
  public List<String> problems() {
    return List.copyOf(problems);
  }

  /** Blocks read and verified. */
  public long blocks() {
    return blocks;
  }

  /** What these blocks take in the data file. */
  public long blockBytes() {
    return blockBytes;
  }

  /** Entries seen in leaves. */
  public long entries() {
    return entries;
  }

  @Override
  public String toString() {
    return blocks + " blocks, " + entries + " entries, problems: " + problems;
  }
}
