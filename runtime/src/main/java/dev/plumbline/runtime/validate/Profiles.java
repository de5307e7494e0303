package dev.plumbline.runtime.validate;

import dev.plumbline.runtime.model.FieldRole;
import dev.plumbline.runtime.model.TypeNames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** What is told of each mapped column, whether or not a check asks for it. */
final class Profiles {
  private final Checking checking;
  private final Known known;
  private final Pass pass;
  private final Map<CheckedColumn, Figure> least = new HashMap<>();
  private final Map<CheckedColumn, Figure> greatest = new HashMap<>();

  Profiles(Checking checking) {
    this.checking = checking;
    this.known = checking.known;
    this.pass = checking.pass;
  }

  /** Asks for nulls, and for bounds where they cost little, unless statistics have them. */
  void ask() {
    for (CheckedColumn column : checking.dataset.sound()) {
      if (checking.isVacuous(column)) {
        continue;
      }
      if (known.nulls(column).isEmpty()) {
        pass.measures().present(column);
      }
      if (column.role() != FieldRole.ID && (column.isNumber() || column.isTime())) {
        if (Known.exact(known.min(column)).isEmpty() && isScanned(column)) {
          least.put(column, pass.measures().min(Term.column(column), null));
        }
        if (Known.exact(known.max(column)).isEmpty() && isScanned(column)) {
          greatest.put(column, pass.measures().max(Term.column(column), null));
        }
      }
    }
  }

  /** Bounds are no reason to read a column that is not read otherwise. */
  private boolean isScanned(CheckedColumn column) {
    return pass.measures().all().stream()
        .anyMatch(
            f ->
                (f.value != null && f.value.key().contains(column.sql()))
                    || (f.condition != null && f.condition.key().contains(column.sql())));
  }

  List<FieldProfile> profiles() {
    List<FieldProfile> profiles = new ArrayList<>();
    for (CheckedColumn column : checking.dataset.columns()) {
      boolean sound = checking.dataset.sound().contains(column);
      profiles.add(
          new FieldProfile(
              column.role(),
              column.name(),
              column.bound().type(),
              column.column(),
              TypeNames.of(column.bound().column()),
              sound ? pass.nulls(column) : OptionalLong.empty(),
              sound ? distinct(column) : OptionalLong.empty(),
              bound(least.get(column), Known.exact(known.min(column))),
              bound(greatest.get(column), Known.exact(known.max(column)))));
    }
    return profiles;
  }

  private OptionalLong distinct(CheckedColumn column) {
    return pass.measures().all().stream()
        .filter(f -> f.kind == Figure.Kind.DISTINCT && f.isKnown())
        .filter(f -> f.value != null && f.value.key().equals(column.sql()))
        .mapToLong(Figure::count)
        .findFirst();
  }

  private static Optional<String> bound(
      @org.jspecify.annotations.Nullable Figure figure, Optional<Object> exact) {
    return (figure != null && figure.isKnown() ? figure.value() : exact).map(Values::text);
  }
}
