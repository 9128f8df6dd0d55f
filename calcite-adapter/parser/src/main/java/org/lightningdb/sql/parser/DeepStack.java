package org.lightningdb.sql.parser;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lightningdb.index.error.DbException;
import org.lightningdb.index.error.SqlState;

/**
 * Runs parsing and planning of deeply nested SQL on a thread with a large stack. Parser, validator
 * and planner recurse once for each level; a thousand terms joined by OR overflow a usual stack.
 *
 * <p>Long or visibly nested texts get such a thread at once, since an overflow in the middle of a
 * class initialiser would break that class for ever; the rest runs on the caller's thread, and only
 * if that overflows again on a large one. Too deep even for that is 54001. The caller waits
 * uninterruptibly: the work is bounded by the text.
 */
public final class DeepStack {
  private static final long STACK_BYTES = 64L << 20;
  private static final int LENGTH_SHALLOW_MAX = 4096;
  private static final int PARENTHESES_SHALLOW_MAX = 30;

  private DeepStack() {}

  /**
   * Runs the work and returns its result or error.
   *
   * @param sql the text that the work is about; decides where it runs
   */
  public static <T> T run(String sql, Supplier<T> work) {
    if (looksDeep(sql)) {
      return runOnLargeStack(work);
    }
    try {
      return work.get();
    } catch (StackOverflowError tooDeepHere) {
      return runOnLargeStack(work);
    }
  }

  private static boolean looksDeep(String sql) {
    if (sql.length() > LENGTH_SHALLOW_MAX) {
      return true;
    }
    int open = 0;
    for (int i = 0; i < sql.length(); i++) {
      char c = sql.charAt(i);
      if (c == '(' && ++open > PARENTHESES_SHALLOW_MAX) {
        return true;
      } else if (c == ')') {
        open--;
      }
    }
    return false;
  }

  private static <T> T runOnLargeStack(Supplier<T> work) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Thread thread =
        new Thread(
            null,
            () -> {
              try {
                result.complete(work.get());
              } catch (Throwable failure) {
                result.completeExceptionally(failure);
              }
            },
            "lightning-deep-sql",
            STACK_BYTES);
    thread.setDaemon(true);
    thread.start();
    try {
      return result.join();
    } catch (CompletionException failure) {
      throw rethrow(failure.getCause());
    }
  }

  private static RuntimeException rethrow(@Nullable Throwable cause) {
    if (cause instanceof StackOverflowError) {
      return DbException.of(
          SqlState.STATEMENT_TOO_COMPLEX, "the statement is nested too deeply", cause);
    }
    if (cause instanceof DbException error) {
      return error;
    }
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof RuntimeException error
        ? error
        : new IllegalStateException("unexpected checked exception", cause);
  }
}
