package org.lightningdb.benchmarks.peers.child;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.lightningdb.benchmarks.peers.engine.KeyValuePeer;

/** Durable puts of random keys by a number of threads. */
final class DurablePuts implements Measurement {
  private record Client(long operations, long cpuNanos) {}

  @Override
  public Sample run(KeyValuePeer peer, Command command) {
    DataSet data = new DataSet(command.entries(), command.valueBytes());
    ExecutorService clients = Executors.newFixedThreadPool(command.threads());
    try {
      long syncs = peer.syncs();
      Clock clock = new Clock();
      List<Future<Client>> running = new ArrayList<>();
      for (int thread = 0; thread < command.threads(); thread++) {
        long seed = command.seed() * 1000 + thread;
        running.add(clients.submit(() -> put(peer, data, seed, command.millis())));
      }
      long operations = 0;
      long cpuNanos = 0;
      for (Future<Client> client : running) {
        operations += client.get().operations();
        cpuNanos += client.get().cpuNanos();
      }
      Sample sample = clock.sample(operations, cpuNanos);
      return syncs == KeyValuePeer.NOT_COUNTED
          ? sample
          : sample.with("syncs_per_commit", (double) (peer.syncs() - syncs) / operations);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } finally {
      clients.shutdownNow();
    }
  }

  private static Client put(KeyValuePeer peer, DataSet data, long seed, long millis) {
    SplittableRandom random = new SplittableRandom(seed);
    Clock clock = new Clock();
    long operations = 0;
    while (clock.wallNanos() < millis * 1_000_000) {
      peer.putDurable(DataSet.key(random.nextLong(data.entries())), data.value(random.nextLong()));
      operations++;
    }
    return new Client(operations, clock.threadNanos());
  }
}
