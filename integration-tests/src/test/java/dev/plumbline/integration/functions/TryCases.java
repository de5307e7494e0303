package dev.plumbline.integration.functions;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Judges what is being written, outside any test: {@code TryCases ENGINE FILE}, where each line of
 * the file is Spark's text, a tab, and the engine's. A line that starts with {@code ~} may differ
 * in the last bits.
 */
final class TryCases {
  private TryCases() {}

  public static void main(String[] arguments) throws IOException {
    Engine engine = Engine.valueOf(arguments[0].toUpperCase(Locale.ROOT));
    List<Judges.Candidate> candidates = new ArrayList<>();
    for (String line : Files.readAllLines(Path.of(arguments[1]))) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      boolean approximate = line.startsWith("~");
      String[] sides = line.substring(approximate ? 1 : 0).split("\t", 2);
      candidates.add(
          new Judges.Candidate(
              new FunctionCase(line, sides[0], approximate), Map.of(engine, sides[1])));
    }
    Judges.judge(candidates)
        .forEach(
            (functionCase, verdicts) ->
                System.out.println(functionCase.spark() + "\t" + verdicts.get(engine)));
  }
}
