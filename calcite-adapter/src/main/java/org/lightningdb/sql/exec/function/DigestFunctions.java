package org.lightningdb.sql.exec.function;

import static org.lightningdb.sql.exec.function.FunctionTable.strict;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import org.lightningdb.sql.exec.expression.RowFunction;

/** Checksums of texts and byte strings, as hexadecimal text. */
final class DigestFunctions {
  private DigestFunctions() {}

  static void register(Map<String, FunctionMaker> makers) {
    makers.put("MD5", signature -> digest("MD5"));
    makers.put("SHA1", signature -> digest("SHA-1"));
    makers.put("SHA256", signature -> digest("SHA-256"));
    makers.put("SHA512", signature -> digest("SHA-512"));
  }

  private static RowFunction digest(String algorithm) {
    return strict(
        a -> {
          byte[] content =
              a[0] instanceof byte[] binary
                  ? binary
                  : ((String) a[0]).getBytes(StandardCharsets.UTF_8);
          try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(content));
          } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
          }
        });
  }
}
