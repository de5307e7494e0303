package dev.plumbline.runtime.validate;

import dev.plumbline.runtime.config.DatasetRole;
import dev.plumbline.runtime.config.FieldType;
import dev.plumbline.runtime.model.BoundColumn;
import dev.plumbline.runtime.model.FieldRole;
import dev.plumbline.runtime.model.TypeNames;
import java.util.Map;
import java.util.Optional;
import org.apache.arrow.vector.types.pojo.Field;

/** Checks that a model meets the types in production that it was trained or tested on. */
final class SchemaDrift {
  private static final Basis SCHEMA = new Basis(Basis.Kind.SCHEMA, 0);

  private final Related related;

  SchemaDrift(Related related) {
    this.related = related;
  }

  void check() {
    if (!related.wants(Check.SCHEMA_DRIFT)) {
      return;
    }
    Optional<Related.Side> serving = related.sibling(DatasetRole.SERVING);
    if (serving.isEmpty()) {
      related.skipped(Check.SCHEMA_DRIFT, "", related.failure(DatasetRole.SERVING));
      return;
    }
    fields(FieldRole.RAW_INPUT, related.model.rawInputs(), serving.get());
    fields(FieldRole.FEATURE, related.model.features(), serving.get());
    fields(FieldRole.PREDICTION, related.model.predictions(), serving.get());
  }

  private void fields(FieldRole role, Map<String, FieldType> declared, Related.Side serving) {
    declared.forEach((name, type) -> field(role, name, serving));
  }

  private static Optional<BoundColumn> find(Related.Side side, FieldRole role, String name) {
    return side.binding().columns().stream()
        .filter(c -> c.role() == role && c.name().equals(name))
        .findFirst();
  }

  private void field(FieldRole role, String name, Related.Side serving) {
    Optional<BoundColumn> here = find(related.side, role, name);
    Optional<BoundColumn> there = find(serving, role, name);
    if (here.isEmpty() || there.isEmpty()) {
      missing(name, here, there, serving);
      return;
    }
    Field from = here.get().column();
    Field to = there.get().column();
    TypeChange change = TypeChange.of(from, to);
    boolean looser = to.isNullable() && !from.isNullable();
    if (change == TypeChange.IDENTICAL && !looser) {
      related.passed(
          Check.SCHEMA_DRIFT,
          name,
          "both columns are of type " + TypeNames.of(from),
          SCHEMA,
          related.dataset().at());
      return;
    }
    String word = change == TypeChange.IDENTICAL ? "widening" : change.word();
    related.add(
        related
            .failed(
                Check.SCHEMA_DRIFT,
                name,
                0,
                word
                    + ": "
                    + told(related.side, from)
                    + ", "
                    + told(serving, to)
                    + (looser ? "; only the latter may be NULL" : ""))
            .severity(
                switch (change) {
                  case IDENTICAL, WIDENING -> Severity.INFO;
                  case LOSSY -> Severity.WARNING;
                  case BREAKING -> Severity.ERROR;
                })
            .advice(advice(change))
            .basis(SCHEMA)
            .at(related.dataset().at(role(role) + "." + name)));
  }

  private static String advice(TypeChange change) {
    return switch (change) {
      case IDENTICAL, WIDENING ->
          "The model may meet values that it has not seen; check that it can take them.";
      case LOSSY ->
          "Values that the model has learned from may be rounded or cut off in production; write"
              + " both columns with the same type.";
      case BREAKING ->
          "The model meets values of another kind than it has learned from; correct the mapping or"
              + " the column.";
    };
  }

  private static String role(FieldRole role) {
    return switch (role) {
      case RAW_INPUT -> "raw_inputs";
      case PREDICTION -> "predictions";
      default -> "features";
    };
  }

  private static String told(Related.Side side, Field column) {
    return "'" + column.getName() + "' of " + side.dataset().name() + " is " + TypeNames.of(column);
  }

  private void missing(
      String name, Optional<BoundColumn> here, Optional<BoundColumn> there, Related.Side serving) {
    if (here.isEmpty() && there.isEmpty()) {
      related.skipped(Check.SCHEMA_DRIFT, name, "neither dataset has its column");
      return;
    }
    Related.Side without = here.isEmpty() ? related.side : serving;
    Related.Side with = here.isEmpty() ? serving : related.side;
    Field column = here.or(() -> there).orElseThrow().column();
    related.add(
        related
            .failed(
                Check.SCHEMA_DRIFT,
                name,
                0,
                "breaking: " + told(with, column) + ", " + without.dataset().name() + " has none")
            .advice("Map the field to the column that has it.")
            .basis(SCHEMA));
  }
}
