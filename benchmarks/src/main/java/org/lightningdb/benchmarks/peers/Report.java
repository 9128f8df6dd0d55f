package org.lightningdb.benchmarks.peers;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Everything a run found, as JSON and as Markdown. */
record Report(String time, Machine machine, String command, List<RowResult> rows) {
  void write(Path directory, String name) throws IOException {
    Files.createDirectories(directory);
    new ObjectMapper()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .writeValue(directory.resolve(name + ".json").toFile(), this);
    Files.writeString(directory.resolve(name + ".md"), new MarkdownReport(this).text());
  }
}
