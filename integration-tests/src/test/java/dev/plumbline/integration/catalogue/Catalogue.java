package dev.plumbline.integration.catalogue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Every defect, by subject. */
final class Catalogue {
  private Catalogue() {}

  static Map<String, List<Defect>> bySubject() {
    Map<String, List<Defect>> all = new LinkedHashMap<>();
    all.put("Tables and options", SourceDefects.all());
    all.put("Columns", SourceDefects.columns());
    all.put("Ids", IdAndTimeDefects.ids());
    all.put("Timestamps", IdAndTimeDefects.times());
    all.put("Demands of the configuration", ValueDefects.demands());
    all.put("Values", ValueDefects.values());
    all.put("Tensors", ValueDefects.tensors());
    all.put("Predictions", ValueDefects.predictions());
    all.put("Labels", LabelDefects.labels());
    all.put("Between datasets", LabelDefects.drift());
    return all;
  }

  static List<Defect> defects() {
    return bySubject().values().stream().flatMap(List::stream).toList();
  }
}
