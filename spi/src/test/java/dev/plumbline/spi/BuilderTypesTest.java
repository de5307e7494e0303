package dev.plumbline.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every type that is made by a builder: its builder sets each value, and equality sees each. */
class BuilderTypesTest {
  private static final Set<Class<?>> OTHER_BUILDERS =
      Set.of(ConfigProperty.class, ConfigSpec.class);

  static Stream<Class<?>> builderTypes() throws IOException, URISyntaxException {
    Path classes =
        Path.of(TableHandle.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (Stream<Path> files = Files.list(classes.resolve("dev/plumbline/spi"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith("$Builder.class"))
          .sorted()
          .map(name -> "dev.plumbline.spi." + name.substring(0, name.length() - 14))
          .<Class<?>>map(BuilderTypesTest::load)
          .filter(type -> !OTHER_BUILDERS.contains(type))
          .toList()
          .stream();
    }
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void findsTheBuilderTypes() throws IOException, URISyntaxException {
    assertThat(builderTypes()).hasSizeGreaterThan(35).contains(TableHandle.class, Part.Files.class);
  }

  @ParameterizedTest
  @MethodSource("builderTypes")
  void twoOfTheSameValuesAreEqual(Class<?> type) {
    Object one = build(type, 0, -1, 0);
    Object other = build(type, 0, -1, 0);
    assertThat(one).isNotSameAs(other).isEqualTo(other).hasSameHashCodeAs(other);
    assertThat(one).hasToString(other.toString()).isNotEqualTo("something else");
    assertThat(one.toString()).startsWith(type.getSimpleName() + "[");
  }

  @ParameterizedTest
  @MethodSource("builderTypes")
  void aChangeOfAnyValueMakesItAnother(Class<?> type) {
    Object one = build(type, 0, -1, 0);
    int values = factory(type).getParameterCount() + setters(type).size();
    for (int changed = 0; changed < values; changed++) {
      assertThat(build(type, 0, changed, 1)).as("value %s of %s", changed, type).isNotEqualTo(one);
    }
  }

  @ParameterizedTest
  @MethodSource("builderTypes")
  void itsAccessorsGiveWhatTheBuilderWasGiven(Class<?> type) throws ReflectiveOperationException {
    Object built = build(type, 0, -1, 0);
    for (Parameter parameter : factory(type).getParameters()) {
      Object given = sample(parameter.getParameterizedType(), 0);
      assertThat(accessors(type, built)).as("%s of %s", parameter, type).contains(given);
    }
    for (Method setter : setters(type)) {
      Object given = sample(setter.getGenericParameterTypes()[0], 0);
      Object read = type.getMethod(accessor(type, setter)).invoke(built);
      assertThat(read).as("%s", setter).isIn(given, Optional.of(given), optional(given));
    }
  }

  private static Object optional(Object given) {
    return given instanceof Long number ? OptionalLong.of(number) : given;
  }

  /** A flag's setter is named like its property, its accessor like a question. */
  private static String accessor(Class<?> type, Method setter) {
    String name = setter.getName();
    return Arrays.stream(type.getMethods()).anyMatch(method -> method.getName().equals(name))
        ? name
        : "is" + Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }

  private static List<Object> accessors(Class<?> type, Object built)
      throws ReflectiveOperationException {
    List<Object> found = new ArrayList<>();
    for (Method method : type.getDeclaredMethods()) {
      if (method.getParameterCount() == 0
          && Modifier.isPublic(method.getModifiers())
          && !Modifier.isStatic(method.getModifiers())) {
        found.add(method.invoke(built));
      }
    }
    return found;
  }

  /** Builds with samples of one variant, but for one value: parameters first, then setters. */
  private static Object build(Class<?> type, int variant, int changed, int changedVariant) {
    Method factory = factory(type);
    Type[] parameters = factory.getGenericParameterTypes();
    Object[] arguments = new Object[parameters.length];
    for (int i = 0; i < parameters.length; i++) {
      arguments[i] = sample(parameters[i], i == changed ? changedVariant : variant);
    }
    try {
      Object builder = factory.invoke(null, arguments);
      int place = parameters.length;
      for (Method setter : setters(type)) {
        setter.invoke(
            builder,
            sample(
                setter.getGenericParameterTypes()[0], place == changed ? changedVariant : variant));
        place++;
      }
      return builder.getClass().getMethod("build").invoke(builder);
    } catch (InvocationTargetException e) {
      throw new AssertionError(type + " refuses the samples", e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(type.getName(), e);
    }
  }

  private static Method factory(Class<?> type) {
    return Arrays.stream(type.getMethods())
        .filter(method -> method.getName().equals("builder"))
        .findFirst()
        .orElseThrow();
  }

  private static List<Method> setters(Class<?> type) {
    Class<?> builder = factory(type).getReturnType();
    return Arrays.stream(builder.getDeclaredMethods())
        .filter(method -> method.getReturnType() == builder && method.getParameterCount() == 1)
        .filter(method -> Modifier.isPublic(method.getModifiers()))
        .sorted((a, b) -> a.getName().compareTo(b.getName()))
        .toList();
  }

  /** Gives one of two values of a type; equal for equal variants. */
  private static Object sample(Type type, int variant) {
    if (type instanceof ParameterizedType generic) {
      Type[] arguments = generic.getActualTypeArguments();
      Class<?> raw = (Class<?>) generic.getRawType();
      if (raw == List.class) {
        return List.of(sample(arguments[0], variant));
      }
      if (raw == Set.class) {
        return Set.of(sample(arguments[0], variant));
      }
      if (raw == Map.class) {
        return Map.of(sample(arguments[0], variant), sample(arguments[1], variant));
      }
      if (raw == Optional.class) {
        return Optional.of(sample(arguments[0], variant));
      }
      if (raw == Function.class) {
        return Function.identity();
      }
      throw new AssertionError("no sample of " + type);
    }
    return sample((Class<?>) type, variant);
  }

  private static Object sample(Class<?> type, int variant) {
    Map<Class<?>, Object> simple =
        Map.ofEntries(
            Map.entry(String.class, "text" + variant),
            Map.entry(long.class, 3L + variant),
            Map.entry(Long.class, 3L + variant),
            Map.entry(int.class, 3 + variant),
            Map.entry(boolean.class, variant == 0),
            Map.entry(char.class, (char) ('a' + variant)),
            Map.entry(OptionalLong.class, OptionalLong.of(variant)),
            Map.entry(Instant.class, Instant.ofEpochSecond(variant)),
            Map.entry(ZoneId.class, ZoneId.of(variant == 0 ? "UTC" : "Europe/Paris")),
            Map.entry(Path.class, Path.of("file" + variant)),
            Map.entry(BigDecimal.class, BigDecimal.valueOf(variant)),
            Map.entry(ArrowType.class, new ArrowType.Int(variant == 0 ? 32 : 64, true)),
            Map.entry(Field.class, Field.nullable("f" + variant, new ArrowType.Utf8())),
            Map.entry(
                Schema.class,
                new Schema(List.of(Field.nullable("s" + variant, new ArrowType.Utf8())))),
            // These hold themselves, so a sample of all their values would never end.
            Map.entry(
                Predicate.class, new Predicate.Nullness(FieldPath.of("p" + variant), Polarity.IS)),
            Map.entry(
                Binding.class,
                Binding.builder(
                        Field.nullable("b" + variant, new ArrowType.Utf8()),
                        new Origin.ByName("b" + variant))
                    .build()),
            Map.entry(Literal.class, new Literal(new ArrowType.Int(64, true), (long) variant)),
            Map.entry(ConnectorConfig.class, variant == 0 ? ConnectorConfig.empty() : CONFIG));
    Object known = simple.get(type);
    if (known != null) {
      return known;
    }
    if (type.isEnum()) {
      Object[] constants = type.getEnumConstants();
      assertThat(constants.length).as("constants of %s", type).isGreaterThan(variant);
      return constants[variant];
    }
    if (type.isSealed()) {
      return sample(type.getPermittedSubclasses()[0], variant);
    }
    return type.isRecord() ? record(type, variant) : build(type, variant, -1, 0);
  }

  private static final ConnectorConfig CONFIG =
      ConfigSpec.builder()
          .property(ConfigProperty.builder("key", ConfigType.text(), "A key.").build())
          .build()
          .read("", Map.of("key", "value"), Path.of("/"))
          .orThrow();

  private static Object record(Class<?> type, int variant) {
    RecordComponent[] components = type.getRecordComponents();
    try {
      return type.getDeclaredConstructor(
              Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new))
          .newInstance(
              Arrays.stream(components)
                  .map(component -> sample(component.getGenericType(), variant))
                  .toArray());
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(type + " refuses the samples", e);
    }
  }
}
