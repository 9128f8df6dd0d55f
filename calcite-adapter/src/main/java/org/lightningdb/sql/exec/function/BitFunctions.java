package org.lightningdb.sql.exec.function;

import static org.lightningdb.sql.exec.function.FunctionTable.strict;

import java.util.Map;
import java.util.function.LongBinaryOperator;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.exec.expression.RowFunction;

/** Functions of the bits of integers and of byte strings of one length. */
final class BitFunctions {
  private BitFunctions() {}

  static void register(Map<String, FunctionMaker> makers) {
    for (String name : new String[] {"BITAND", "&"}) {
      makers.put(name, signature -> combined(signature.type(), (a, b) -> a & b));
    }
    for (String name : new String[] {"BITXOR", "^"}) {
      makers.put(name, signature -> combined(signature.type(), (a, b) -> a ^ b));
    }
    makers.put("BITOR", signature -> combined(signature.type(), (a, b) -> a | b));
    makers.put("BITNOT", signature -> inverted(signature.type()));
    makers.put("BITCOUNT", signature -> strict(a -> Exact.number(count(a[0]), signature.type())));
    for (String name : new String[] {"LEFTSHIFT", "<<"}) {
      makers.put(name, signature -> shifted(signature.type()));
    }
  }

  private static RowFunction combined(SqlType type, LongBinaryOperator operation) {
    return strict(
        a -> {
          if (a[0] instanceof byte[] left) {
            return combine(left, (byte[]) a[1], operation);
          }
          long left = ((Number) a[0]).longValue();
          return Exact.number(operation.applyAsLong(left, ((Number) a[1]).longValue()), type);
        });
  }

  private static byte[] combine(byte[] left, byte[] right, LongBinaryOperator operation) {
    if (left.length != right.length) {
      throw DbException.of(
          SqlState.DATA_EXCEPTION, "bits of byte strings of different lengths cannot be combined");
    }
    byte[] result = new byte[left.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = (byte) operation.applyAsLong(left[i], right[i]);
    }
    return result;
  }

  private static RowFunction inverted(SqlType type) {
    return strict(
        a -> {
          if (a[0] instanceof byte[] bytes) {
            byte[] result = new byte[bytes.length];
            for (int i = 0; i < result.length; i++) {
              result[i] = (byte) ~bytes[i];
            }
            return result;
          }
          return Exact.number(~((Number) a[0]).longValue(), type);
        });
  }

  private static long count(Object value) {
    if (value instanceof byte[] bytes) {
      long count = 0;
      for (byte part : bytes) {
        count += Integer.bitCount(part & 0xff);
      }
      return count;
    }
    return Long.bitCount(((Number) value).longValue());
  }

  private static RowFunction shifted(SqlType type) {
    return strict(
        a -> {
          if (!(a[0] instanceof Number value) || value instanceof java.math.BigDecimal) {
            throw DbException.notSupported("shifting other values than integers");
          }
          int width = a[0] instanceof Long ? Long.SIZE : Integer.SIZE;
          int count = Math.floorMod(Exact.toInt(a[1]), width);
          long shifted = value.longValue() << count;
          return Exact.number(width == Integer.SIZE ? (int) shifted : shifted, type);
        });
  }
}
