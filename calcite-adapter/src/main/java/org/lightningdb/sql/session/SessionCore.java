package org.lightningdb.sql.session;

import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.access.Database;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.index.schema.CatalogSnapshot;
import org.lightningdb.sql.exec.QueryResources;
import org.lightningdb.sql.exec.QueryThreads;
import org.lightningdb.sql.name.NearestName;
import org.lightningdb.sql.parser.ast.TransactionModes;
import org.lightningdb.sql.parser.ast.TransactionStatement;
import org.lightningdb.storage.spec.Isolation;

/** The state of a session: who, which schema, which settings, which transaction. */
final class SessionCore {
  private final long id;
  private final Database database;
  private final String user;
  private final Supplier<RandomGenerator> random;
  private final PlanCache planCache;
  private final QueryThreads threads;
  private final SessionSettings settings;
  private final TransactionScope scope;
  private String schema = CatalogSnapshot.SCHEMA_DEFAULT;

  SessionCore(
      long id,
      Database database,
      String user,
      Supplier<RandomGenerator> random,
      PlanCache planCache,
      QueryThreads threads,
      SessionSettings settings) {
    this.random = random;
    this.threads = threads;
    this.planCache = planCache;
    this.id = id;
    this.database = database;
    this.user = user;
    this.settings = settings;
    this.scope = new TransactionScope(database);
  }

  long id() {
    return id;
  }

  Database database() {
    return database;
  }

  /** The session's time zone. */
  ZoneId zone() {
    return settings.zone();
  }

  SessionSettings settings() {
    return settings;
  }

  TransactionScope scope() {
    return scope;
  }

  String schema() {
    return schema;
  }

  /** The catalog as the next statement will see it, as far as that is known. */
  CatalogSnapshot catalog() {
    var transaction = scope.sharedIfBegun();
    return transaction == null ? database.catalog() : transaction.catalog();
  }

  /** The schema of that name; any case will do unless two differ only in it. */
  void setSchema(String name) {
    Set<String> schemas = catalog().schemas();
    List<String> similar = schemas.stream().filter(name::equalsIgnoreCase).toList();
    if (schemas.contains(name)) {
      schema = name;
    } else if (similar.size() == 1) {
      schema = similar.get(0);
    } else {
      throw DbException.of(
          SqlState.UNDEFINED_SCHEMA,
          "schema \"" + name + "\" does not exist" + NearestName.hint(name, schemas));
    }
  }

  StatementContext.Surroundings surroundings() {
    return new StatementContext.Surroundings(
        user, schema, zone(), this::allSettings, this::resources, random);
  }

  private QueryResources resources() {
    return new QueryResources(
        settings.queryMemoryBytes(),
        database.memory(),
        database.scratch(),
        threads,
        settings.parallelWorkers());
  }

  /** Every setting and counter by its name in lower case. */
  Map<String, String> allSettings() {
    Map<String, String> all = new TreeMap<>();
    database.settings().forEach((name, value) -> all.put(name.toLowerCase(Locale.ROOT), value));
    all.putAll(planCache.counters());
    all.putAll(settings.asMap());
    all.put("schema", schema);
    all.put("transaction_isolation", text(scope.isolation()));
    all.put("transaction_read_only", scope.readOnly() ? "on" : "off");
    return all;
  }

  /** SET name = value. */
  void set(String name, @Nullable String value) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.equals("schema")) {
      setSchema(value == null ? CatalogSnapshot.SCHEMA_DEFAULT : value);
    } else if (lower.equals("transaction_isolation") || lower.equals("transaction_read_only")) {
      throw DbException.of(
          SqlState.SEMANTIC_ERROR, "use SET SESSION CHARACTERISTICS AS TRANSACTION ...");
    } else {
      settings.set(lower, value, allSettings());
    }
  }

  /** BEGIN, COMMIT and the like. */
  void transact(TransactionStatement statement) {
    TransactionModes modes = statement.modes();
    Isolation isolation = isolation(modes.level());
    switch (statement.action()) {
      case BEGIN -> scope.begin(isolation, modes.readOnly());
      case COMMIT -> scope.commit(settings.durability());
      case ROLLBACK -> scope.rollback();
      case SAVEPOINT -> scope.setSavepoint(statement.savepoint());
      case ROLLBACK_TO_SAVEPOINT -> scope.rollbackToSavepoint(statement.savepoint());
      case RELEASE_SAVEPOINT -> scope.releaseSavepoint(statement.savepoint());
      case SET_TRANSACTION -> scope.setNext(isolation, modes.readOnly());
      case SET_SESSION_DEFAULTS -> scope.setDefaults(isolation, modes.readOnly());
    }
  }

  private static String text(Isolation isolation) {
    return isolation.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** The level that gives at least what the text asks for. */
  private static @Nullable Isolation isolation(TransactionModes.@Nullable Level level) {
    if (level == null) {
      return null;
    }
    return switch (level) {
      case READ_UNCOMMITTED, READ_COMMITTED -> Isolation.READ_COMMITTED;
      case REPEATABLE_READ, SNAPSHOT -> Isolation.SNAPSHOT;
      case SERIALIZABLE -> Isolation.SERIALIZABLE;
    };
  }
}
