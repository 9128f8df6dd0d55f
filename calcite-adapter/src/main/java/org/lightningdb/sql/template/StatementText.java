package org.lightningdb.sql.template;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.type.SqlType;
import org.lightningdb.index.type.TypeKind;

/**
 * A statement's text with some of its literals taken out.
 *
 * <p>Which ones is decided by the tokens around them alone, so that two texts with the same {@link
 * #normalForm} differ in nothing but the values taken out, and these are of the same kinds in the
 * same places. Only literals are taken out that a parameter in their place means exactly the same
 * for: operands of a comparison with a plain name in WHERE or ON, values of a plain assignment in
 * UPDATE, and the rows of an INSERT that consist of literals only. All others (in the SELECT list,
 * GROUP BY, ORDER BY, LIMIT, inside larger expressions) belong to the form.
 *
 * @param normalForm equal for texts that may share a plan
 * @param parameterisedForm the same statement with {@code ?} for what was taken out; of the rows of
 *     an INSERT there is one
 * @param literals what was taken out, in the order of the text; empty for an INSERT of rows
 * @param rows the values of the rows of an INSERT, null for other statements
 * @param oneTable whether the statement names one table and has no query inside
 */
public record StatementText(
    String normalForm,
    Supplier<String> parameterisedForm,
    List<Literal> literals,
    @Nullable List<List<@Nullable Object>> rows,
    boolean oneTable) {
  /**
   * A literal.
   *
   * @param value a Long, BigDecimal, String, LocalDate, LocalTime or LocalDateTime
   * @param kind what its type follows from, part of the normal form: I for INTEGER, L for BIGINT, N
   *     with precision and scale for DECIMAL, S for a text, D, T and M for DATE, TIME and TIMESTAMP
   */
  public record Literal(Object value, String kind, Use use) {
    /** The type that the literal has where it stands; null for dates with a time. */
    public @Nullable SqlType type() {
      return switch (kind.charAt(0)) {
        case 'I' -> SqlType.of(TypeKind.INTEGER);
        case 'L' -> SqlType.of(TypeKind.BIGINT);
        case 'N' -> {
          int comma = kind.indexOf(',');
          yield SqlType.decimal(
              Integer.parseInt(kind, 1, comma, 10),
              Integer.parseInt(kind, comma + 1, kind.length(), 10));
        }
        case 'S' -> SqlType.varchar(SqlType.UNBOUNDED);
        case 'D' -> SqlType.of(TypeKind.DATE);
        default -> null;
      };
    }
  }

  /** What a literal is there for. */
  public enum Use {
    /** It is compared with a name for equality. */
    EQUALITY,
    /** It is compared with a name in another way. */
    COMPARISON,
    /** It is assigned to a column. */
    ASSIGNMENT
  }

  /** The text with its literals taken out, or null if there are none that can be. */
  public static @Nullable StatementText of(String sql) {
    StatementText rows = LiteralRows.scan(sql);
    return rows != null ? rows : new LiteralScanner(sql).scan();
  }
}
