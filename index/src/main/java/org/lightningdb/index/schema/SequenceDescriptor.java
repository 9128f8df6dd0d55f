package org.lightningdb.index.schema;

import java.util.List;
import org.lightningdb.index.type.SqlType;

/**
 * A generator of numbers.
 *
 * @param start the first number, which RESTART without a value goes back to
 * @param increment not 0; negative for a descending sequence
 * @param cycle whether the other end follows the last number, instead of an error
 * @param cache how many numbers are drawn at once, at least 1
 */
public record SequenceDescriptor(
    int id,
    String schema,
    String name,
    SqlType type,
    long start,
    long increment,
    long minimum,
    long maximum,
    boolean cycle,
    int cache)
    implements SchemaObject {
  @Override
  public List<Dependency> dependencies() {
    return List.of();
  }

  @Override
  public String kindName() {
    return "sequence";
  }
}
