package org.lightningdb.sqltests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/**
 * Habits that no off-the-shelf tool checks: sizes, room signs, names, stale notes. A file over the
 * limit is tolerated only if {@code ratchet.properties} lists it with the size at which it was
 * admitted: it may shrink, never grow.
 */
class HouseRulesTest {
  private static final int FILE_LINES_MAX = 500;
  private static final int METHOD_LINES_MAX = 60;
  private static final Pattern NOTE = Pattern.compile("\\b(TODO|FIXME|XXX)\\b(?!\\(#\\d+\\))");
  private static final Pattern DRAWER =
      Pattern.compile("\\w*(Util|Utils|Helper|Helpers|Manager|Common|Misc)");
  private static final Pattern EMPTY_COMMENT =
      Pattern.compile("^\\s*(/\\*\\*|\\*)\\s*(Constructor|Getter|Setter|Default constructor)\\.");

  @Test
  void everySourceFileKeepsTheHouseRules() throws IOException {
    List<Path> files = sources();
    assertTrue(files.size() > 50, "found only " + files.size() + " source files");
    Map<String, Integer> ratchet = ratchet();
    List<String> broken = new ArrayList<>();
    for (Path file : files) {
      checkText(file, ratchet, broken);
      if (!Files.exists(file.resolveSibling("package-info.java"))) {
        broken.add(file.getParent() + ": no package-info.java");
      }
    }
    ratchet.keySet().forEach(name -> broken.add("ratchet.properties: no longer needed: " + name));
    checkTrees(files, broken);
    assertEquals("", String.join("\n", broken));
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> walk = Files.walk(Path.of(".."))) {
      return walk.filter(path -> path.toString().endsWith(".java"))
          .filter(path -> path.toString().replace('\\', '/').contains("src/main/java"))
          .sorted()
          .toList();
    }
  }

  /** Admitted sizes by path from the root of the project. */
  private static Map<String, Integer> ratchet() throws IOException {
    Map<String, Integer> sizes = new TreeMap<>();
    for (String line : Files.readAllLines(Path.of("src/test/resources/ratchet.properties"))) {
      if (!line.isBlank() && !line.startsWith("#")) {
        String[] parts = line.split("=", 2);
        sizes.put(parts[0].trim(), Integer.valueOf(parts[1].trim()));
      }
    }
    return sizes;
  }

  private static void checkText(Path file, Map<String, Integer> ratchet, List<String> broken)
      throws IOException {
    List<String> lines = Files.readAllLines(file);
    String name = Path.of("..").relativize(file).toString().replace('\\', '/');
    Integer admitted = lines.size() > FILE_LINES_MAX ? ratchet.remove(name) : null;
    int limit = admitted == null ? FILE_LINES_MAX : admitted;
    if (lines.size() > limit) {
      broken.add(name + ": " + lines.size() + " lines, at most " + limit);
    }
    for (int i = 0; i < lines.size(); i++) {
      if (NOTE.matcher(lines.get(i)).find()) {
        broken.add(name + ":" + (i + 1) + ": note without an issue number");
      }
      if (EMPTY_COMMENT.matcher(lines.get(i)).find()) {
        broken.add(name + ":" + (i + 1) + ": comment that repeats the signature");
      }
    }
  }

  private static void checkTrees(List<Path> files, List<String> broken) throws IOException {
    var compiler = ToolProvider.getSystemJavaCompiler();
    try (var manager = compiler.getStandardFileManager(null, null, null)) {
      var task =
          (JavacTask)
              compiler.getTask(
                  null,
                  manager,
                  diagnostic -> {},
                  List.of("-proc:none"),
                  null,
                  manager.getJavaFileObjectsFromPaths(files));
      SourcePositions positions = Trees.instance(task).getSourcePositions();
      for (CompilationUnitTree unit : task.parse()) {
        new SizeScanner(unit, positions, broken).scan(unit, null);
      }
    }
  }

  /** Looks at the length of methods and the names of classes. */
  private static final class SizeScanner extends TreeScanner<Void, Void> {
    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    private final List<String> broken;

    SizeScanner(CompilationUnitTree unit, SourcePositions positions, List<String> broken) {
      this.unit = unit;
      this.positions = positions;
      this.broken = broken;
    }

    @Override
    public Void visitClass(ClassTree type, Void unused) {
      if (DRAWER.matcher(type.getSimpleName()).matches()) {
        broken.add(unit.getSourceFile().getName() + ": a drawer called " + type.getSimpleName());
      }
      return super.visitClass(type, null);
    }

    @Override
    public Void visitMethod(MethodTree method, Void unused) {
      if (method.getBody() != null) {
        var lines = unit.getLineMap();
        long first = lines.getLineNumber(positions.getStartPosition(unit, method.getBody()));
        long last = lines.getLineNumber(positions.getEndPosition(unit, method.getBody()));
        if (last - first + 1 > METHOD_LINES_MAX) {
          broken.add(
              "%s#%s: %d lines"
                  .formatted(unit.getSourceFile().getName(), method.getName(), last - first + 1));
        }
      }
      return super.visitMethod(method, null);
    }
  }
}
