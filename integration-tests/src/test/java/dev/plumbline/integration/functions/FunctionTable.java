package dev.plumbline.integration.functions;

import dev.plumbline.spi.Lowering;
import dev.plumbline.spi.Overload;
import dev.plumbline.spi.SqlForm;
import dev.plumbline.spi.SqlOperator;
import dev.plumbline.spi.SqlProfile;
import dev.plumbline.spi.SqlVocabulary;
import dev.plumbline.spi.TypePattern;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The page {@code docs/functions.md}, from the vocabulary, the profiles and what was judged. */
final class FunctionTable {
  private static final Map<Engine, String> TITLES =
      new EnumMap<>(
          Map.of(
              Engine.DUCKDB, "local engine",
              Engine.TRINO, "Athena",
              Engine.POSTGRESQL, "Redshift"));

  private final Map<FunctionCase, String> categories;
  private final Map<FunctionCase, Map<Engine, Translation>> written;
  private final Map<FunctionCase, Map<Engine, Verdict>> verdicts;

  FunctionTable(
      Map<FunctionCase, String> categories,
      Map<FunctionCase, Map<Engine, Translation>> written,
      Map<FunctionCase, Map<Engine, Verdict>> verdicts) {
    this.categories = categories;
    this.written = written;
    this.verdicts = verdicts;
  }

  String markdown() {
    StringBuilder page = new StringBuilder();
    page.append(
        """
        # Functions of `select_expr` and `--where`

        Both are Spark SQL, with ANSI off and the session zone UTC, on every source. Whatever a source's own SQL can say exactly runs there; the rest runs in the local engine; what neither can do exactly is refused by name. This page is written by a test that evaluates every expression of the second part over a table of awkward values (NULL, empty text, characters outside the BMP, NaN, -0.0, overflow, leap days, 1582, DST) and compares each value and type with those of Spark 4.2.0: DuckDB 1.5.6 for the local engine, Trino 435 for Athena, PostgreSQL 17 for Redshift. Neither Athena nor Redshift itself was at hand; their profiles use only what their documentation lists, which tests check.

        """);
    summary(page);
    page.append(
        """

        ## Functions
        A cell shows what is written for the arguments `{0}`, `{1}` ...; *computed* says that the text depends on constants among the arguments; *no* gives the reason of the refusal. Arguments of other types are converted first, as Spark does. `instant` is Spark's `TIMESTAMP`, `timestamp` its `TIMESTAMP_NTZ`, `varchar` its `STRING`.
        """);
    String category = "";
    for (SqlOperator operator : SqlVocabulary.operators().values()) {
      if (!operator.category().equals(category)) {
        category = operator.category();
        page.append("\n### ").append(category).append('\n');
        page.append(
            "\n| function | forms | meaning | NULL | bad input | local engine | Athena | Redshift |\n|---|---|---|---|---|---|---|---|\n");
      }
      page.append(row(operator)).append('\n');
    }
    casts(page);
    expressions(page);
    return page.toString();
  }

  private void summary(StringBuilder page) {
    page.append("| | exact | documented only | refused | of |\n|---|---|---|---|---|\n");
    for (Engine engine : Engine.values()) {
      long exact = count(engine, "exact");
      long documented = count(engine, "documented");
      page.append("| ")
          .append(TITLES.get(engine))
          .append(" | ")
          .append(exact)
          .append(" | ")
          .append(documented)
          .append(" | ")
          .append(categories.size() - exact - documented)
          .append(" | ")
          .append(categories.size())
          .append(" |\n");
    }
  }

  private long count(Engine engine, String status) {
    return categories.keySet().stream().filter(c -> status(c, engine).equals(status)).count();
  }

  private String status(FunctionCase one, Engine engine) {
    Translation translation = written.getOrDefault(one, Map.of()).get(engine);
    if (translation == null || translation.sql().isEmpty()) {
      return "no";
    }
    Verdict verdict = verdicts.getOrDefault(one, Map.of()).get(engine);
    return verdict == null
        ? "documented"
        : verdict.kind() == Verdict.Kind.EXACT ? "exact" : verdict.kind().name();
  }

  private static String row(SqlOperator operator) {
    return "| "
        + operator.spark().stream().map(s -> code(s)).collect(Collectors.joining(", "))
        + " | "
        + operator.forms().stream()
            .map(SqlForm::toString)
            .map(FunctionTable::code)
            .collect(Collectors.joining("<br>"))
        + " | "
        + cell(operator.meaning())
        + " | "
        + cell(operator.nulls())
        + " | "
        + cell(operator.errors())
        + " | "
        + TITLES.keySet().stream()
            .map(engine -> lowerings(operator, Translation.profile(engine)))
            .collect(Collectors.joining(" | "))
        + " |";
  }

  private static String lowerings(SqlOperator operator, SqlProfile profile) {
    Set<String> texts = new LinkedHashSet<>();
    List<Overload> overloads = profile.operators().getOrDefault(operator.id(), List.of());
    boolean several = overloads.size() > 1;
    for (Overload overload : overloads) {
      String types =
          overload.arguments().stream().map(FunctionTable::text).collect(Collectors.joining(", "));
      String prefix = several && !types.equals("any...") ? cell(types) + ": " : "";
      texts.add(prefix + lowering(overload.lowering()));
    }
    return texts.isEmpty() ? "*no*: not known there" : String.join("<br>", texts);
  }

  private static String lowering(Lowering lowering) {
    if (lowering instanceof Lowering.Template template) {
      return code(template.text());
    }
    return lowering instanceof Lowering.Computed computed
        ? "*computed*: " + cell(computed.summary())
        : "*no*: " + cell(((Lowering.Refusal) lowering).reason());
  }

  private static String text(TypePattern pattern) {
    String ids = pattern.typeIds().isEmpty() ? "any" : String.join("/", pattern.typeIds());
    ids = ids.replace("tinyint/smallint/integer/bigint", "integral");
    return pattern.repeats() ? ids + "..." : ids;
  }

  private static void casts(StringBuilder page) {
    page.append("\n## Conversions\nThe first that fits, as in `CAST({0} AS {type})`.\n");
    for (Engine engine : Engine.values()) {
      page.append("\n| ")
          .append(TITLES.get(engine))
          .append(": from | to | written |\n|---|---|---|\n");
      Translation.profile(engine)
          .casts()
          .forEach(
              rule ->
                  page.append("| ")
                      .append(cell(text(rule.from())))
                      .append(" | ")
                      .append(cell(text(rule.to())))
                      .append(" | ")
                      .append(lowering(rule.lowering()))
                      .append(" |\n"));
    }
  }

  private void expressions(StringBuilder page) {
    page.append(
        """

        ## Expressions that were judged
        All over the columns of the test's table.

        | category | expression | local engine | Athena | Redshift |
        |---|---|---|---|---|
        """);
    categories.forEach(
        (one, category) -> {
          List<String> cells = new ArrayList<>();
          for (Engine engine : Engine.values()) {
            cells.add(status(one, engine) + (one.approximate() ? " (4 ulp)" : ""));
          }
          page.append("| ")
              .append(category)
              .append(" | ")
              .append(code(one.spark()))
              .append(" | ")
              .append(String.join(" | ", cells).replace("no (4 ulp)", "no"))
              .append(" |\n");
        });
  }

  private static String code(String text) {
    String fence = text.contains("`") ? "``" : "`";
    String spaced = text.contains("`") ? " " + text + " " : text;
    return fence + spaced.replace("|", "\\|").replace("\n", " ") + fence;
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replace("<", "&lt;").replace("\n", " ");
  }
}
