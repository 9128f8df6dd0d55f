package org.lightningdb.sqltests;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Files;

/** The house plan of docs/ARCHITECTURE.md, as a test. */
@AnalyzeClasses(packages = "org.lightningdb", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String ROOT = "org.lightningdb.";

  @ArchTest
  static final ArchRule rooms =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("storage")
          .definedBy(ROOT + "storage..")
          .layer("index")
          .definedBy(ROOT + "index..")
          .layer("sql")
          .definedBy(ROOT + "sql..")
          .layer("jdbc")
          .definedBy(ROOT + "jdbc..")
          .layer("server")
          .definedBy(ROOT + "server..")
          .whereLayer("index")
          .mayOnlyBeAccessedByLayers("sql", "jdbc", "server")
          .whereLayer("sql")
          .mayOnlyBeAccessedByLayers("jdbc", "server")
          .whereLayer("jdbc")
          .mayOnlyBeAccessedByLayers("server")
          .whereLayer("server")
          .mayNotBeAccessedByAnyLayer();

  /** The grammar's own nodes are the only thing of ours the generated parser may know. */
  @ArchTest
  static final ArchRule parserKnowsOnlyItsNodes =
      noClasses()
          .that()
          .resideInAPackage(ROOT + "sql.parser..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("org.lightningdb..")
                  .and(resideOutsideOfPackages(ROOT + "sql.parser..", ROOT + "index.error..")));

  /** SQL sees vectors, bytes, options and errors of storage, never files, logs or trees. */
  @ArchTest
  static final ArchRule sqlSeesOnlyTheDoorsOfStorage =
      noClasses()
          .that()
          .resideInAPackage(ROOT + "sql..")
          .and()
          .resideOutsideOfPackage(ROOT + "sql.open..")
          .should()
          .dependOnClassesThat(
              resideInAPackage(ROOT + "storage..")
                  .and(
                      resideOutsideOfPackages(
                          ROOT + "storage.vector..",
                          ROOT + "storage.bytes..",
                          ROOT + "storage.error..",
                          ROOT + "storage.spec..")));

  @ArchTest
  static final ArchRule calciteHasOneRoom =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + "sql..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("org.apache.calcite..")
                  .and(resideOutsideOfPackage("org.apache.calcite.avatica..")));

  /** Queries run in our operators: nothing is generated or compiled while the database runs. */
  @ArchTest
  static final ArchRule noGeneratedCode =
      noClasses()
          .that()
          .resideInAPackage("org.lightningdb..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                  "org.apache.calcite.adapter.enumerable..",
                  "org.apache.calcite.interpreter..",
                  "org.apache.calcite.linq4j",
                  "org.apache.calcite.linq4j.tree..",
                  "org.codehaus.."));

  @ArchTest
  static final ArchRule operatorsKnowNoCalcite =
      noClasses()
          .that()
          .resideInAnyPackage(ROOT + "sql.exec..", ROOT + "sql.session..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                  "org.apache.calcite.rel..",
                  "org.apache.calcite.rex..",
                  "org.apache.calcite.plan..",
                  "org.apache.calcite.adapter..",
                  "org.apache.calcite.linq4j.."));

  @ArchTest
  static final ArchRule avaticaStaysAtTheDoor =
      noClasses()
          .that()
          .resideOutsideOfPackages(ROOT + "jdbc.remote..", ROOT + "server.net..", ROOT + "sql..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.calcite.avatica..");

  /** The java.sql classes know the link, never the engine behind it. */
  @ArchTest
  static final ArchRule remoteDriverKnowsNoEngine =
      noClasses()
          .that()
          .resideInAPackage(ROOT + "jdbc..")
          .and()
          .resideOutsideOfPackage(ROOT + "jdbc.local..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(ROOT + "storage..", ROOT + "index..", ROOT + "sql.."));

  @ArchTest
  static final ArchRule filesOnlyInVfs =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              ROOT + "storage.vfs..", ROOT + "server.cli..", ROOT + "server.demo..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("java.nio.channels..").or(belongToAnyOf(Files.class)));

  @ArchTest
  static final ArchRule compressionOnlyInBlocks =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + "storage.block..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.github.luben.zstd..");

  @ArchTest
  static final ArchRule noCycles =
      slices().matching("org.lightningdb.(**)").should().beFreeOfCycles();
}
