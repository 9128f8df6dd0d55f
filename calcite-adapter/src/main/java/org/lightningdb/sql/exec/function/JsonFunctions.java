package org.lightningdb.sql.exec.function;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;
import org.lightningdb.index.type.JsonSyntax;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.sql.exec.ExecutionContext;
import org.lightningdb.sql.exec.expression.RowFunction;
import org.lightningdb.sql.exec.json.JsonDocument;
import org.lightningdb.sql.exec.json.JsonPath;
import org.lightningdb.sql.exec.json.JsonPathException;

/** The functions of SQL/JSON that read documents, and PostgreSQL's arrows. */
final class JsonFunctions {
  private JsonFunctions() {}

  static void register(Map<String, FunctionMaker> makers) {
    makers.put("JSON_EXISTS", JsonFunctions::exists);
    makers.put("JSON_VALUE", JsonFunctions::value);
    makers.put("JSON_QUERY", JsonFunctions::query);
    makers.put("JSON_DOCUMENT", signature -> FunctionTable.strict(a -> checked(a[0].toString())));
    makers.put("->", signature -> arrow(false));
    makers.put("->>", signature -> arrow(true));
    for (String kind : List.of("VALUE", "OBJECT", "ARRAY", "SCALAR")) {
      makers.put("IS JSON " + kind, signature -> isJson(kind, true));
      makers.put("IS NOT JSON " + kind, signature -> isJson(kind, false));
    }
  }

  private static String checked(String text) {
    if (!JsonSyntax.isDocument(text)) {
      throw malformed(text);
    }
    return text;
  }

  private static DbException malformed(String text) {
    return DbException.of(
        SqlState.INVALID_CHARACTER_VALUE_FOR_CAST,
        "not a JSON document: '" + (text.length() > 60 ? text.substring(0, 60) + "…" : text) + "'");
  }

  private static RowFunction isJson(String kind, boolean wanted) {
    return FunctionTable.strict(
        a -> {
          String text = a[0].toString().strip();
          boolean holds = JsonSyntax.isDocument(text);
          if (holds && !kind.equals("VALUE")) {
            char first = text.charAt(0);
            boolean object = first == '{';
            boolean array = first == '[';
            holds =
                kind.equals("OBJECT") ? object : kind.equals("ARRAY") ? array : !object && !array;
          }
          return holds == wanted;
        });
  }

  /** Null if the document has no such member or element. */
  private static RowFunction arrow(boolean asText) {
    return FunctionTable.strict(
        a -> {
          JsonNode document = JsonDocument.parse(a[0].toString());
          if (document == null) {
            throw malformed(a[0].toString());
          }
          JsonNode found;
          if (a[1] instanceof String name) {
            found = document.isObject() ? document.get(name) : null;
          } else {
            int index = Exact.toInt(a[1]);
            int at = index < 0 ? document.size() + index : index;
            found = document.isArray() ? document.get(at) : null;
          }
          if (found == null || (asText && found.isNull())) {
            return null;
          }
          return asText && found.isTextual() ? found.textValue() : JsonDocument.text(found);
        });
  }

  /** What a path found, or why it found nothing. */
  private record Found(List<JsonNode> items, @Nullable String failure) {
    static Found of(Object document, JsonPath path) {
      JsonNode root = JsonDocument.parse(document.toString());
      if (root == null) {
        return new Found(List.of(), malformed(document.toString()).text());
      }
      try {
        return new Found(path.find(root), null);
      } catch (JsonPathException e) {
        return new Found(List.of(), String.valueOf(e.getMessage()));
      }
    }
  }

  /** A function of a document and a path, NULL if one is; paths are read once. */
  private interface PathFunction {
    @Nullable Object apply(ExecutionContext context, Found found, @Nullable Object[] arguments);
  }

  private static RowFunction ofPath(PathFunction function) {
    Map<String, JsonPath> paths = new ConcurrentHashMap<>();
    return (context, arguments) -> {
      Object document = arguments[0];
      Object path = arguments[1];
      if (document == null || path == null) {
        return null;
      }
      if (paths.size() > PATHS_MAX) {
        paths.clear();
      }
      JsonPath parsed = paths.computeIfAbsent(path.toString(), JsonPath::parse);
      return function.apply(context, Found.of(document, parsed), arguments);
    };
  }

  private static final int PATHS_MAX = 100;

  private static DbException failed(String function, String why) {
    return DbException.of(SqlState.DATA_EXCEPTION, function + ": " + why);
  }

  private static RowFunction exists(FunctionSignature signature) {
    String onError = signature.flags().isEmpty() ? "FALSE" : signature.flags().get(0);
    return ofPath(
        (context, found, arguments) -> {
          if (found.failure() == null) {
            return !found.items().isEmpty();
          }
          return switch (onError) {
            case "TRUE" -> true;
            case "FALSE" -> false;
            case "ERROR" -> throw failed("JSON_EXISTS", found.failure());
            default -> null;
          };
        });
  }

  /** What to do ON EMPTY and ON ERROR: a behaviour and which argument has the default. */
  private record Fallback(String behaviour, int argument) {}

  private static Map<String, Fallback> fallbacks(List<String> flags) {
    Map<String, Fallback> fallbacks = new HashMap<>();
    int argument = 2;
    for (int i = 0; i + 1 < flags.size(); i += 2) {
      boolean hasDefault = flags.get(i).equals("DEFAULT");
      fallbacks.put(flags.get(i + 1), new Fallback(flags.get(i), argument));
      argument += hasDefault ? 1 : 0;
    }
    return fallbacks;
  }

  private static @Nullable RowFunction value(FunctionSignature signature) {
    Map<String, Fallback> fallbacks = fallbacks(signature.flags());
    SqlType type = signature.type();
    return ofPath(
        (context, found, arguments) -> {
          String failure = found.failure();
          if (failure == null && found.items().isEmpty()) {
            return fallback("EMPTY", "nothing found", fallbacks, signature, context, arguments);
          }
          if (failure == null && found.items().size() > 1) {
            failure = "more than one item found";
          } else if (failure == null && found.items().get(0).isContainerNode()) {
            failure = "an array or object is no value";
          }
          if (failure != null) {
            return fallback("ERROR", failure, fallbacks, signature, context, arguments);
          }
          JsonNode item = found.items().get(0);
          if (item.isNull()) {
            return null;
          }
          try {
            return Conversions.convert(item.asText(), TEXT, type, context.zone());
          } catch (DbException e) {
            return fallback("ERROR", e.text(), fallbacks, signature, context, arguments);
          }
        });
  }

  private static final SqlType TEXT = SqlType.varchar(SqlType.UNBOUNDED);

  private static @Nullable Object fallback(
      String when,
      String failure,
      Map<String, Fallback> fallbacks,
      FunctionSignature signature,
      ExecutionContext context,
      @Nullable Object[] arguments) {
    Fallback fallback = fallbacks.get(when);
    if (fallback == null || fallback.behaviour().equals("NULL")) {
      return null;
    }
    if (fallback.behaviour().equals("ERROR")) {
      throw failed("JSON_VALUE", failure);
    }
    Object given = arguments[fallback.argument()];
    SqlType from = signature.types().get(fallback.argument());
    return given == null
        ? null
        : Conversions.convert(given, from, signature.type(), context.zone());
  }

  private static RowFunction query(FunctionSignature signature) {
    String wrapper = signature.flags().get(0);
    String onEmpty = signature.flags().get(1);
    String onError = signature.flags().get(2);
    return ofPath(
        (context, found, arguments) -> {
          List<JsonNode> items = found.items();
          if (found.failure() != null) {
            return query(onError, found.failure());
          }
          if (items.isEmpty()) {
            return query(onEmpty, "nothing found");
          }
          boolean wrapped =
              wrapper.equals("WITH_UNCONDITIONAL_ARRAY")
                  || (wrapper.equals("WITH_CONDITIONAL_ARRAY")
                      && (items.size() > 1 || !items.get(0).isContainerNode()));
          if (wrapped) {
            List<String> texts = new ArrayList<>();
            items.forEach(item -> texts.add(JsonDocument.text(item)));
            return "[" + String.join(",", texts) + "]";
          }
          return items.size() == 1
              ? JsonDocument.text(items.get(0))
              : query(onError, "more than one item found");
        });
  }

  private static @Nullable Object query(String behaviour, String failure) {
    return switch (behaviour) {
      case "EMPTY_ARRAY" -> "[]";
      case "EMPTY_OBJECT" -> "{}";
      case "ERROR" -> throw failed("JSON_QUERY", failure);
      default -> null;
    };
  }
}
