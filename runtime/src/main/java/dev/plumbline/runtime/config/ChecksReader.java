package dev.plumbline.runtime.config;

import dev.plumbline.runtime.config.FieldReader.Declared;
import dev.plumbline.spi.ConfigProblem.Code;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads what a team demands of a dataset's rows. */
final class ChecksReader {
  static final List<String> OF_DATASET = List.of("freshness", "label_coverage");
  static final List<String> OF_FIELD = List.of("max_null_ratio", "range", "allowed");

  /** Kinds whose values can be listed: single ones that are compared as a whole. */
  static final Set<FieldType.Kind> LISTABLE =
      EnumSet.of(
          FieldType.Kind.NUMERIC,
          FieldType.Kind.BOOLEAN,
          FieldType.Kind.STRING,
          FieldType.Kind.CATEGORICAL,
          FieldType.Kind.TEXT,
          FieldType.Kind.IMAGE_URL);

  private static final String SHARE = "a share from 0 to 1, such as 0.05 or 5%";
  private static final String RANGE =
      "two numbers, the least and the greatest, such as [0, 100]; null leaves an end open";

  private final Declared declared;
  private final DatasetRole role;

  ChecksReader(Declared declared, DatasetRole role) {
    this.declared = declared;
    this.role = role;
  }

  DatasetChecks read(Section checks) {
    List<String> names = declared.allNames();
    List<String> known = Stream.of(OF_DATASET, names).flatMap(List::stream).toList();
    Map<String, FieldChecks> fields = new LinkedHashMap<>();
    for (String key : checks.names()) {
      // A field may have the name of a check of the dataset; a mapping is then the field's.
      boolean mapping = checks.value(key).orElseThrow() instanceof YamlValue.Mapping;
      if (OF_DATASET.contains(key) && !(mapping && names.contains(key))) {
        continue;
      }
      if (role == DatasetRole.ACTUALS && names.contains(key)) {
        checks.conflict(key, "has no place in actuals, which bring labels only; remove it");
      } else if (names.contains(key)) {
        checks.section(key).ifPresent(field -> fields.put(key, field(key, field)));
      } else if (OF_FIELD.contains(key)) {
        checks.unknown(
            key, Code.UNKNOWN_KEY, "is a check of a field; write it below the field's name");
      } else {
        checks.unknown(
            key,
            Code.UNKNOWN_NAME,
            "is neither a check of the dataset nor a field of the model; "
                + checks.context().hints().of(key, known));
      }
    }
    Optional<Duration> freshness =
        fields.containsKey("freshness")
            ? Optional.empty()
            : DatasetReader.duration(checks, "freshness");
    Optional<BigDecimal> coverage =
        fields.containsKey("label_coverage") ? Optional.empty() : share(checks, "label_coverage");
    return new DatasetChecks(freshness, coverage, fields);
  }

  private static Optional<BigDecimal> share(Section section, String key) {
    return section.single(key, SHARE).flatMap(single -> single.share(SHARE));
  }

  private FieldChecks field(String name, Section field) {
    field.refuseUnknown(
        OF_FIELD,
        Set.of(),
        Map.of(
            "freshness", "beside the names of the fields",
            "label_coverage", "beside the names of the fields"));
    if (field.keys().isEmpty()) {
      field
          .context()
          .problems()
          .error(
              Code.WRONG_VALUE,
              field.path(),
              field.owner(),
              "is empty; write one of " + String.join(", ", OF_FIELD) + ", or remove it");
    }
    Optional<FieldType> type = declared.typeOf(name);
    List<Optional<BigDecimal>> ends = range(field, type);
    return new FieldChecks(
        share(field, "max_null_ratio"),
        ends.get(0),
        ends.get(1),
        allowed(field, type),
        field.owner());
  }

  private static List<Optional<BigDecimal>> range(Section field, Optional<FieldType> type) {
    List<Optional<BigDecimal>> open = List.of(Optional.empty(), Optional.empty());
    if (!field.has("range")) {
      return open;
    }
    if (type.isPresent() && type.get().kind() != FieldType.Kind.NUMERIC) {
      field.conflict(
          "range", "is for numeric fields, and this one is " + type.get() + "; remove it");
      return open;
    }
    Optional<List<Single>> ends = field.singles("range", RANGE);
    if (ends.isEmpty()) {
      return open;
    }
    if (ends.get().size() != 2) {
      field.wrong("range", "has " + ends.get().size() + " items; write " + RANGE);
      return open;
    }
    if (ends.get().stream().allMatch(Single::isNull)) {
      field.wrong("range", "is open at both ends; write " + RANGE + ", or remove it");
      return open;
    }
    Optional<BigDecimal> min = end(ends.get().get(0));
    Optional<BigDecimal> max = end(ends.get().get(1));
    if (min.isPresent() && max.isPresent() && min.get().compareTo(max.get()) > 0) {
      field.wrong("range", "begins above its end; write the least number first");
      return open;
    }
    return List.of(min, max);
  }

  private static Optional<BigDecimal> end(Single end) {
    return end.isNull() ? Optional.empty() : end.number("a number, or null for an open end");
  }

  private static List<String> allowed(Section field, Optional<FieldType> type) {
    if (!field.has("allowed")) {
      return List.of();
    }
    if (type.isPresent() && !LISTABLE.contains(type.get().kind())) {
      field.conflict(
          "allowed",
          "is for fields whose values can be listed, and this one is "
              + type.get()
              + "; remove it");
      return List.of();
    }
    String accepted =
        type.map(FieldType::kind)
            .map(
                kind ->
                    switch (kind) {
                      case NUMERIC -> "a list of numbers, such as [1, 2, 5]";
                      case BOOLEAN -> "a list of true or false, such as [true]";
                      default -> "a list of values, such as [monthly, yearly]";
                    })
            .orElse("a list of values");
    Optional<List<Single>> items = field.singles("allowed", accepted);
    if (items.isPresent() && items.get().isEmpty()) {
      field.wrong("allowed", "is an empty list; write " + accepted + ", or remove it");
    }
    Set<String> values = new LinkedHashSet<>();
    for (Single item : items.orElse(List.of())) {
      if (item.isNull()) {
        item.wrong("has no value; NULL is always allowed, remove it");
        continue;
      }
      Optional<String> value = value(item, type, accepted);
      if (value.isPresent() && !values.add(value.get())) {
        item.wrong(item.shown(value.get()) + ", which is in the list already; remove it");
      }
    }
    return List.copyOf(values);
  }

  /** The value as text: that of a number without exponent and trailing zeros. */
  private static Optional<String> value(Single item, Optional<FieldType> type, String accepted) {
    FieldType.Kind kind = type.map(FieldType::kind).orElse(FieldType.Kind.STRING);
    if (kind == FieldType.Kind.NUMERIC) {
      return item.number(accepted).map(n -> n.stripTrailingZeros().toPlainString());
    }
    if (kind == FieldType.Kind.BOOLEAN) {
      Optional<Object> typed = item.typed();
      if (typed.isPresent() && !(typed.get() instanceof Boolean)) {
        item.wrong(item.shown(typed.get()) + ", which is no boolean; write " + accepted);
        return Optional.empty();
      }
      return typed.map(String::valueOf);
    }
    return item.text();
  }
}
