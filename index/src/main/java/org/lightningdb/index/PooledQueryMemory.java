package org.lightningdb.index;

import org.lightningdb.index.access.QueryMemory;
import org.lightningdb.index.table.StorageErrors;
import org.lightningdb.storage.error.StorageException;
import org.lightningdb.storage.memory.MemoryPool;
import org.lightningdb.storage.memory.Reservation;

/** Query memory out of the engine's pool, with errors as the database says them. */
record PooledQueryMemory(MemoryPool pool) implements QueryMemory {
  @Override
  public Grant reserve(String purpose, long bytes) {
    try {
      return new PooledGrant(pool.reserve(purpose, bytes));
    } catch (StorageException e) {
      throw StorageErrors.translate(e);
    }
  }

  @Override
  public long availableBytes() {
    return Math.max(0, pool.availableBytes());
  }

  private record PooledGrant(Reservation reservation) implements Grant {
    @Override
    public long bytes() {
      return reservation.bytes();
    }

    @Override
    public void grow(long more) {
      try {
        reservation.grow(more);
      } catch (StorageException e) {
        throw StorageErrors.translate(e);
      }
    }

    @Override
    public boolean tryGrow(long more) {
      return reservation.tryGrow(more);
    }

    @Override
    public void shrink(long less) {
      reservation.shrink(less);
    }

    @Override
    public void close() {
      reservation.close();
    }
  }
}
