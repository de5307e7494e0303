package dev.plumbline.runtime.plugin;

import dev.plumbline.spi.BatchReader;
import dev.plumbline.spi.ByteReader;
import dev.plumbline.spi.CloseableIterator;
import dev.plumbline.spi.Connector;
import dev.plumbline.spi.ConnectorException;
import dev.plumbline.spi.ConnectorFactory;
import dev.plumbline.spi.Delivery;
import dev.plumbline.spi.FragmentWriter;
import dev.plumbline.spi.Introspector;
import dev.plumbline.spi.PartReader;
import dev.plumbline.spi.ReadSession;
import dev.plumbline.spi.ScanAccess;
import dev.plumbline.spi.SqlAccess;
import dev.plumbline.spi.StandardErrorCode;
import dev.plumbline.spi.TableWriter;
import dev.plumbline.spi.WriteSession;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The line between the runtime and one connector. It stands around the factory and around every
 * object that comes out of it, and does three things at each call: the thread's context class
 * loader is the connector's, what is thrown is a {@link ConnectorException}, and {@code null} does
 * not pass.
 *
 * <p>It is a proxy, not a class for each interface, so that a method added to the contract is
 * forwarded by construction.
 */
final class SpiBoundary implements InvocationHandler {
  /** What a connector implements and the runtime calls. */
  static final Set<Class<?>> GUARDED =
      Set.of(
          ConnectorFactory.class,
          Connector.class,
          ReadSession.class,
          Introspector.class,
          ScanAccess.class,
          SqlAccess.class,
          PartReader.class,
          BatchReader.class,
          ByteReader.class,
          CloseableIterator.class,
          Delivery.class,
          TableWriter.class,
          WriteSession.class,
          FragmentWriter.class);

  private final Object target;
  private final String connector;
  private final ClassLoader loader;

  private SpiBoundary(Object target, String connector, ClassLoader loader) {
    this.target = target;
    this.connector = connector;
    this.loader = loader;
  }

  /**
   * Puts the boundary around an object of a connector.
   *
   * @param type one of {@link #GUARDED}
   * @param target the connector's object
   * @param connector the connector's name, for messages
   * @param loader the context class loader during calls
   */
  static <T> T around(Class<T> type, T target, String connector, ClassLoader loader) {
    return type.cast(proxy(type, target, connector, loader));
  }

  private static Object proxy(Class<?> type, Object target, String connector, ClassLoader loader) {
    return Proxy.newProxyInstance(
        SpiBoundary.class.getClassLoader(),
        new Class<?>[] {type},
        new SpiBoundary(target, connector, loader));
  }

  /** Runs a call into a connector for which there is no object yet. */
  static <T> T inContext(ClassLoader loader, Supplier<T> call) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      return call.get();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) {
    if (method.getDeclaringClass() == Object.class) {
      return ofObject(proxy, method, arguments);
    }
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      return guarded(method, method.invoke(target, arguments));
    } catch (InvocationTargetException e) {
      throw failure(method, Objects.requireNonNullElse(e.getCause(), e));
    } catch (IllegalAccessException e) {
      throw new AssertionError("the contract's interfaces are public", e);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private Object ofObject(Object proxy, Method method, Object @Nullable [] arguments) {
    return switch (method.getName()) {
      case "equals" -> arguments != null && proxy == arguments[0];
      case "hashCode" -> System.identityHashCode(proxy);
      default -> connector + ": " + target.getClass().getName();
    };
  }

  private @Nullable Object guarded(Method method, @Nullable Object result) {
    if (method.getReturnType() == void.class) {
      return result;
    }
    if (result == null) {
      throw new ConnectorException(
          StandardErrorCode.INTERNAL, at(method) + " returned null; report it to its author");
    }
    Class<?> declared = raw(method.getGenericReturnType());
    if (GUARDED.contains(declared)) {
      return proxy(declared, result, connector, loader);
    }
    if (result instanceof Optional<?> optional
        && method.getGenericReturnType() instanceof ParameterizedType type) {
      Class<?> inner = raw(type.getActualTypeArguments()[0]);
      return GUARDED.contains(inner)
          ? optional.map(present -> proxy(inner, present, connector, loader))
          : optional;
    }
    return result;
  }

  private static Class<?> raw(Type type) {
    return type instanceof Class<?> plain
        ? plain
        : type instanceof ParameterizedType parameterized
            ? (Class<?>) parameterized.getRawType()
            : Object.class;
  }

  private RuntimeException failure(Method method, Throwable thrown) {
    if (thrown instanceof ConnectorException known) {
      return known;
    }
    if (thrown instanceof NoSuchElementException end && method.getName().equals("next")) {
      return end;
    }
    rethrowIfFatal(thrown);
    return new ConnectorException(
        StandardErrorCode.INTERNAL,
        at(method) + " threw " + thrown + "; report it to its author",
        thrown);
  }

  private String at(Method method) {
    return "connector '"
        + connector
        + "': "
        + method.getDeclaringClass().getSimpleName()
        + "."
        + method.getName();
  }

  /**
   * Lets through what no connector's failure can be blamed for, such as an exhausted heap. A stack
   * overflow is the connector's own, and is over once the stack is unwound.
   */
  static void rethrowIfFatal(Throwable thrown) {
    if (thrown instanceof VirtualMachineError fatal && !(thrown instanceof StackOverflowError)) {
      throw fatal;
    }
  }
}
