package org.lightningdb.sql.bind;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.apache.calcite.schema.lookup.LikePattern;
import org.apache.calcite.schema.lookup.Lookup;
import org.apache.calcite.schema.lookup.Named;
import org.jspecify.annotations.Nullable;

/**
 * Looks objects up by name: the exact name if there is one, else, unless the name was quoted, the
 * only one that differs in case.
 */
final class FoldedNames<T> implements Lookup<T> {
  private final Collection<String> names;
  private final Function<String, @Nullable T> objects;

  FoldedNames(Collection<String> names, Function<String, @Nullable T> objects) {
    this.names = names;
    this.objects = objects;
  }

  /**
   * Whether a name in a statement must have been quoted, as it has small letters: others are folded
   * to capital ones when they are read. It means exactly what it says.
   */
  static boolean isQuoted(String wanted) {
    return !wanted.equals(wanted.toUpperCase(Locale.ROOT));
  }

  /** The name that is meant, or null if none or several could be. */
  static @Nullable String resolve(Collection<String> names, String wanted) {
    if (names.contains(wanted)) {
      return wanted;
    }
    if (isQuoted(wanted)) {
      return null;
    }
    String found = null;
    for (String name : names) {
      if (name.equalsIgnoreCase(wanted)) {
        if (found != null) {
          return null;
        }
        found = name;
      }
    }
    return found;
  }

  @Override
  public @Nullable T get(String name) {
    String resolved = resolve(names, name);
    return resolved == null ? null : objects.apply(resolved);
  }

  @Override
  public @Nullable Named<T> getIgnoreCase(String name) {
    String resolved = resolve(names, name);
    T object = resolved == null ? null : objects.apply(resolved);
    return resolved == null || object == null ? null : new Named<>(resolved, object);
  }

  @Override
  public Set<String> getNames(LikePattern pattern) {
    Set<String> matching = new LinkedHashSet<>();
    names.stream().filter(name -> pattern.matcher().apply(name)).forEach(matching::add);
    return matching;
  }
}
