package org.lightningdb.server.net;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The one user who may come in, with a salted and slowly hashed password (PBKDF2 with
 * HMAC-SHA-256).
 *
 * <p>HTTP repeats the password with every request and a slow hash each time would cost more than
 * the requests. So the last {@code Authorization} header that passed is remembered as an
 * HMAC-SHA-256 under a key that lives only in this object. Thread-safe.
 */
public final class Credentials {
  private static final int ITERATIONS = 210_000;
  private static final int HASH_BITS = 256;
  private static final int SALT_BYTES = 16;

  private final String user;
  private final byte[] salt;
  private final byte[] passwordHash;
  private final byte[] headerKey;
  private volatile byte @Nullable [] acceptedHeader;

  private Credentials(String user, byte[] salt, byte[] passwordHash, byte[] headerKey) {
    this.user = user;
    this.salt = salt;
    this.passwordHash = passwordHash;
    this.headerKey = headerKey;
  }

  /** Hashes {@code password} with a new salt; the password itself is not kept. */
  public static Credentials of(String user, String password, SecureRandom random) {
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    byte[] headerKey = new byte[HASH_BITS / Byte.SIZE];
    random.nextBytes(headerKey);
    return new Credentials(user, salt, hash(password, salt), headerKey);
  }

  String user() {
    return user;
  }

  /** Whether an {@code Authorization} header carries this user and password. */
  boolean accepts(@Nullable String authorization) {
    if (authorization == null) {
      return false;
    }
    byte[] mac = mac(authorization);
    byte[] accepted = acceptedHeader;
    if (accepted != null && MessageDigest.isEqual(accepted, mac)) {
      return true;
    }
    String basic = "basic ";
    if (!authorization.toLowerCase(Locale.ROOT).startsWith(basic)) {
      return false;
    }
    String pair = decode(authorization.substring(basic.length()).strip());
    int colon = pair.indexOf(':');
    boolean userFits = colon >= 0 && pair.substring(0, colon).equals(user);
    boolean passwordFits =
        MessageDigest.isEqual(hash(pair.substring(colon + 1), salt), passwordHash);
    if (userFits && passwordFits) {
      acceptedHeader = mac;
      return true;
    }
    return false;
  }

  private static String decode(String base64) {
    try {
      return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  private static byte[] hash(String password, byte[] salt) {
    char[] characters = password.toCharArray();
    PBEKeySpec spec = new PBEKeySpec(characters, salt, ITERATIONS, HASH_BITS);
    try {
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has PBKDF2WithHmacSHA256", e);
    } finally {
      spec.clearPassword();
      Arrays.fill(characters, '\0');
    }
  }

  private byte[] mac(String header) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(headerKey, "HmacSHA256"));
      return mac.doFinal(header.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }
}
