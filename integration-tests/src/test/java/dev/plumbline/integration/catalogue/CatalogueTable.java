package dev.plumbline.integration.catalogue;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The page {@code docs/defects.md}. */
final class CatalogueTable {
  private CatalogueTable() {}

  static String markdown(Map<String, List<Defect>> defects, List<Defect> harmless) {
    int kinds = defects.values().stream().mapToInt(List::size).sum();
    StringBuilder page = new StringBuilder();
    page.append(
        """
        # Defects that validation finds

        A test generates clean models over Delta tables (binary with every type of field, serving, training, testing and actuals; multiclass; regression; multi-label; ranking) and %d kinds of defects, each a small mutation of a clean one: of its rows, of its table or of the configuration. Each must be found as this page says, and nothing else may fail beside it. In the clean models nothing may fail, information included, and neither in the %d harmless cases at the end. Parquet files are DuckDB's; some logs have full statistics, some only counts, some none. [checks.md](checks.md) explains the checks.
        """
            .formatted(kinds, harmless.size()));
    defects.forEach(
        (subject, list) -> {
          page.append("\n## ")
              .append(subject)
              .append("\n\n| kind | defect | found |\n|---|---|---|\n");
          list.forEach(defect -> row(page, defect));
        });
    page.append("\n## Harmless\n\n| kind | what looks wrong |\n|---|---|\n");
    harmless.forEach(
        one ->
            page.append("| `").append(one.name()).append("` | ").append(one.what()).append(" |\n"));
    return page.toString();
  }

  private static void row(StringBuilder page, Defect defect) {
    page.append("| `")
        .append(defect.name())
        .append("` | ")
        .append(defect.what())
        .append(" | ")
        .append(
            defect.findings().stream()
                .map(CatalogueTable::found)
                .collect(Collectors.joining("<br>")))
        .append(" |\n");
  }

  private static String found(Finding finding) {
    return finding.role()
        + ": `"
        + finding.check()
        + "`"
        + (finding.subject().isEmpty() ? "" : " of `" + finding.subject() + "`")
        + (finding.count().isPresent() ? ", " + finding.count().getAsLong() : "");
  }
}
