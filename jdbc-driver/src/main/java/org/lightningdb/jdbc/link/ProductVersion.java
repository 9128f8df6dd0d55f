package org.lightningdb.jdbc.link;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A version such as {@code 0.1.0} or {@code 0.1.0-SNAPSHOT}. */
public record ProductVersion(String text, int major, int minor) {
  private static final Pattern FORM = Pattern.compile("(\\d+)\\.(\\d+).*");

  /** The version of this driver; the embedded engine is of the same build. */
  public static final ProductVersion OF_DRIVER = parse(BuildVersion.read());

  /** Reads the two leading numbers; a text of another form has version 0.0. */
  public static ProductVersion parse(String text) {
    Matcher matcher = FORM.matcher(text);
    return matcher.matches()
        ? new ProductVersion(
            text, Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)))
        : new ProductVersion(text, 0, 0);
  }
}
