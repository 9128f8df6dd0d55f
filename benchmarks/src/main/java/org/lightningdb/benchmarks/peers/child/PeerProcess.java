package org.lightningdb.benchmarks.peers.child;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.lightningdb.benchmarks.peers.engine.KeyValuePeer;
import org.lightningdb.benchmarks.peers.engine.PeerKind;

/**
 * The main class of a child. Arguments: kind of engine, directory. Commands come as JSON lines on
 * standard input; each is answered by one line {@code #sample {...}} on standard output. The end of
 * the input ends the child, without closing the engine.
 */
public final class PeerProcess {
  /** What an answer begins with; other lines are chatter of libraries. */
  public static final String ANSWER = "#sample ";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Session session;

  private PeerProcess(Session session) {
    this.session = session;
  }

  /** Serves commands until the input ends. */
  public static void main(String[] arguments) throws IOException {
    Session session = new Session(PeerKind.valueOf(arguments[0]), Path.of(arguments[1]));
    PeerProcess process = new PeerProcess(session);
    PrintStream answers =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    BufferedReader commands =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = commands.readLine(); line != null; line = commands.readLine()) {
      Sample sample = process.run(JSON.readValue(line, Command.class));
      answers.println(ANSWER + JSON.writeValueAsString(sample));
    }
  }

  private Sample run(Command command) {
    return switch (command.task()) {
      case OPEN -> session.open(command);
      case CLOSE -> session.close();
      case LOAD -> load(session.peer(), command);
      case RANDOM_GET -> new RandomGets(false).run(session.peer(), command);
      case FRESH_GET -> new RandomGets(true).run(session.peer(), command);
      case SCAN -> new Scans().run(session.peer(), command);
      case COLUMN_SCAN -> ColumnScans.run(session.directory(), command);
      case PUT -> new Puts().run(session.peer(), command);
      case DURABLE_PUT -> new DurablePuts().run(session.peer(), command);
      case GET_LATENCY -> new GetLatencies().run(session.peer(), command);
      case BULK_LOAD -> new BulkLoad().run(session.peer(), command);
      case CHURN -> new Churn().run(session.peer(), command);
      case FILL_LOG -> new FillLog().run(session.peer(), command);
      case HEAP -> new HeapUse().run(session.peer(), command);
    };
  }

  private static Sample load(KeyValuePeer peer, Command command) {
    Clock clock = new Clock();
    peer.bulkLoad(new DataSet(command.entries(), command.valueBytes()).sorted());
    peer.settle();
    return clock.sample(command.entries());
  }
}
