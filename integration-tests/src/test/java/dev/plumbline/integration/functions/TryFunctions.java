package dev.plumbline.integration.functions;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.calcite.rex.RexNode;

/**
 * Judges the listed expressions on one engine, outside any test: {@code TryFunctions ENGINE|types
 * [WORD]}, where only expressions whose name or text holds the word are taken. Prints what is not
 * exact, and a count.
 */
final class TryFunctions {
  private TryFunctions() {}

  public static void main(String[] arguments) throws IOException {
    String word = arguments.length > 1 ? arguments[1] : "";
    List<FunctionCase> cases =
        FunctionCases.byCategory().keySet().stream()
            .filter(one -> one.name().contains(word) || one.spark().contains(word))
            .toList();
    if (arguments[0].equals("types")) {
      types(cases);
      return;
    }
    Engine engine = Engine.valueOf(arguments[0].toUpperCase(Locale.ROOT));
    List<Judges.Candidate> candidates = new ArrayList<>();
    int refused = 0;
    for (FunctionCase one : cases) {
      Translation translation = Translation.of(one.spark(), engine);
      if (translation.sql().isPresent()) {
        candidates.add(new Judges.Candidate(one, Map.of(engine, translation.sql().get())));
      } else {
        refused++;
        System.out.println("REFUSED " + one.name() + ": " + translation.refusal().orElse(""));
      }
    }
    int exact = 0;
    for (Map.Entry<FunctionCase, Map<Engine, Verdict>> judged :
        Judges.judge(candidates).entrySet()) {
      Optional<Verdict> verdict = Optional.ofNullable(judged.getValue().get(engine));
      if (verdict.isPresent() && verdict.get().kind() == Verdict.Kind.EXACT) {
        exact++;
      } else {
        FunctionCase one = judged.getKey();
        System.out.println(
            one.name()
                + ": "
                + one.spark()
                + "\n    "
                + Translation.of(one.spark(), engine).sql().orElse("")
                + "\n    "
                + verdict.map(Verdict::toString).orElse("not run"));
      }
    }
    System.out.println(exact + " exact, " + refused + " refused, of " + cases.size());
  }

  private static void types(List<FunctionCase> cases) {
    List<Answer> answers =
        Judges.spark().join().evaluate(cases.stream().map(FunctionCase::spark).toList());
    for (int i = 0; i < cases.size(); i++) {
      Optional<RexNode> typed = Translation.tried(cases.get(i).spark());
      Type spark = answers.get(i).type();
      String planned = typed.map(t -> Translation.text(t.getType())).orElse("refused");
      String expected = spark == null ? "error " + answers.get(i).error() : spark.text();
      if (!expected.equals(planned)) {
        System.out.println(
            cases.get(i).name()
                + ": "
                + cases.get(i).spark()
                + "\n    Spark "
                + expected
                + ", planned "
                + planned
                + " "
                + Translation.of(cases.get(i).spark(), Engine.DUCKDB).refusal().orElse(""));
      }
    }
  }
}
