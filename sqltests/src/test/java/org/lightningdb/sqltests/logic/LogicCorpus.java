package org.lightningdb.sqltests.logic;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;

/** The files of the corpus, in the jar {@code net.hydromatic:sql-logic-test}. */
final class LogicCorpus implements Closeable {
  private final JarFile jar;

  LogicCorpus() throws IOException {
    URL anyFile = LogicCorpus.class.getResource("/test/select1.test");
    if (anyFile == null || !(anyFile.openConnection() instanceof JarURLConnection connection)) {
      throw new IOException("the corpus is not on the class path");
    }
    connection.setUseCaches(false);
    jar = connection.getJarFile();
  }

  /** Files by group, which is the directory without the number of rows; in order of their names. */
  SortedMap<String, List<String>> groups() {
    return jar.stream()
        .filter(entry -> entry.getName().endsWith(".test") && entry.getSize() > 0)
        .map(ZipEntry::getName)
        .sorted()
        .collect(Collectors.groupingBy(LogicCorpus::group, TreeMap::new, Collectors.toList()));
  }

  private static String group(String file) {
    String directory = file.substring(0, file.lastIndexOf('/'));
    return directory.equals("test")
        ? "select"
        : directory.replaceAll("^test/", "").replaceAll("/[0-9]+$", "");
  }

  BufferedReader open(String file) throws IOException {
    return new BufferedReader(
        new InputStreamReader(jar.getInputStream(jar.getEntry(file)), StandardCharsets.UTF_8),
        1 << 16);
  }

  @Override
  public void close() throws IOException {
    jar.close();
  }
}
