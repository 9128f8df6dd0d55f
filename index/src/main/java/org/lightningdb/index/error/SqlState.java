package org.lightningdb.index.error;

/**
 * Every SQLState this database reports, chosen here and nowhere else.
 *
 * <p>To add one: take the code of the SQL standard if it has one, else the code PostgreSQL uses for
 * the same condition; put it beside its class; say in a comment when it is thrown if the name does
 * not. The first two characters tell a client what to do: 08 reconnect, 0A not supported, 21/22 fix
 * the data, 23 a constraint, 25 transaction state, 28 credentials, 2B what depends on it, 40 try
 * again, 42 fix the text, 53/54 limits, 55 not now, 57 stopped from outside, 58/XX the system.
 */
public enum SqlState {
  CONNECTION_FAILURE("08006"),
  CONNECTION_REFUSED("08004"),
  CONNECTION_CLOSED("08003"),
  UNABLE_TO_CONNECT("08001"),
  FEATURE_NOT_SUPPORTED("0A000"),
  CARDINALITY_VIOLATION("21000"),
  DATA_EXCEPTION("22000"),
  STRING_RIGHT_TRUNCATION("22001"),
  NUMERIC_OUT_OF_RANGE("22003"),
  NULL_NOT_ALLOWED("22004"),
  INVALID_DATETIME_FORMAT("22007"),
  DATETIME_OVERFLOW("22008"),
  DIVISION_BY_ZERO("22012"),
  INVALID_CHARACTER_VALUE_FOR_CAST("22018"),
  INVALID_PARAMETER_VALUE("22023"),
  INTEGRITY_CONSTRAINT_VIOLATION("23000"),
  NOT_NULL_VIOLATION("23502"),
  FOREIGN_KEY_VIOLATION("23503"),
  UNIQUE_VIOLATION("23505"),
  CHECK_VIOLATION("23514"),
  INVALID_TRANSACTION_STATE("25000"),
  ACTIVE_TRANSACTION("25001"),
  READ_ONLY_TRANSACTION("25006"),
  /** Something else needs the object that was to be dropped. */
  DEPENDENT_OBJECTS_EXIST("2BP01"),
  INVALID_AUTHORIZATION("28000"),
  INVALID_PASSWORD("28P01"),
  INVALID_CURSOR_STATE("24000"),
  INVALID_SAVEPOINT("3B001"),
  SERIALIZATION_FAILURE("40001"),
  /** The outcome of a commit is unknown: reconnect and look. */
  COMPLETION_UNKNOWN("40003"),
  DEADLOCK_DETECTED("40P01"),
  SYNTAX_ERROR("42601"),
  INSUFFICIENT_PRIVILEGE("42501"),
  UNDEFINED_COLUMN("42703"),
  UNDEFINED_FUNCTION("42883"),
  UNDEFINED_TABLE("42P01"),
  UNDEFINED_PARAMETER("42P02"),
  UNDEFINED_OBJECT("42704"),
  INVALID_COLUMN_REFERENCE("42P10"),
  UNDEFINED_SCHEMA("3F000"),
  DUPLICATE_COLUMN("42701"),
  DUPLICATE_TABLE("42P07"),
  DUPLICATE_SCHEMA("42P06"),
  DUPLICATE_OBJECT("42710"),
  AMBIGUOUS_COLUMN("42702"),
  DUPLICATE_ALIAS("42712"),
  DATATYPE_MISMATCH("42804"),
  GROUPING_ERROR("42803"),
  INVALID_FOREIGN_KEY("42830"),
  INVALID_TABLE_DEFINITION("42P16"),
  INVALID_DEFINITION("42P17"),
  WRONG_OBJECT_TYPE("42809"),
  /** A text that parses but means nothing: none of the closer 42 codes fits. */
  SEMANTIC_ERROR("42000"),
  DISK_FULL("53100"),
  OUT_OF_MEMORY("53200"),
  TOO_MANY_CONNECTIONS("53300"),
  PROGRAM_LIMIT_EXCEEDED("54000"),
  STATEMENT_TOO_COMPLEX("54001"),
  LOCK_NOT_AVAILABLE("55P03"),
  OBJECT_IN_USE("55006"),
  QUERY_CANCELED("57014"),
  DATABASE_SHUT_DOWN("57P01"),
  IO_ERROR("58030"),
  SNAPSHOT_TOO_OLD("72000"),
  DATA_CORRUPTED("XX001"),
  INTERNAL_ERROR("XX000");

  private final String code;

  SqlState(String code) {
    this.code = code;
  }

  public String code() {
    return code;
  }
}
