package dev.plumbline.runtime.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.spi.BatchReader;
import dev.plumbline.spi.CloseableIterator;
import dev.plumbline.spi.ConnectorException;
import dev.plumbline.spi.ConnectorFactory;
import dev.plumbline.spi.ErrorCode;
import dev.plumbline.spi.StandardErrorCode;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SpiBoundaryTest {
  private final ClassLoader connectors = new URLClassLoader("connector-test", new URL[0], null);

  private <T> T around(Class<T> type, InvocationHandler author) {
    return SpiBoundary.around(type, fake(type, author), "test", connectors);
  }

  private static <T> T fake(Class<T> type, InvocationHandler author) {
    return type.cast(
        Proxy.newProxyInstance(
            SpiBoundaryTest.class.getClassLoader(), new Class<?>[] {type}, author));
  }

  /** Every interface of the contract that can come out of a factory. */
  private static Set<Class<?>> reachable() {
    Set<Class<?>> found = new LinkedHashSet<>();
    Deque<Class<?>> open = new ArrayDeque<>(List.of(ConnectorFactory.class));
    while (!open.isEmpty()) {
      Class<?> type = open.pop();
      if (!found.add(type)) {
        continue;
      }
      for (Method method : type.getMethods()) {
        mentioned(method.getGenericReturnType())
            .filter(Class::isInterface)
            .filter(next -> !next.isSealed() && next != ErrorCode.class)
            .filter(next -> next.getPackage().equals(ConnectorFactory.class.getPackage()))
            .forEach(open::push);
      }
    }
    return found;
  }

  private static Stream<Class<?>> mentioned(Type type) {
    if (type instanceof ParameterizedType parameterized) {
      return Stream.concat(
          mentioned(parameterized.getRawType()),
          Arrays.stream(parameterized.getActualTypeArguments())
              .flatMap(SpiBoundaryTest::mentioned));
    }
    return type instanceof Class<?> plain ? Stream.of(plain) : Stream.empty();
  }

  @Test
  void guardsEveryInterfaceThatComesOutOfAFactory() {
    assertThat(SpiBoundary.GUARDED).containsExactlyInAnyOrderElementsOf(reachable());
  }

  static Stream<Method> methods() {
    return SpiBoundary.GUARDED.stream()
        .flatMap(type -> Arrays.stream(type.getMethods()))
        .filter(method -> !Modifier.isStatic(method.getModifiers()))
        .distinct()
        .sorted((a, b) -> a.toGenericString().compareTo(b.toGenericString()));
  }

  private static Class<?> owner(Method method) {
    return SpiBoundary.GUARDED.stream()
        .filter(type -> Arrays.asList(type.getMethods()).contains(method))
        .findFirst()
        .orElseThrow();
  }

  private static Object[] noArguments(Method method) {
    return new Object[method.getParameterCount()];
  }

  @ParameterizedTest
  @MethodSource("methods")
  void forwardsTheMethodWithTheConnectorsContextLoader(Method method) {
    ConnectorException marker = new ConnectorException(StandardErrorCode.TIMEOUT, "marker");
    Object guarded =
        around(
            owner(method),
            (proxy, called, arguments) -> {
              assertThat(called).isEqualTo(method);
              assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(connectors);
              throw marker;
            });
    ClassLoader before = Thread.currentThread().getContextClassLoader();

    assertThatThrownBy(() -> method.invoke(guarded, noArguments(method)))
        .isInstanceOf(InvocationTargetException.class)
        .cause()
        .isSameAs(marker);
    assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
  }

  @ParameterizedTest
  @MethodSource("methods")
  void guardsWhatTheMethodReturns(Method method) throws ReflectiveOperationException {
    Type returned = method.getGenericReturnType();
    Optional<Class<?>> part = mentioned(returned).filter(SpiBoundary.GUARDED::contains).findFirst();
    InvocationHandler nothing = (proxy, called, arguments) -> null;
    Object guarded =
        around(
            owner(method),
            (proxy, called, arguments) ->
                part.isEmpty()
                    ? someValue(method.getReturnType())
                    : method.getReturnType() == Optional.class
                        ? Optional.of(fake(part.get(), nothing))
                        : fake(part.get(), nothing));

    if (part.isPresent()) {
      Object result = method.invoke(guarded, noArguments(method));
      Object inner = result instanceof Optional<?> optional ? optional.orElseThrow() : result;
      assertThat(Proxy.getInvocationHandler(inner)).isInstanceOf(SpiBoundary.class);
    } else if (method.getReturnType().isPrimitive()) {
      assertThat(method.invoke(guarded, noArguments(method)))
          .isEqualTo(someValue(method.getReturnType()));
    } else {
      assertThatThrownBy(() -> method.invoke(guarded, noArguments(method)))
          .cause()
          .hasMessageContaining("returned null");
    }
  }

  private static @Nullable Object someValue(Class<?> type) {
    return type == boolean.class ? true : type == int.class ? (Object) 7 : null;
  }

  @Test
  void turnsAForeignExceptionIntoOneThatNamesConnectorAndMethod() {
    IllegalStateException foreign = new IllegalStateException("wire cut");
    BatchReader reader =
        around(
            BatchReader.class,
            (proxy, called, arguments) -> {
              throw foreign;
            });
    assertThatThrownBy(reader::next)
        .isInstanceOfSatisfying(
            ConnectorException.class,
            e -> assertThat(e.code()).isEqualTo(StandardErrorCode.INTERNAL))
        .hasMessageContaining("'test'")
        .hasMessageContaining("BatchReader.next")
        .hasCause(foreign);
  }

  @Test
  void containsAnErrorOfAConnector() {
    for (Error error :
        List.of(
            new NoClassDefFoundError("gone"),
            new StackOverflowError(),
            new AssertionError("broken"),
            new ExceptionInInitializerError())) {
      BatchReader reader =
          around(
              BatchReader.class,
              (proxy, called, arguments) -> {
                throw error;
              });
      assertThatThrownBy(reader::schema).isInstanceOf(ConnectorException.class).hasCause(error);
    }
  }

  @Test
  void letsThroughAnExhaustedHeap() {
    OutOfMemoryError exhausted = new OutOfMemoryError("none left");
    BatchReader reader =
        around(
            BatchReader.class,
            (proxy, called, arguments) -> {
              throw exhausted;
            });
    assertThatThrownBy(reader::next).isSameAs(exhausted);
  }

  @Test
  void letsAnIteratorSayThatItIsAtItsEnd() {
    CloseableIterator<?> iterator =
        SpiBoundary.around(
            CloseableIterator.class, CloseableIterator.of(List.of()), "test", connectors);
    assertThat(iterator.hasNext()).isFalse();
    assertThatThrownBy(iterator::next).isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void isEqualToItselfOnly() {
    InvocationHandler nothing = (proxy, called, arguments) -> null;
    BatchReader one = around(BatchReader.class, nothing);
    assertThat(Set.of(one, around(BatchReader.class, nothing))).hasSize(2).contains(one);
    assertThat(one.toString()).startsWith("test: ");
  }
}
