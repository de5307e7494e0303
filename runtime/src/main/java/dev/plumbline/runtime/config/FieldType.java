package dev.plumbline.runtime.config;

import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * The type of a model's field, in the words of the model's schema.
 *
 * @param kind which type
 * @param dimensions of a tensor or embedding, each at least 1; empty for every other kind
 * @since 0.1.0
 */
public record FieldType(Kind kind, List<Integer> dimensions) {
  /**
   * The kinds of field.
   *
   * @since 0.1.0
   */
  public enum Kind {
    /** A number. */
    NUMERIC,
    /** True or false. */
    BOOLEAN,
    /** A text that is compared as a whole. */
    STRING,
    /** One of a limited number of values, text or number. */
    CATEGORICAL,
    /** A date or an instant. */
    DATETIME,
    /** A text that is read. */
    TEXT,
    /** Names to numbers. */
    DICT,
    /** Numbers of fixed dimensions. */
    TENSOR,
    /** Numbers, of any count. */
    VECTOR,
    /** Values of one type, of any count. */
    ARRAY,
    /** Numbers of fixed count. */
    EMBEDDING,
    /** The address of an image. */
    IMAGE_URL;

    /** {@return the kind as the configuration writes it} */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Copies the dimensions. */
  public FieldType {
    Objects.requireNonNull(kind, "kind");
    dimensions = List.copyOf(dimensions);
  }

  /**
   * A type without dimensions.
   *
   * @param kind which type
   * @return the type
   */
  public static FieldType of(Kind kind) {
    return new FieldType(kind, List.of());
  }

  /** {@return how many numbers a row of this type has; 1 where it has no dimensions} */
  public long elements() {
    return dimensions.stream().mapToLong(Integer::longValue).reduce(1L, Math::multiplyExact);
  }

  /** {@return the type as the configuration writes it} */
  @Override
  public String toString() {
    return dimensions.isEmpty() ? kind.word() : kind.word() + dimensions;
  }
}
