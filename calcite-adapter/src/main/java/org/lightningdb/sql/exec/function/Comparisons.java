package org.lightningdb.sql.exec.function;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The order of two Java values of one SQL type. */
final class Comparisons {
  private Comparisons() {}

  /** Texts are in the order of their code points. */
  @SuppressWarnings("unchecked")
  static int compare(Object left, Object right) {
    if (left instanceof byte[] bytes) {
      return Arrays.compareUnsigned(bytes, (byte[]) right);
    }
    if (left instanceof String text) {
      return Arrays.compareUnsigned(
          text.getBytes(StandardCharsets.UTF_8), ((String) right).getBytes(StandardCharsets.UTF_8));
    }
    return ((Comparable<Object>) left).compareTo(right);
  }
}
