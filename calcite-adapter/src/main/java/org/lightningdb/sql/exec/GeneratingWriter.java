package org.lightningdb.sql.exec;

import java.util.BitSet;
import java.util.List;
import org.lightningdb.index.access.TableWriter;
import org.lightningdb.index.schema.IndexDescriptor;
import org.lightningdb.index.schema.TableDescriptor;
import org.lightningdb.storage.vector.ColumnVector;
import org.lightningdb.storage.vector.VectorBatch;

/** Sets the generated columns of rows, in the batches it is given, and hands them on. */
final class GeneratingWriter implements TableWriter {
  private final TableWriter writer;
  private final ExecutionContext context;
  private final TableDescriptor table;
  private final GeneratedValues generated;

  GeneratingWriter(
      TableWriter writer,
      ExecutionContext context,
      TableDescriptor table,
      GeneratedValues generated) {
    this.writer = writer;
    this.context = context;
    this.table = table;
    this.generated = generated;
  }

  @Override
  public void insert(VectorBatch rows) {
    generated.compute(context, table, rows);
    writer.insert(rows);
  }

  @Override
  public void insertOrFind(
      VectorBatch rows, List<IndexDescriptor> arbiters, ExistingRows existing) {
    generated.compute(context, table, rows);
    writer.insertOrFind(rows, arbiters, existing);
  }

  @Override
  public void update(ColumnVector rowKeys, VectorBatch rows, BitSet changed) {
    generated.compute(context, table, rows);
    BitSet all = (BitSet) changed.clone();
    generated.columns().forEach(all::set);
    writer.update(rowKeys, rows, all);
  }

  @Override
  public void delete(ColumnVector rowKeys, int count) {
    writer.delete(rowKeys, count);
  }

  @Override
  public void finish() {
    writer.finish();
  }

  @Override
  public long nextIdentity() {
    return writer.nextIdentity();
  }

  @Override
  public void identityUsed(long value) {
    writer.identityUsed(value);
  }
}
