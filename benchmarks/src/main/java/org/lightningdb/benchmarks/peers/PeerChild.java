package org.lightningdb.benchmarks.peers;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.lightningdb.benchmarks.peers.child.Command;
import org.lightningdb.benchmarks.peers.child.PeerProcess;
import org.lightningdb.benchmarks.peers.child.Sample;
import org.lightningdb.benchmarks.peers.child.Task;
import org.lightningdb.benchmarks.peers.engine.PeerKind;

/** The Java of one engine and its directory. Ours while we live: killed and deleted at close. */
final class PeerChild implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long END_SECONDS = 20;

  private final PeerKind kind;
  private final Path directory;
  private final Path complaints;
  private Process process;
  private BufferedReader answers;
  private BufferedWriter commands;

  private PeerChild(PeerKind kind, Path directory, Path complaints, Process process) {
    this.kind = kind;
    this.directory = directory;
    this.complaints = complaints;
    this.process = process;
    this.answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    this.commands =
        new BufferedWriter(
            new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
  }

  static PeerChild start(PeerKind kind, Path parent, List<String> javaOptions) {
    try {
      Path directory = Files.createTempDirectory(parent, kind.option() + "-");
      Path complaints = parent.resolve(directory.getFileName() + ".err");
      return new PeerChild(
          kind, directory, complaints, launch(kind, directory, complaints, javaOptions));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Process launch(
      PeerKind kind, Path directory, Path complaints, List<String> javaOptions) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(javaOptions);
    command.addAll(kind.javaOptions());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(PeerProcess.class.getName(), kind.name(), directory.toString()));
    return new ProcessBuilder(command)
        .redirectError(ProcessBuilder.Redirect.appendTo(complaints.toFile()))
        .start();
  }

  PeerKind kind() {
    return kind;
  }

  Path directory() {
    return directory;
  }

  /** Sends a command and waits for its answer. */
  Sample ask(Command command) {
    try {
      commands.write(JSON.writeValueAsString(command));
      commands.newLine();
      commands.flush();
      for (String line = answers.readLine(); line != null; line = answers.readLine()) {
        if (line.startsWith(PeerProcess.ANSWER)) {
          return JSON.readValue(line.substring(PeerProcess.ANSWER.length()), Sample.class);
        }
      }
      throw new IllegalStateException(
          kind + " ended during " + command.task() + ":\n" + Files.readString(complaints));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends the process at once, as {@code kill -9} does; the directory stays. */
  void kill() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** A new process over the same directory; the one before must have ended. */
  void restart(List<String> javaOptions) {
    try {
      process = launch(kind, directory, complaints, javaOptions);
      answers =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
      commands =
          new BufferedWriter(
              new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Closes the engine, ends the process in order; the directory stays. */
  void end() {
    ask(Command.of(Task.CLOSE));
    leave();
  }

  /** The end of its input ends the process, with or without an open engine. */
  private void leave() {
    try {
      commands.close();
      if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
        kill();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** What the engine's files take on the disk, in bytes. */
  long diskBytes() {
    return Directories.usedBytes(directory);
  }

  @Override
  public void close() {
    if (process.isAlive()) {
      leave();
    }
    Directories.delete(directory);
  }
}
