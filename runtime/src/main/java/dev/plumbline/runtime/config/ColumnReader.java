package dev.plumbline.runtime.config;

import dev.plumbline.runtime.config.FieldReader.Declared;
import dev.plumbline.spi.ConfigProblem.Code;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads which columns of a dataset are which fields. */
final class ColumnReader {
  private static final String COLUMN = "the name of a column";

  private ColumnReader() {}

  static Optional<String> required(Section dataset, String key) {
    if (!dataset.has(key)) {
      dataset.missing(key, COLUMN);
    }
    return dataset.name(key, COLUMN);
  }

  /** Schema name to column, of names that the model declares. */
  static Map<String, String> mapping(Section dataset, String key, Collection<String> declared) {
    Map<String, String> columns = new LinkedHashMap<>();
    dataset
        .section(key)
        .ifPresent(
            section -> {
              for (String name : section.names()) {
                if (!declared.contains(name)) {
                  section.unknown(
                      name,
                      Code.UNKNOWN_NAME,
                      "is not among the model's "
                          + (key.equals("labels") ? "predictions" : key)
                          + "; "
                          + dataset.context().hints().of(name, declared));
                } else {
                  section.name(name, COLUMN).ifPresent(column -> columns.put(name, column));
                }
              }
            });
    return columns;
  }

  /** Several labels may share a column; nothing else may. */
  static void refuseShared(
      Section dataset,
      DatasetRole role,
      Declared declared,
      Map<String, Map<String, String>> mapped,
      Map<String, String> labels) {
    Map<String, String> takenBy = new HashMap<>();
    if (role != DatasetRole.ACTUALS) {
      for (String group : FieldReader.GROUPS) {
        Map<String, String> columns = mapped.getOrDefault(group, Map.of());
        for (String name : declared.names(group)) {
          String column = columns.getOrDefault(name, name);
          String other = takenBy.putIfAbsent(column, name);
          // A name that is declared twice is reported at the model.
          if (other != null && !other.equals(name)) {
            shared(dataset, columns.containsKey(name) ? group : "", name, column, other);
          }
        }
      }
    }
    labels.forEach(
        (name, column) -> {
          String other = takenBy.get(column);
          if (other != null) {
            shared(dataset, "labels", name, column, other);
          }
        });
  }

  private static void shared(
      Section dataset, String group, String name, String column, String other) {
    String message =
        "takes column '"
            + Hints.shown(column)
            + "', which '"
            + Hints.shown(other)
            + "' takes as well; map one of them to another column";
    if (group.isEmpty()) {
      dataset
          .context()
          .problems()
          .error(
              Code.CONFLICT,
              dataset.path(),
              dataset.owner(),
              "'" + Hints.shown(name) + "' " + message);
    } else {
      dataset.section(group).orElseThrow().conflict(name, message);
    }
  }
}
