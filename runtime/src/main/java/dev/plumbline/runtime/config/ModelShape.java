package dev.plumbline.runtime.config;

import static dev.plumbline.runtime.config.FieldType.Kind.ARRAY;
import static dev.plumbline.runtime.config.FieldType.Kind.BOOLEAN;
import static dev.plumbline.runtime.config.FieldType.Kind.CATEGORICAL;
import static dev.plumbline.runtime.config.FieldType.Kind.DICT;
import static dev.plumbline.runtime.config.FieldType.Kind.EMBEDDING;
import static dev.plumbline.runtime.config.FieldType.Kind.NUMERIC;
import static dev.plumbline.runtime.config.FieldType.Kind.STRING;
import static dev.plumbline.runtime.config.FieldType.Kind.TENSOR;
import static dev.plumbline.runtime.config.FieldType.Kind.VECTOR;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which predictions make a model of a type (rule M1).
 *
 * <ul>
 *   <li>regression: one or more, each numeric.
 *   <li>binary: at most one boolean, the decision, and any number of numeric ones, the
 *       probabilities; one of either at least.
 *   <li>multiclass: at least one class (string or categorical) or one distribution over the classes
 *       (dict, vector, embedding or tensor); numeric ones may stand beside it.
 *   <li>multi-label: at least one prediction of many outcomes (array, dict, vector, embedding or
 *       tensor), or at least two that are boolean or numeric.
 *   <li>ranking: at least one score or order (numeric, array, dict, vector, embedding or tensor);
 *       string and categorical ones may name what is ranked.
 * </ul>
 */
final class ModelShape {
  private static final Set<FieldType.Kind> MANY =
      EnumSet.of(ARRAY, DICT, VECTOR, EMBEDDING, TENSOR);

  private ModelShape() {}

  /** Which kinds a prediction may have. */
  static Set<FieldType.Kind> accepted(ModelType type) {
    return switch (type) {
      case REGRESSION -> EnumSet.of(NUMERIC);
      case BINARY -> EnumSet.of(BOOLEAN, NUMERIC);
      case MULTICLASS -> EnumSet.of(STRING, CATEGORICAL, NUMERIC, DICT, VECTOR, EMBEDDING, TENSOR);
      case MULTI_LABEL -> with(MANY, BOOLEAN, NUMERIC);
      case RANKING -> with(MANY, NUMERIC, STRING, CATEGORICAL);
    };
  }

  private static Set<FieldType.Kind> with(Set<FieldType.Kind> kinds, FieldType.Kind... more) {
    Set<FieldType.Kind> all = EnumSet.copyOf(kinds);
    all.addAll(List.of(more));
    return all;
  }

  /** What is wrong with predictions of accepted kinds, taken together. */
  static List<String> problems(ModelType type, Map<String, FieldType> predictions) {
    List<FieldType.Kind> kinds = predictions.values().stream().map(FieldType::kind).toList();
    long booleans = kinds.stream().filter(BOOLEAN::equals).count();
    long flat = booleans + kinds.stream().filter(NUMERIC::equals).count();
    boolean many = kinds.stream().anyMatch(MANY::contains);
    List<String> found = new ArrayList<>();
    switch (type) {
      case REGRESSION -> {}
      case BINARY -> {
        if (booleans > 1) {
          found.add("has " + booleans + " boolean decisions; a binary model makes one");
        }
      }
      case MULTICLASS -> {
        if (flat == kinds.size()) {
          found.add(
              "names no class; a multiclass model predicts a string or categorical class, or its"
                  + " probabilities as dict, vector, embedding or tensor");
        }
      }
      case MULTI_LABEL -> {
        if (!many && flat < 2) {
          found.add(
              "has a single outcome; a multi-label model predicts an array, dict, vector, embedding"
                  + " or tensor, or several boolean or numeric outcomes");
        }
      }
      case RANKING -> {
        if (!many && flat == 0) {
          found.add(
              "has no score; a ranking model predicts a numeric score, or an array, dict, vector,"
                  + " embedding or tensor");
        }
      }
    }
    return found;
  }
}
