package dev.plumbline.integration.catalogue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collector;
import java.util.stream.Collectors;

/**
 * A clean model: its tables, and what the configuration says of it.
 *
 * @param name the model's name
 * @param head the configuration of the model itself
 * @param datasets the configuration of each dataset, by its role; {@code {path}} stands for its
 *     table
 * @param tables what makes each table, by the role of the dataset that reads it
 */
record Twin(String name, String head, Map<String, String> datasets, Map<String, String> tables) {
  Twin {
    datasets = new LinkedHashMap<>(datasets);
    tables = new LinkedHashMap<>(tables);
  }

  String table(String role) {
    return name + "_" + role;
  }

  String path(String role) {
    return "clean/" + name + "/" + role;
  }

  List<String> roles() {
    return List.copyOf(datasets.keySet());
  }

  /** The model as the file writes it. */
  String yaml() {
    return yaml(name, head, datasets, tables.keySet().stream().collect(paths()));
  }

  private Collector<String, ?, Map<String, String>> paths() {
    return Collectors.toMap(role -> role, this::path);
  }

  static String yaml(
      String model, String head, Map<String, String> datasets, Map<String, String> paths) {
    StringBuilder text = new StringBuilder("  " + model + ":\n" + head.indent(4));
    datasets.forEach(
        (role, lines) ->
            text.append("    ")
                .append(role)
                .append(":\n")
                .append("      source: lake\n")
                .append(lines.replace("{path}", paths.getOrDefault(role, "")).indent(6)));
    return text.toString();
  }
}
