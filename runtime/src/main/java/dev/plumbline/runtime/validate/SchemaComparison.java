package dev.plumbline.runtime.validate;

import dev.plumbline.runtime.validate.SchemaSnapshot.Column;
import dev.plumbline.runtime.validate.SchemaSnapshot.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.arrow.vector.types.pojo.Field;

/**
 * What is different between the tables of two times.
 *
 * @param tables every table of either, in their order
 * @since 0.1.0
 */
public record SchemaComparison(List<TableChange> tables) {
  /** Copies the tables. */
  public SchemaComparison {
    tables = List.copyOf(tables);
  }

  /**
   * What a change means to who reads the column.
   *
   * @since 0.1.0
   */
  public enum Kind {
    /** Nothing: the column is as it was. */
    IDENTICAL,
    /** The column is new. */
    ADDED,
    /** All old values still fit; there may be others. */
    WIDENING,
    /** The kind of value is the same, and some old values no longer fit. */
    LOSSY,
    /** The values are of another kind. */
    BREAKING,
    /** The column is gone. */
    REMOVED;

    /** {@return whether who reads the column may no longer be served} */
    public boolean isHarmful() {
      return compareTo(LOSSY) >= 0;
    }
  }

  /**
   * A column of either time.
   *
   * @param kind what the change means
   * @param before how it was; empty where it is new
   * @param after how it is; empty where it is gone
   * @since 0.1.0
   */
  public record ColumnChange(Kind kind, Optional<Column> before, Optional<Column> after) {
    /** Checks that nothing is absent. */
    public ColumnChange {
      Objects.requireNonNull(kind, "kind");
      Objects.requireNonNull(before, "before");
      Objects.requireNonNull(after, "after");
    }

    /** {@return the column's name} */
    public String name() {
      return after.or(() -> before).orElseThrow().name();
    }
  }

  /**
   * A table of either time.
   *
   * @param name its name
   * @param before how it was; empty where it is new
   * @param after how it is; empty where it is gone
   * @param columns every column of either, where both could be read
   * @since 0.1.0
   */
  public record TableChange(
      String name, Optional<Table> before, Optional<Table> after, List<ColumnChange> columns) {
    /** Copies the columns. */
    public TableChange {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(before, "before");
      Objects.requireNonNull(after, "after");
      columns = List.copyOf(columns);
    }

    /** {@return whether the table is gone, or could be read before and cannot be now} */
    public boolean isLost() {
      return before.isPresent()
          && before.get().problem().isEmpty()
          && (after.isEmpty() || after.get().problem().isPresent());
    }
  }

  /**
   * Compares.
   *
   * @param before the earlier tables
   * @param after the later ones
   * @return what is different
   */
  public static SchemaComparison of(SchemaSnapshot before, SchemaSnapshot after) {
    Map<String, Table> old = byName(before.tables(), Table::name);
    Map<String, Table> now = byName(after.tables(), Table::name);
    List<TableChange> changes = new ArrayList<>();
    for (String name : names(now, old)) {
      Optional<Table> was = Optional.ofNullable(old.get(name));
      Optional<Table> is = Optional.ofNullable(now.get(name));
      boolean both =
          was.isPresent()
              && is.isPresent()
              && was.get().problem().isEmpty()
              && is.get().problem().isEmpty();
      changes.add(
          new TableChange(
              name, was, is, both ? columns(was.get().columns(), is.get().columns()) : List.of()));
    }
    return new SchemaComparison(changes);
  }

  private static <T> Map<String, T> byName(List<T> all, Function<T, String> name) {
    Map<String, T> named = new LinkedHashMap<>();
    all.forEach(item -> named.put(name.apply(item), item));
    return named;
  }

  private static Set<String> names(Map<String, ?> now, Map<String, ?> old) {
    Set<String> names = new LinkedHashSet<>(now.keySet());
    names.addAll(old.keySet());
    return names;
  }

  private static List<ColumnChange> columns(List<Column> before, List<Column> after) {
    Map<String, Column> old = byName(before, Column::name);
    Map<String, Column> now = byName(after, Column::name);
    List<ColumnChange> changes = new ArrayList<>();
    for (String name : names(now, old)) {
      Optional<Column> was = Optional.ofNullable(old.get(name));
      Optional<Column> is = Optional.ofNullable(now.get(name));
      Kind kind =
          was.isEmpty() ? Kind.ADDED : is.isEmpty() ? Kind.REMOVED : kind(was.get(), is.get());
      changes.add(new ColumnChange(kind, was, is));
    }
    return changes;
  }

  private static Kind kind(Column before, Column after) {
    Kind types = types(before.type(), after.type());
    boolean looser = after.nullable() && !before.nullable();
    return types == Kind.IDENTICAL && looser ? Kind.WIDENING : types;
  }

  private static Kind types(String before, String after) {
    if (before.equals(after)) {
      return Kind.IDENTICAL;
    }
    Optional<Field> old = TypeText.read(before);
    Optional<Field> now = TypeText.read(after);
    // A type that only another version can name says no more than that it is another one.
    return old.isEmpty() || now.isEmpty()
        ? Kind.BREAKING
        : switch (TypeChange.of(old.get(), now.get())) {
          case IDENTICAL -> Kind.IDENTICAL;
          case WIDENING -> Kind.WIDENING;
          case LOSSY -> Kind.LOSSY;
          case BREAKING -> Kind.BREAKING;
        };
  }
}
