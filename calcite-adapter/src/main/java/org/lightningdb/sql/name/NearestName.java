package org.lightningdb.sql.name;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds what somebody may have meant who mistyped a name. */
public final class NearestName {
  private NearestName() {}

  /**
   * The end of a message: {@code "; did you mean X?"}, or nothing if no candidate is near. Case
   * does not count.
   */
  public static String hint(String written, Collection<String> candidates) {
    String nearest = find(written, candidates);
    return nearest == null ? "" : "; did you mean " + nearest + "?";
  }

  /** The candidate with the fewest changed letters, at most a third of them; null if none. */
  public static @Nullable String find(String written, Collection<String> candidates) {
    String wanted = written.toUpperCase(Locale.ROOT);
    String best = null;
    int bestDistance = Math.max(1, wanted.length() / 3) + 1;
    for (String candidate : candidates) {
      int distance = distance(wanted, candidate.toUpperCase(Locale.ROOT), bestDistance);
      if (distance < bestDistance) {
        best = candidate;
        bestDistance = distance;
      }
    }
    return best;
  }

  /** Letters to change, insert, delete or swap with their neighbour; {@code limit} if not fewer. */
  private static int distance(String a, String b, int limit) {
    if (Math.abs(a.length() - b.length()) >= limit) {
      return limit;
    }
    int[][] rows = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        rows[i][j] = i == 0 || j == 0 ? i + j : cheapest(rows, a, b, i, j);
      }
    }
    return Math.min(rows[a.length()][b.length()], limit);
  }

  private static int cheapest(int[][] rows, String a, String b, int i, int j) {
    boolean same = a.charAt(i - 1) == b.charAt(j - 1);
    int cost = Math.min(rows[i - 1][j], rows[i][j - 1]) + 1;
    cost = Math.min(cost, rows[i - 1][j - 1] + (same ? 0 : 1));
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(cost, rows[i - 2][j - 2] + 1) : cost;
  }
}
