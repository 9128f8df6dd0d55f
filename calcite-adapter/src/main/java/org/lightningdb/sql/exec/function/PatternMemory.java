package org.lightningdb.sql.exec.function;

import java.util.function.BiFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the pattern that was compiled last, as most rows bring the same. Thread-safe: threads
 * may at worst compile one again.
 */
final class PatternMemory {
  private final BiFunction<String, String, Pattern> compiler;
  private volatile @Nullable Entry last;

  /** A compiled pattern and the texts it was made from. */
  private record Entry(String pattern, String options, Pattern compiled) {}

  PatternMemory(BiFunction<String, String, Pattern> compiler) {
    this.compiler = compiler;
  }

  Pattern get(String pattern, String options) {
    Entry entry = last;
    if (entry == null || !entry.pattern.equals(pattern) || !entry.options.equals(options)) {
      entry = new Entry(pattern, options, compiler.apply(pattern, options));
      last = entry;
    }
    return entry.compiled;
  }
}
