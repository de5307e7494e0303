package dev.plumbline.runtime.config;

import dev.plumbline.spi.ConfigOutcome;
import dev.plumbline.spi.ConfigProblem.Code;
import dev.plumbline.spi.ConfigProperty;
import dev.plumbline.spi.ConfigSpec;
import dev.plumbline.spi.ConfigType;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A single value of the file whose type matters, with the key path that leads to it. Every reading
 * method reports what is wrong; a value behind a reference is never shown.
 */
final class Single {
  private static final Pattern PERCENT =
      Pattern.compile("(?:0|[1-9][0-9]{0,2})(?:\\.[0-9]{1,20})?%");
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private final Section.Context context;
  private final String path;
  private final YamlValue.Scalar scalar;

  Single(Section.Context context, String path, YamlValue.Scalar scalar) {
    this.context = context;
    this.path = path;
    this.scalar = scalar;
  }

  boolean isNull() {
    return scalar.isNull();
  }

  void wrong(String message) {
    context.problems().error(Code.WRONG_VALUE, path, scalar.at(), message);
  }

  /** Text, a whole number, a number or a boolean; a reference is followed. */
  Optional<Object> typed() {
    Object typed = scalar.typed();
    if (!(typed instanceof String text)) {
      return Optional.ofNullable(typed);
    }
    return checked(text)
        .map(checked -> checked.refers() ? plain(checked.resolve()) : checked.resolve());
  }

  /** Text as it stands, so that {@code 1.10} stays what it is; a reference is followed. */
  Optional<String> text() {
    return checked(scalar.text()).map(References.Checked::resolve);
  }

  private static Object plain(String text) {
    Object typed = new YamlValue.Scalar(Position.UNKNOWN, text, true).typed();
    return typed == null ? text : typed;
  }

  private Optional<References.Checked> checked(String text) {
    try {
      return Optional.of(context.references().check(text, References.Use.OPTION));
    } catch (References.Unresolved e) {
      context.problems().error(Code.UNRESOLVED_REFERENCE, path, scalar.at(), e.reason());
      return Optional.empty();
    }
  }

  /** Reads as a connector's option of the same type is read. */
  <T> Optional<T> as(ConfigType<T> type) {
    Object given = scalar.typed();
    if (given instanceof String text) {
      Optional<References.Checked> checked = checked(text);
      if (checked.isEmpty()) {
        return Optional.empty();
      }
      given = checked.get().refers() ? checked.get() : checked.get().resolve();
    }
    ConfigProperty<T> property = ConfigProperty.builder("value", type, "A value.").build();
    ConfigOutcome outcome =
        ConfigSpec.builder()
            .property(property)
            .build()
            .read("", Map.of(property.name(), Objects.requireNonNull(given)), Path.of(""));
    outcome.problems().forEach(problem -> wrong(problem.message()));
    return outcome.config().flatMap(config -> config.find(property));
  }

  Optional<BigDecimal> number(String accepted) {
    Optional<Object> typed = typed();
    Optional<BigDecimal> number = typed.flatMap(Single::number);
    if (typed.isPresent() && number.isEmpty()) {
      wrong(shown(typed.get()) + ", which is no number; write " + accepted);
    }
    return number;
  }

  private static Optional<BigDecimal> number(@Nullable Object typed) {
    return typed instanceof Long whole
        ? Optional.of(BigDecimal.valueOf(whole))
        : typed instanceof BigDecimal decimal ? Optional.of(decimal) : Optional.empty();
  }

  /** A part of a whole, from 0 to 1: {@code 0.05} or {@code 5%}. */
  Optional<BigDecimal> share(String accepted) {
    Optional<Object> typed = typed();
    if (typed.isEmpty()) {
      return Optional.empty();
    }
    Optional<BigDecimal> share =
        typed.get() instanceof String text && PERCENT.matcher(text).matches()
            ? Optional.of(new BigDecimal(text.substring(0, text.length() - 1)).movePointLeft(2))
            : number(typed.get());
    if (share.isPresent()
        && share.get().signum() >= 0
        && share.get().compareTo(BigDecimal.ONE) <= 0) {
      return share.map(BigDecimal::stripTrailingZeros);
    }
    Optional<BigDecimal> percent =
        number(typed.get())
            .filter(n -> n.compareTo(BigDecimal.ONE) > 0 && n.compareTo(HUNDRED) <= 0);
    String hint =
        percent.isPresent() && isWritten() ? "; did you mean " + scalar.text() + "%?" : "";
    wrong(shown(typed.get()) + ", which is not accepted; write " + accepted + hint);
    return Optional.empty();
  }

  /** Whether the value stands in the file, and not behind a reference. */
  private boolean isWritten() {
    Object typed = scalar.typed();
    return !(typed instanceof String text) || typed().filter(text::equals).isPresent();
  }

  String shown(Object value) {
    return isWritten() ? "is '" + Hints.shown(value.toString()) + "'" : "is a reference to a value";
  }
}
