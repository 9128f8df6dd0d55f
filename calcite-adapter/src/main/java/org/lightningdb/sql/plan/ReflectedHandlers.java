package org.lightningdb.sql.plan;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.metadata.CyclicMetadataException;
import org.apache.calcite.rel.metadata.DefaultRelMetadataProvider;
import org.apache.calcite.rel.metadata.DelegatingMetadataRel;
import org.apache.calcite.rel.metadata.MetadataHandler;
import org.apache.calcite.rel.metadata.MetadataHandlerProvider;
import org.apache.calcite.rel.metadata.NullSentinel;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rex.RexNode;
import org.jspecify.annotations.Nullable;

/**
 * Calcite's own answers to metadata questions, found by reflection instead of by classes that are
 * generated and compiled while the program runs. For every class of nodes the most specific method
 * is looked up once. Thread-safe; answers are kept in the {@link RelMetadataQuery} that asks.
 */
final class ReflectedHandlers implements MetadataHandlerProvider {
  static final ReflectedHandlers INSTANCE = new ReflectedHandlers();

  private final Map<Class<?>, Object> handlers = new ConcurrentHashMap<>();

  private ReflectedHandlers() {}

  @Override
  public <H extends MetadataHandler<?>> H handler(Class<H> handlerClass) {
    return handlerClass.cast(
        handlers.computeIfAbsent(
            handlerClass,
            wanted ->
                Proxy.newProxyInstance(
                    handlerClass.getClassLoader(),
                    new Class<?>[] {handlerClass},
                    new Dispatch(DefaultRelMetadataProvider.INSTANCE.handlers(handlerClass)))));
  }

  /** A method of a handler. */
  private record Implementation(MetadataHandler<?> handler, Method method) {
    Class<?> nodeClass() {
      return method.getParameterTypes()[0];
    }
  }

  /** What is asked, in the cache: the method and the arguments behind the node. */
  private record Question(Method method, List<Object> arguments) {}

  /** Answers the questions of one kind of metadata. */
  private static final class Dispatch implements InvocationHandler {
    private final List<MetadataHandler<?>> handlers;
    private final Map<Method, Map<Class<?>, Implementation>> known = new ConcurrentHashMap<>();

    Dispatch(List<MetadataHandler<?>> handlers) {
      this.handlers = List.copyOf(handlers);
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object[] arguments)
        throws Throwable {
      if (arguments == null
          || arguments.length < 2
          || !(arguments[1] instanceof RelMetadataQuery metadata)) {
        return method.getName().equals("getDef")
            ? handlers.get(0).getDef()
            : method.invoke(this, arguments);
      }
      RelNode node = (RelNode) arguments[0];
      while (node instanceof DelegatingMetadataRel delegating) {
        node = delegating.getMetadataDelegateRel();
      }
      arguments[0] = node;
      Object question = question(method, arguments);
      Object answer = metadata.map.get(node, question);
      if (answer == null) {
        return answer(node, metadata, question, method, arguments);
      }
      if (answer == NullSentinel.ACTIVE) {
        throw new CyclicMetadataException();
      }
      return answer == NullSentinel.INSTANCE ? null : answer;
    }

    private @Nullable Object answer(
        RelNode node,
        RelMetadataQuery metadata,
        Object question,
        Method method,
        @Nullable Object[] arguments)
        throws Throwable {
      metadata.map.put(node, question, NullSentinel.ACTIVE);
      try {
        Implementation implementation = implementation(method, node.getClass());
        Object answer = implementation.method().invoke(implementation.handler(), arguments);
        metadata.map.put(node, question, answer == null ? NullSentinel.INSTANCE : answer);
        return answer;
      } catch (InvocationTargetException e) {
        metadata.map.row(node).clear();
        throw e.getCause();
      } catch (IllegalAccessException e) {
        throw new IllegalStateException("not accessible: " + method, e);
      }
    }

    private static Object question(Method method, @Nullable Object[] arguments) {
      if (arguments.length == 2) {
        return method;
      }
      Object[] rest = new Object[arguments.length - 2];
      for (int i = 0; i < rest.length; i++) {
        Object argument = arguments[i + 2];
        // Expressions are compared by their text.
        rest[i] =
            argument == null
                ? NullSentinel.INSTANCE
                : argument instanceof RexNode ? argument.toString() : argument;
      }
      return new Question(method, List.of(rest));
    }

    private Implementation implementation(Method method, Class<?> nodeClass) {
      return known
          .computeIfAbsent(method, asked -> new ConcurrentHashMap<>())
          .computeIfAbsent(nodeClass, missing -> mostSpecific(method, nodeClass));
    }

    private Implementation mostSpecific(Method method, Class<?> nodeClass) {
      Implementation best = null;
      for (MetadataHandler<?> handler : handlers) {
        for (Method candidate : handler.getClass().getMethods()) {
          if (implementsQuestion(candidate, method)
              && candidate.getParameterTypes()[0].isAssignableFrom(nodeClass)) {
            Implementation found = new Implementation(handler, candidate);
            boolean better =
                best == null
                    || (best.nodeClass() != found.nodeClass()
                        && best.nodeClass().isAssignableFrom(found.nodeClass()));
            best = better ? found : best;
          }
        }
      }
      if (best == null) {
        throw new IllegalArgumentException(method + " of " + nodeClass);
      }
      return best;
    }

    private static boolean implementsQuestion(Method candidate, Method question) {
      Class<?>[] types = candidate.getParameterTypes();
      Class<?>[] asked = question.getParameterTypes();
      return candidate.getName().equals(question.getName())
          && !Modifier.isStatic(candidate.getModifiers())
          && types.length == asked.length
          && types.length >= 2
          && RelNode.class.isAssignableFrom(types[0])
          && Arrays.equals(types, 1, types.length, asked, 1, asked.length);
    }
  }
}
