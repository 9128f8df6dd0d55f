package org.lightningdb.sql.plan;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;

/**
 * A way to plan that a session can ask to avoid, to see what another costs or whether it gives the
 * same rows. It is still taken where there is no other.
 */
public enum PlanMethod {
  /** Tables of hashes built from the right side of a join. */
  HASH_BUILD_RIGHT,
  /** Tables of hashes built from the left side of a join. */
  HASH_BUILD_LEFT,
  /** Comparing each row of one side of a join with each of the other. */
  NESTED_LOOP,
  /** Looking up the rows of one side of a join for each row of the other. */
  LOOKUP_JOIN,
  /** Joining inputs that come in the order of their keys side by side. */
  MERGE_JOIN,
  /** Finding groups by hashing. */
  HASH_AGGREGATE,
  /** Taking groups as they follow each other in an order of the input. */
  SORTED_AGGREGATE,
  /** Reading a table through anything but a scan of all of it. */
  INDEX,
  /** Jumping through an index from one combination of its first columns' values to the next. */
  SKIP_SCAN,
  /** Reading further indexes first, to look up only rows that have an entry in all of them. */
  INDEX_AND,
  /** Reading all entries of a table or an index. */
  WHOLE_SCAN,
  /** Joining in another order than the one written. */
  JOIN_ORDER,
  /** Several threads for one query. */
  PARALLEL;

  /** The name in settings. */
  public String settingName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The methods of a setting's value, names divided by commas.
   *
   * @throws DbException 22023 if there is no such method
   */
  public static Set<PlanMethod> parse(String names) {
    Set<PlanMethod> methods = EnumSet.noneOf(PlanMethod.class);
    for (String name : names.split(",", -1)) {
      if (!name.isBlank()) {
        methods.add(find(name.strip()));
      }
    }
    return methods;
  }

  private static PlanMethod find(String name) {
    return Arrays.stream(values())
        .filter(method -> method.settingName().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(
            () ->
                DbException.of(
                    SqlState.INVALID_PARAMETER_VALUE,
                    "there is no way to plan called "
                        + name
                        + ", only "
                        + text(EnumSet.allOf(PlanMethod.class))));
  }

  /** As in settings. */
  public static String text(Set<PlanMethod> methods) {
    return new TreeSet<>(methods)
        .stream().map(PlanMethod::settingName).collect(Collectors.joining(", "));
  }
}
