package dev.plumbline.runtime.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads what a model declares: its fields and their types. */
final class FieldReader {
  static final List<String> GROUPS = List.of("raw_inputs", "features", "predictions");

  private static final List<String> KINDS =
      Stream.of(FieldType.Kind.values()).map(FieldType.Kind::word).toList();

  /**
   * What a model declares.
   *
   * @param type the model's type, unless it is wrong
   * @param fields name to type by group, without those whose type is wrong
   * @param names every name by group, so that a wrong type is one problem and not several
   */
  record Declared(
      Optional<ModelType> type,
      Map<String, Map<String, FieldType>> fields,
      Map<String, Set<String>> names) {
    Map<String, FieldType> fields(String group) {
      return fields.getOrDefault(group, Map.of());
    }

    Set<String> names(String group) {
      return names.getOrDefault(group, Set.of());
    }

    /** The type of a field of any group. */
    Optional<FieldType> typeOf(String name) {
      return fields.values().stream()
          .flatMap(g -> Optional.ofNullable(g.get(name)).stream())
          .findFirst();
    }

    List<String> allNames() {
      return GROUPS.stream().flatMap(group -> names(group).stream()).distinct().toList();
    }
  }

  private FieldReader() {}

  static Declared read(Section model, Optional<ModelType> type) {
    Map<String, Map<String, FieldType>> fields = new LinkedHashMap<>();
    Map<String, Set<String>> names = new LinkedHashMap<>();
    for (String group : GROUPS) {
      fields.put(group, fields(model, group));
      names.put(group, names(model, group));
    }
    refuseSharedNames(model, fields);
    checkShape(model, type, fields.getOrDefault("predictions", Map.of()));
    return new Declared(type, fields, names);
  }

  private static Map<String, FieldType> fields(Section model, String group) {
    Map<String, FieldType> fields = new LinkedHashMap<>();
    model
        .section(group)
        .ifPresent(
            section -> {
              for (String name : section.names()) {
                fieldType(section, name).ifPresent(type -> fields.put(name, type));
              }
            });
    return fields;
  }

  private static Optional<FieldType> fieldType(Section group, String name) {
    if (!(group.value(name).orElseThrow() instanceof YamlValue.Mapping)) {
      return kind(group, name).flatMap(kind -> sized(group, name, kind, List.of()));
    }
    Section written = group.section(name).orElseThrow();
    List<String> known = List.of("type", "dimensions");
    written.refuseUnknown(known, Set.of());
    if (!written.has("type")) {
      written.missing("type", "one of " + String.join(", ", KINDS));
    }
    Optional<FieldType.Kind> kind = kind(written, "type");
    Optional<List<Integer>> dimensions = dimensions(written);
    // A misspelt key is one problem: what it would have said is not missing as well.
    return kind.isEmpty() || dimensions.isEmpty() || !known.containsAll(written.keys())
        ? Optional.empty()
        : sized(group, name, kind.get(), dimensions.get());
  }

  private static Optional<FieldType.Kind> kind(Section section, String key) {
    return section.choice(key, FieldType.Kind.values(), FieldType.Kind::word);
  }

  private static Optional<List<Integer>> dimensions(Section written) {
    String accepted = "a list of whole numbers from 1 on, such as [768]";
    Optional<YamlValue> value = written.value("dimensions");
    if (value.isEmpty()) {
      return Optional.of(List.of());
    }
    if (!(value.get() instanceof YamlValue.Sequence list)) {
      written.wrong("dimensions", value.get().described() + "; write " + accepted);
      return Optional.empty();
    }
    List<Integer> dimensions = new ArrayList<>();
    long elements = 1;
    for (YamlValue item : list.items()) {
      long size =
          item instanceof YamlValue.Scalar scalar && scalar.typed() instanceof Long number
              ? number
              : 0;
      elements = size < 1 || size > Integer.MAX_VALUE ? 0 : elements * size;
      if (elements < 1 || elements > Integer.MAX_VALUE) {
        written.wrong(
            "dimensions",
            "is not accepted; write " + accepted + ", at most 2147483647 when multiplied");
        return Optional.empty();
      }
      dimensions.add((int) size);
    }
    if (dimensions.isEmpty()) {
      written.wrong("dimensions", "is an empty list; write " + accepted);
      return Optional.empty();
    }
    return Optional.of(dimensions);
  }

  private static Optional<FieldType> sized(
      Section group, String name, FieldType.Kind kind, List<Integer> dimensions) {
    boolean sized = kind == FieldType.Kind.TENSOR || kind == FieldType.Kind.EMBEDDING;
    if (sized && dimensions.isEmpty()) {
      group.wrong(
          name,
          "needs dimensions; write {type: " + kind.word() + ", dimensions: [768]} with its own");
      return Optional.empty();
    }
    if (!sized && !dimensions.isEmpty()) {
      group.wrong(name, "has dimensions, which only tensor and embedding have; remove them");
      return Optional.empty();
    }
    if (kind == FieldType.Kind.EMBEDDING && dimensions.size() > 1) {
      group.wrong(name, "has several dimensions, an embedding has one; write type: tensor");
      return Optional.empty();
    }
    return Optional.of(new FieldType(kind, dimensions));
  }

  private static Set<String> names(Section model, String group) {
    return model.peek(group).map(Section::keys).orElse(Set.of());
  }

  private static void refuseSharedNames(Section model, Map<String, Map<String, FieldType>> fields) {
    Map<String, String> first = new HashMap<>();
    for (String group : GROUPS) {
      for (String name : fields.getOrDefault(group, Map.of()).keySet()) {
        String other = first.putIfAbsent(name, group);
        if (other != null) {
          Section section = model.section(group).orElseThrow();
          section.conflict(name, "is declared in " + other + " as well; give one another name");
        }
      }
    }
  }

  private static void checkShape(
      Section model, Optional<ModelType> type, Map<String, FieldType> predictions) {
    if (!model.has("predictions")) {
      model.missing("predictions", "what the model predicts, name to type");
      return;
    }
    Optional<Section> section =
        model.value("predictions").orElseThrow() instanceof YamlValue.Mapping
            ? model.section("predictions")
            : Optional.empty();
    if (section.isEmpty()) {
      return;
    }
    if (section.get().keys().isEmpty()) {
      model.wrong("predictions", "is empty; write at least one prediction, name to type");
      return;
    }
    // A prediction whose own type is wrong is reported; the rest says nothing about the shape.
    if (type.isEmpty() || predictions.size() < section.get().keys().size()) {
      return;
    }
    Set<FieldType.Kind> accepted = ModelShape.accepted(type.get());
    boolean sound = true;
    for (Map.Entry<String, FieldType> prediction : predictions.entrySet()) {
      if (!accepted.contains(prediction.getValue().kind())) {
        sound = false;
        section
            .get()
            .wrong(
                prediction.getKey(),
                "is "
                    + prediction.getValue()
                    + ", which a "
                    + type.get().word()
                    + " model does not predict; write "
                    + accepted.stream()
                        .map(FieldType.Kind::word)
                        .collect(Collectors.joining(" or ")));
      }
    }
    if (sound) {
      ModelShape.problems(type.get(), predictions)
          .forEach(message -> model.conflict("predictions", message));
    }
  }
}
