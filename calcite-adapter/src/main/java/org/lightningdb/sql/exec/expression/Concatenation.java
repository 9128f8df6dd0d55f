package org.lightningdb.sql.exec.expression;

import java.util.List;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.exec.Execution;
import org.lightningdb.sql.exec.batch.Batch;
import org.lightningdb.sql.exec.batch.Rows;
import org.lightningdb.storage.vector.BytesVector;
import org.lightningdb.storage.vector.ColumnVector;

/** {@code ||}: the texts or byte strings one after the other; NULL if any is. */
public record Concatenation(List<Expression> operands, SqlType type) implements Expression {
  public Concatenation {
    operands = List.copyOf(operands);
  }

  @Override
  public Evaluator evaluator(Execution execution) {
    return new Running(operands.stream().map(operand -> operand.evaluator(execution)).toList());
  }

  /** One execution's state. */
  private final class Running implements Evaluator {
    private final List<Evaluator> evaluators;
    private final BytesVector[] parts;
    private final Scratch scratch = new Scratch(type.columnKind());

    Running(List<Evaluator> evaluators) {
      this.evaluators = evaluators;
      this.parts = new BytesVector[evaluators.size()];
    }

    @Override
    public ColumnVector evaluate(Batch batch, Rows rows) {
      BytesVector result = scratch.bytes(batch.positions());
      for (int i = 0; i < parts.length; i++) {
        parts[i] = (BytesVector) evaluators.get(i).evaluate(batch, rows);
        result.addNulls(parts[i]);
      }
      for (int i = 0; i < rows.count(); i++) {
        int position = rows.position(i);
        if (!result.isNull(position)) {
          concatenate(result, position);
        }
      }
      return result;
    }

    private void concatenate(BytesVector result, int position) {
      int first = -1;
      int length = 0;
      for (BytesVector part : parts) {
        int start = result.append(part.buffer(), part.start(position), part.length(position));
        first = first < 0 ? start : first;
        length += part.length(position);
      }
      result.point(position, first, length);
    }
  }
}
