package org.lightningdb.sql.open;

import java.nio.file.Path;

/**
 * Where a database lives.
 *
 * @param memory whether it lives in memory only
 * @param name the directory as an absolute path, or the name of a database in memory; an empty name
 *     stands for a new one that nobody else can reach
 */
public record DatabaseAddress(boolean memory, String name) {
  /** The database in a directory; relative paths start at the working directory. */
  public static DatabaseAddress directory(String path) {
    return new DatabaseAddress(false, Path.of(path).toAbsolutePath().normalize().toString());
  }

  /** The database in memory of that name. */
  public static DatabaseAddress inMemory(String name) {
    return new DatabaseAddress(true, name);
  }

  boolean shareable() {
    return !memory || !name.isEmpty();
  }

  @Override
  public String toString() {
    return memory ? "mem:" + name : name;
  }
}
