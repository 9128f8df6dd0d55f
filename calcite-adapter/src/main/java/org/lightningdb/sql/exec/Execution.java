package org.lightningdb.sql.exec;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.access.QueryScratch;

/**
 * One execution of a plan of operators: what its expressions and operators share while it runs. One
 * thread at a time; other threads that work for it have {@link #worker executions of their own}.
 */
public final class Execution {
  private final ExecutionContext context;
  private final @Nullable Object[] slots;
  private final Map<Integer, Object> workingRows = new HashMap<>();
  private final QueryMemory memory;

  /**
   * @param slotCount how many values of outer rows its correlated parts read
   */
  public Execution(ExecutionContext context, int slotCount) {
    this.context = context;
    this.slots = new @Nullable Object[slotCount];
    this.memory = new QueryMemory(context.resources());
  }

  private Execution(ExecutionContext context, Execution main) {
    this.context = context;
    this.slots = main.slots.clone();
    this.workingRows.putAll(main.workingRows);
    this.memory = main.memory;
  }

  /**
   * The execution of a worker that runs a part of this plan: its outer rows are those of now, its
   * memory is the same.
   *
   * @param workerContext with a snapshot for the worker
   */
  public Execution worker(ExecutionContext workerContext) {
    return new Execution(workerContext, this);
  }

  public ExecutionContext context() {
    return context;
  }

  /** Null if nobody wants to know. */
  public @Nullable Measurements measurements() {
    return context.measurements();
  }

  public QueryMemory memory() {
    return memory;
  }

  /**
   * Temporary files.
   *
   * @throws IllegalStateException if there are none; {@link QueryMemory#isScarce} says so before
   */
  public QueryScratch scratch() {
    QueryScratch scratch = context.resources().scratch();
    if (scratch == null) {
      throw new IllegalStateException("an execution without temporary files");
    }
    return scratch;
  }

  /** Gives back the memory that is still held. */
  public void close() {
    memory.close();
  }

  /** The Java value that the current outer row has in a slot. */
  public @Nullable Object slot(int slot) {
    return slots[slot];
  }

  /** What the step before of the recursive query with that number left for the next. */
  public @Nullable Object workingRows(int number) {
    return workingRows.get(number);
  }

  public void setWorkingRows(int number, Object rows) {
    workingRows.put(number, rows);
  }

  public void setSlot(int slot, @Nullable Object value) {
    slots[slot] = value;
  }
}
