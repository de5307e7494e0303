package dev.plumbline.runtime.expression;

import dev.plumbline.runtime.expression.TypePatterns.TypePattern;
import dev.plumbline.spi.SqlForm;
import dev.plumbline.spi.SqlOperator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.rel.type.RelDataType;

/** Finds the form of an operator that takes given arguments, and what each becomes for it. */
final class Forms {
  private static final Set<String> PROMOTING = Set.of("array", "concat");

  /** How much an argument may change; the least that fits any form wins. */
  private enum Pass {
    EXACT,
    WIDENED,
    TEXTS_AS_DOUBLES,
    CONVERTED
  }

  /**
   * A form that fits.
   *
   * @param form the form
   * @param arguments the types that the arguments become
   * @param variables what its variables stand for
   */
  record Match(SqlForm form, List<RelDataType> arguments, Map<String, RelDataType> variables) {
    RelDataType result() {
      return TypePatterns.type(
          TypePatterns.alternatives(form.result()).get(0), variables);
    }
  }

  private Forms() {}

  static Optional<Match> match(SqlOperator operator, List<RelDataType> arguments) {
    Coercion.Texts texts =
        PROMOTING.contains(operator.id()) ? Coercion.Texts.PROMOTED : Coercion.Texts.APART;
    for (Pass pass : Pass.values()) {
      for (SqlForm form : operator.forms()) {
        Optional<Match> match = match(form, arguments, pass, texts);
        if (match.isPresent()) {
          return match;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Match> match(
      SqlForm form, List<RelDataType> arguments, Pass pass, Coercion.Texts texts) {
    Optional<List<String>> words = expand(form.arguments(), arguments.size());
    return words.isEmpty() ? Optional.empty() : matched(form, words.get(), arguments, pass, texts);
  }

  private static Optional<Match> matched(
      SqlForm form,
      List<String> words,
      List<RelDataType> arguments,
      Pass pass,
      Coercion.Texts texts) {
    Map<String, List<RelDataType>> met = new LinkedHashMap<>();
    for (int i = 0; i < words.size(); i++) {
      List<TypePattern> patterns = TypePatterns.alternatives(words.get(i));
      RelDataType type = arguments.get(i);
      if (patterns.size() == 1 && !TypePatterns.unify(patterns.get(0), type, met)) {
        return Optional.empty();
      }
    }
    Map<String, RelDataType> variables = new LinkedHashMap<>();
    for (Map.Entry<String, List<RelDataType>> entry : met.entrySet()) {
      Optional<RelDataType> common = Coercion.common(entry.getValue(), texts);
      if (common.isEmpty()) {
        return Optional.empty();
      }
      RelDataType type = common.get();
      variables.put(entry.getKey(), SparkTypes.isNull(type) ? SparkTypes.TEXT : type);
    }
    List<RelDataType> targets = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      Optional<RelDataType> target = target(words.get(i), arguments.get(i), variables, pass);
      if (target.isEmpty()) {
        return Optional.empty();
      }
      targets.add(target.get());
    }
    return Optional.of(new Match(form, targets, variables));
  }

  private static Optional<RelDataType> target(
      String word, RelDataType from, Map<String, RelDataType> variables, Pass pass) {
    List<RelDataType> targets = new ArrayList<>();
    for (TypePattern pattern : TypePatterns.alternatives(word)) {
      RelDataType target = TypePatterns.target(pattern, from, variables);
      if (target != null) {
        targets.add(target);
      }
    }
    for (RelDataType target : targets) {
      if (SparkTypes.same(from, target)) {
        return Optional.of(target);
      }
    }
    return targets.stream().filter(target -> allows(pass, from, target)).findFirst();
  }

  private static boolean allows(Pass pass, RelDataType from, RelDataType to) {
    if (SparkTypes.isNull(from)) {
      return true;
    }
    return switch (pass) {
      case EXACT -> false;
      case WIDENED -> Coercion.isWidening(from, to);
      case TEXTS_AS_DOUBLES ->
          !SparkTypes.isText(from) || !SparkTypes.isNumeric(to) || SparkTypes.is(to, "double");
      case CONVERTED -> true;
    };
  }

  /** One word for each argument; empty if there are too few or too many arguments. */
  private static Optional<List<String>> expand(List<String> words, int count) {
    List<String> expanded = new ArrayList<>();
    int required = 0;
    for (String word : words) {
      if (word.endsWith("...")) {
        String bare = word.substring(0, word.length() - 3);
        required++;
        do {
          expanded.add(bare);
        } while (expanded.size() < count);
      } else if (word.endsWith("?")) {
        expanded.add(word.substring(0, word.length() - 1));
      } else {
        expanded.add(word);
        required++;
      }
    }
    return count < required || count > expanded.size()
        ? Optional.empty()
        : Optional.of(expanded.subList(0, count));
  }
}
