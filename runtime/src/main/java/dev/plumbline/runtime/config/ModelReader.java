package dev.plumbline.runtime.config;

import dev.plumbline.runtime.config.FieldReader.Declared;
import dev.plumbline.spi.ConnectorFactory;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads what stands below {@code models}. */
final class ModelReader {
  private static final List<String> TYPES =
      Stream.of(ModelType.values()).map(ModelType::word).toList();
  private static final List<String> ROLES =
      Stream.of(DatasetRole.values()).map(DatasetRole::word).toList();
  private static final List<String> KEYS =
      Stream.of(List.of("version", "type"), FieldReader.GROUPS, ROLES)
          .flatMap(List::stream)
          .toList();

  private final DatasetReader datasets;

  /** Sources whose connector failed are there without a factory. */
  ModelReader(Map<String, Optional<ConnectorFactory>> sources, Path base) {
    this.datasets = new DatasetReader(new RelationReader(sources, base));
  }

  /** Empty if a part of the model is so wrong that it cannot be built; that is reported. */
  Optional<ModelConfig> read(String name, Section model) {
    model.refuseUnknown(KEYS, Set.of(), elsewhere());
    Optional<String> version = model.required("version", "the model's version, such as v1");
    if (!model.has("type")) {
      model.missing("type", "one of " + String.join(", ", TYPES));
    }
    Optional<ModelType> type = model.choice("type", ModelType.values(), ModelType::word);
    Declared declared = FieldReader.read(model, type);
    LabelRules rules = new LabelRules(model, declared);
    Map<DatasetRole, DatasetConfig> read = new EnumMap<>(DatasetRole.class);
    for (DatasetRole role : DatasetRole.values()) {
      model
          .section(role.word())
          .flatMap(dataset -> datasets.read(name, role, dataset, declared, rules))
          .ifPresent(dataset -> read.put(role, dataset));
    }
    if (version.isEmpty() || type.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        ModelConfig.builder(name, version.get(), type.get())
            .rawInputs(declared.fields("raw_inputs"))
            .features(declared.fields("features"))
            .predictions(declared.fields("predictions"))
            .datasets(read)
            .positions(positions(model))
            .build());
  }

  /** What belongs into a dataset is a likely slip of indentation. */
  private static Map<String, String> elsewhere() {
    Map<String, String> elsewhere = new LinkedHashMap<>();
    for (String key : DatasetReader.KEYS) {
      if (!KEYS.contains(key)) {
        elsewhere.put(key, "below one of " + String.join(", ", ROLES));
      }
    }
    return elsewhere;
  }

  private static Map<String, Position> positions(Section model) {
    Map<String, Position> positions = new LinkedHashMap<>();
    for (String group : FieldReader.GROUPS) {
      model
          .peek(group)
          .filter(fields -> !fields.owner().equals(Position.UNKNOWN))
          .ifPresent(
              fields -> fields.keys().forEach(name -> positions.put(name, fields.keyAt(name))));
    }
    return positions;
  }
}
