package org.lightningdb.sql.bind;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds the existing name nearest to a misspelt one. */
public final class NameSuggestion {
  private NameSuggestion() {}

  /** The nearest candidate, unless none is near. */
  public static Optional<String> nearest(String wanted, Collection<String> candidates) {
    String folded = wanted.toUpperCase(Locale.ROOT);
    String best = null;
    int bestDistance = Math.max(1, folded.length() / 3) + 1;
    for (String candidate : candidates) {
      int distance = distance(folded, candidate.toUpperCase(Locale.ROOT));
      if (distance < bestDistance) {
        bestDistance = distance;
        best = candidate;
      }
    }
    return Optional.ofNullable(best);
  }

  /** Levenshtein's edit distance. */
  private static int distance(String left, String right) {
    int[] previous = new int[right.length() + 1];
    for (int j = 0; j <= right.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= left.length(); i++) {
      int[] current = new int[right.length() + 1];
      current[0] = i;
      for (int j = 1; j <= right.length(); j++) {
        int substitution = left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1;
        current[j] =
            Math.min(Math.min(current[j - 1], previous[j]) + 1, previous[j - 1] + substitution);
      }
      previous = current;
    }
    return previous[right.length()];
  }
}
