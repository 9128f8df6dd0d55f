package org.lightningdb.sql.bind;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.sql.parser.SqlParseException;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.sql.name.NearestName;

/** Turns Calcite's complaints about a statement into errors with SQLState, position and advice. */
public final class ValidationErrors {
  private static final List<Rule> RULES =
      List.of(
          rule("Object '(.*)' not found within '(.*)'", SqlState.UNDEFINED_TABLE),
          rule("Object '(.*)' not found", SqlState.UNDEFINED_TABLE),
          rule("Table '(.*)' not found", SqlState.UNDEFINED_TABLE),
          rule("Column '(.*)' not found in any table", SqlState.UNDEFINED_COLUMN),
          rule("Column '(.*)' not found in table '(.*)'", SqlState.UNDEFINED_COLUMN),
          rule("Unknown target column '(.*)'", SqlState.UNDEFINED_COLUMN),
          rule("Unknown identifier '(.*)'", SqlState.UNDEFINED_COLUMN),
          rule("Unknown field '(.*)'", SqlState.UNDEFINED_COLUMN),
          rule("Target column '(.*)' is assigned more than once", SqlState.DUPLICATE_COLUMN),
          rule("Column '.*' is ambiguous", SqlState.AMBIGUOUS_COLUMN),
          rule("Expression '.*' is not being grouped", SqlState.GROUPING_ERROR),
          rule("Aggregate expression.* is illegal.*", SqlState.GROUPING_ERROR),
          rule("Aggregate expressions cannot be nested", SqlState.GROUPING_ERROR),
          rule("No match found for function signature .*", SqlState.UNDEFINED_FUNCTION),
          rule("Function '.*' is not defined", SqlState.UNDEFINED_FUNCTION),
          rule("Invalid number of arguments to function .*", SqlState.UNDEFINED_FUNCTION),
          rule(
              "SELECT \\* (?:EXCLUDE/EXCEPT|REPLACE) list contains unknown column\\(s\\): (.*)",
              SqlState.UNDEFINED_COLUMN),
          rule("Unknown datatype name '.*'", SqlState.UNDEFINED_OBJECT),
          rule("Cannot apply .* to arguments of type .*", SqlState.DATATYPE_MISMATCH),
          rule("Cast function cannot convert .*", SqlState.DATATYPE_MISMATCH),
          rule("Values passed to .* must have compatible types", SqlState.DATATYPE_MISMATCH),
          rule("Type mismatch in column .*", SqlState.DATATYPE_MISMATCH),
          rule("Illegal mixing of types in CASE .*", SqlState.DATATYPE_MISMATCH),
          rule("Parameters must be of the same type", SqlState.DATATYPE_MISMATCH),
          rule(".*not comparable to.*", SqlState.DATATYPE_MISMATCH),
          rule("Cannot compare values of types .*", SqlState.DATATYPE_MISMATCH),
          rule(".*clause must be a condition", SqlState.DATATYPE_MISMATCH),
          rule("Expected a (boolean|character) type", SqlState.DATATYPE_MISMATCH),
          rule("Illegal use of dynamic parameter", SqlState.UNDEFINED_PARAMETER),
          rule("Numeric literal '.*' out of range", SqlState.NUMERIC_OUT_OF_RANGE),
          rule("Illegal (DATE|TIME|TIMESTAMP) literal.*", SqlState.INVALID_DATETIME_FORMAT),
          rule(
              "Literal '.*' can not be parsed to type '(DATE|TIME|TIMESTAMP).*",
              SqlState.INVALID_DATETIME_FORMAT),
          rule("Literal '.*' can not be parsed.*", SqlState.INVALID_CHARACTER_VALUE_FOR_CAST),
          rule("Duplicate relation name .*", SqlState.DUPLICATE_ALIAS),
          rule(".*not supported.*", SqlState.FEATURE_NOT_SUPPORTED));

  private static final Pattern UNKNOWN_OBJECT =
      Pattern.compile("Object '([^']*)' not found(; did you mean .*)?");
  private static final Pattern QUALIFIER = Pattern.compile("(\"([^\"]|\"\")+\"|\\w+)\\s*\\.");

  private static final String ADVICE = "; did you mean '";

  private final CatalogSchemas schemas;
  private final String schema;
  private final String sqlText;

  /**
   * @param schema the default schema
   */
  public ValidationErrors(CatalogSchemas schemas, String schema, String sqlText) {
    this.sqlText = sqlText;
    this.schemas = schemas;
    this.schema = schema;
  }

  private record Rule(Pattern pattern, SqlState state) {}

  private static Rule rule(String pattern, SqlState state) {
    return new Rule(Pattern.compile(pattern, Pattern.DOTALL), state);
  }

  /** The error for what Calcite threw, or null if it is not about the statement. */
  public @Nullable DbException translate(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof DbException error) {
        return error;
      }
      if (cause instanceof CalciteContextException context) {
        return fromContext(context);
      }
      if (cause instanceof SqlParseException parse) {
        return DbException.of(SqlState.SYNTAX_ERROR, firstLine(parse.getMessage()), parse);
      }
    }
    return null;
  }

  private DbException fromContext(CalciteContextException context) {
    Throwable cause = context.getCause();
    String message = cause == null ? context.getMessage() : cause.getMessage();
    DbException error = unknownSchema(firstLine(message), context);
    return (error == null ? classify(firstLine(message), context) : error)
        .atPosition(context.getPosLine(), context.getPosColumn());
  }

  /** The error if it is the schema in a qualified name that is not there. */
  private @Nullable DbException unknownSchema(String message, CalciteContextException context) {
    Matcher matcher = UNKNOWN_OBJECT.matcher(message);
    if (!matcher.matches() || !isQualifier(context.getPosLine(), context.getPosColumn())) {
      return null;
    }
    String name = matcher.group(1);
    return DbException.of(
        SqlState.UNDEFINED_SCHEMA,
        "schema \"" + name + "\" does not exist" + NearestName.hint(name, schemas.schemaNames()),
        context);
  }

  /** Whether a name and a dot stand at a place in the text. */
  private boolean isQualifier(int line, int column) {
    List<String> lines = sqlText.lines().toList();
    return line >= 1
        && line <= lines.size()
        && column >= 1
        && column <= lines.get(line - 1).length()
        && QUALIFIER.matcher(lines.get(line - 1).substring(column - 1)).lookingAt();
  }

  private DbException classify(String message, Throwable cause) {
    int advice = message.indexOf(ADVICE);
    String plain = advice < 0 ? message : message.substring(0, advice);
    for (Rule rule : RULES) {
      Matcher matcher = rule.pattern().matcher(plain);
      if (matcher.matches()) {
        return DbException.of(rule.state(), text(rule.state(), matcher, message), cause);
      }
    }
    return DbException.of(SqlState.SEMANTIC_ERROR, message, cause);
  }

  private String text(SqlState state, Matcher matcher, String message) {
    if (state == SqlState.UNDEFINED_COLUMN) {
      return "column \"" + matcher.group(1) + "\" does not exist" + nearestColumn(matcher.group(1));
    }
    if (state != SqlState.UNDEFINED_TABLE || matcher.groupCount() < 1) {
      return message;
    }
    String name = matcher.group(1);
    String within = matcher.groupCount() > 1 ? matcher.group(2) : schema;
    return "table \""
        + name
        + "\" does not exist"
        + NearestName.hint(name, schemas.tableNames(within));
  }

  /** Looks among the columns of the tables whose names occur in the text. */
  private String nearestColumn(String name) {
    return NearestName.hint(
        name,
        schemas.columnsOfTablesIn(sqlText).stream()
            .filter(column -> !column.equals(name))
            .toList());
  }

  private static String firstLine(@Nullable String message) {
    String text = message == null ? "invalid statement" : message;
    int end = text.indexOf('\n');
    return end < 0 ? text : text.substring(0, end).stripTrailing();
  }
}
