package org.lightningdb.sql.exec.operator;

import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.lightningdb.sql.exec.batch.Batch;
import org.lightningdb.sql.exec.store.SpillPartitions;

/**
 * The rows that an operator makes of each part of what it spilled, one part after the other. Closes
 * each part's files when it is done with them.
 */
final class SpilledParts implements AutoCloseable {
  private final List<SpillPartitions> inputs;
  private final IntFunction<Operator> operatorOfPart;
  private @Nullable Operator running;
  private int part;

  /**
   * @param inputs divided alike
   * @param operatorOfPart makes the operator over the inputs' parts of a number
   */
  SpilledParts(List<SpillPartitions> inputs, IntFunction<Operator> operatorOfPart) {
    this.inputs = List.copyOf(inputs);
    this.operatorOfPart = operatorOfPart;
  }

  /** The next rows, borrowed from the part's operator; null at the end. */
  @Nullable Batch next() {
    while (part < SpillPartitions.COUNT) {
      Operator operator = running;
      if (operator == null) {
        operator = operatorOfPart.apply(part);
        running = operator;
        operator.open();
      }
      Batch batch = operator.next();
      if (batch != null) {
        return batch;
      }
      running = null;
      operator.close();
      for (SpillPartitions input : inputs) {
        input.part(part).close();
      }
      part++;
    }
    return null;
  }

  @Override
  public void close() {
    Operator operator = running;
    running = null;
    part = SpillPartitions.COUNT;
    try {
      if (operator != null) {
        operator.close();
      }
    } finally {
      inputs.forEach(SpillPartitions::close);
    }
  }
}
