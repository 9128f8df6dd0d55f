package org.lightningdb.jdbc.link;

import java.util.List;

/**
 * A connection option, as {@code ;name=value} in the URL or as a property.
 *
 * @param defaultText the value if it is not given, for people to read
 * @param choices the allowed values if they can be listed, else empty
 */
public record LinkOption(
    String name, String description, String defaultText, List<String> choices) {
  public LinkOption {
    choices = List.copyOf(choices);
  }
}
