package dev.plumbline.integration.catalogue;

import dev.plumbline.runtime.validate.Check;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** One kind of defect: a mutation of a clean twin, and all that must be found in it. */
final class Defect {
  private final String name;
  private final String what;
  private final Twin twin;
  private final Map<String, List<String>> statements = new LinkedHashMap<>();
  private final Map<String, Damage> damages = new LinkedHashMap<>();
  private final List<Edit> edits = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();

  /** Something that is done to the files of a table. */
  interface Damage {
    void to(Path table) throws IOException;
  }

  private record Edit(String section, String from, String to) {}

  private Defect(Twin twin, String name, String what) {
    this.twin = twin;
    this.name = name;
    this.what = what;
  }

  /** A defect of the clean binary model. */
  static Defect of(String name, String what) {
    return of(Twins.BINARY, name, what);
  }

  static Defect of(Twin twin, String name, String what) {
    return new Defect(twin, name, what);
  }

  /** Changes the rows or columns of a table, {@code {t}} in the statement. */
  Defect sql(String role, String... changes) {
    statements.computeIfAbsent(role, r -> new ArrayList<>()).addAll(List.of(changes));
    return this;
  }

  /** Damages the table's files. */
  Defect files(String role, Damage damage) {
    statements.computeIfAbsent(role, r -> new ArrayList<>());
    damages.put(role, damage);
    return this;
  }

  /** Changes the configuration of a dataset; the text to replace stands in it once. */
  Defect yaml(String role, String from, String to) {
    edits.add(new Edit(role, from, to));
    return this;
  }

  /** Changes the configuration of the model itself. */
  Defect model(String from, String to) {
    return yaml("", from, to);
  }

  Defect finds(String role, Check check, String subject, long count) {
    findings.add(new Finding(role, check, subject, OptionalLong.of(count)));
    return this;
  }

  Defect finds(String role, Check check, String subject) {
    findings.add(new Finding(role, check, subject, OptionalLong.empty()));
    return this;
  }

  String name() {
    return name;
  }

  String what() {
    return what;
  }

  Twin twin() {
    return twin;
  }

  List<Finding> findings() {
    return List.copyOf(findings);
  }

  /** The datasets whose reports it may change: those that differ, and those that look at them. */
  List<String> concerned() {
    Set<String> concerned = new LinkedHashSet<>();
    for (String role : twin.roles()) {
      if (statements.containsKey(role)) {
        concerned.addAll(onlookers(role));
      }
    }
    edits.forEach(edit -> concerned.addAll(onlookers(edit.section())));
    return twin.roles().stream().filter(concerned::contains).toList();
  }

  private static List<String> onlookers(String role) {
    return switch (role) {
      case "testing" -> List.of("testing");
      case "training" -> List.of("training", "testing");
      case "actuals" -> List.of("serving", "actuals");
      default -> List.of("serving", "training", "testing", "actuals");
    };
  }

  /** Writes the tables that differ from the twin's. */
  void write(DuckLake lake, Path folder) throws SQLException, IOException {
    for (Map.Entry<String, List<String>> table : statements.entrySet()) {
      String role = table.getKey();
      lake.execute("CREATE OR REPLACE TABLE mutant AS FROM " + twin.table(role));
      for (String statement : table.getValue()) {
        lake.execute(statement.replace("{t}", "mutant"));
      }
      lake.write("mutant", path(role), Twins.statistics(role));
      Damage damage = damages.get(role);
      if (damage != null) {
        damage.to(folder.resolve(path(role)));
      }
    }
  }

  private String path(String role) {
    return statements.containsKey(role) ? name + "/" + role : twin.path(role);
  }

  String yaml() {
    String head = twin.head();
    Map<String, String> datasets = new LinkedHashMap<>(twin.datasets());
    Map<String, String> paths = new LinkedHashMap<>();
    twin.tables().keySet().forEach(role -> paths.put(role, path(role)));
    for (Edit edit : edits) {
      if (edit.section().isEmpty()) {
        head = replaced(head, edit);
      } else {
        datasets.computeIfPresent(edit.section(), (role, text) -> replaced(text, edit));
      }
    }
    return Twin.yaml(name, head, datasets, paths);
  }

  private String replaced(String text, Edit edit) {
    int at = text.indexOf(edit.from());
    if (at < 0 || text.indexOf(edit.from(), at + 1) >= 0) {
      throw new IllegalStateException(name + ": '" + edit.from() + "' is not there once");
    }
    return text.replace(edit.from(), edit.to());
  }
}
