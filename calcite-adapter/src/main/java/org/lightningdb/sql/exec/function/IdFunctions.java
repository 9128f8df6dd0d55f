package org.lightningdb.sql.exec.function;

import java.util.Map;
import java.util.UUID;
import org.lightningdb.sql.exec.ExecutionContext;

/** Functions that yield UUIDs. */
final class IdFunctions {
  private static final int RANDOM_BITS_BELOW_VERSION = 12;
  private static final int MILLIS_SHIFT = 16;
  private static final long VERSION_7 = 0x7000;

  private IdFunctions() {}

  static void register(Map<String, FunctionMaker> makers) {
    for (String name : new String[] {"GEN_RANDOM_UUID", "RANDOM_UUID"}) {
      makers.put(name, signature -> (context, arguments) -> UUID.randomUUID());
    }
    makers.put("UUIDV7", signature -> (context, arguments) -> ofTime(context));
  }

  /** Version 7: milliseconds of the statement's time, then random bits. */
  private static UUID ofTime(ExecutionContext context) {
    UUID random = UUID.randomUUID();
    long lowest = random.getMostSignificantBits() & ((1L << RANDOM_BITS_BELOW_VERSION) - 1);
    long millis = context.statementTime().toEpochMilli();
    return new UUID(millis << MILLIS_SHIFT | VERSION_7 | lowest, random.getLeastSignificantBits());
  }
}
