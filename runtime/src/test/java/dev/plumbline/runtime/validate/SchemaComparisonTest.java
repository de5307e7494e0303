package dev.plumbline.runtime.validate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.runtime.validate.SchemaComparison.ColumnChange;
import dev.plumbline.runtime.validate.SchemaComparison.Kind;
import dev.plumbline.runtime.validate.SchemaComparison.TableChange;
import dev.plumbline.runtime.validate.SchemaSnapshot.Column;
import dev.plumbline.runtime.validate.SchemaSnapshot.Table;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaComparisonTest {
  private static SchemaSnapshot tables(Table... tables) {
    return new SchemaSnapshot(List.of(tables));
  }

  private static Table table(String name, Column... columns) {
    return new Table(name, Optional.empty(), Arrays.asList(columns), Optional.empty());
  }

  private static List<ColumnChange> changes(Column before, Column after) {
    return SchemaComparison.of(tables(table("t", before)), tables(table("t", after)))
        .tables()
        .get(0)
        .columns();
  }

  private static Kind kind(Column before, Column after) {
    return changes(before, after).get(0).kind();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "int32 | int32 | IDENTICAL",
        "int32 | int64 | WIDENING",
        "int64 | int32 | LOSSY",
        "float64 | float32 | LOSSY",
        "float64 | string | BREAKING",
        "list<float32> | list<float64> | WIDENING",
        "map<string, int32> | map<string, int64> | WIDENING",
        "decimal(10, 2) | decimal(12, 2) | WIDENING",
        "something new | string | BREAKING",
        "something new | something new | IDENTICAL"
      })
  void saysWhatANewTypeMeans(String before, String after, Kind expected) {
    assertThat(kind(new Column("a", before, true), new Column("a", after, true)))
        .isEqualTo(expected);
  }

  @Test
  void callsAColumnWiderThatMayNowBeNull() {
    Column never = new Column("a", "int32", false);
    Column sometimes = new Column("a", "int32", true);
    assertThat(kind(never, sometimes)).isEqualTo(Kind.WIDENING);
    assertThat(kind(sometimes, never)).isEqualTo(Kind.IDENTICAL);
  }

  @Test
  void tellsAddedFromRemovedColumns() {
    List<ColumnChange> changes =
        changes(new Column("old", "int32", true), new Column("new", "int32", true));
    assertThat(changes).extracting(ColumnChange::name).containsExactly("new", "old");
    assertThat(changes).extracting(ColumnChange::kind).containsExactly(Kind.ADDED, Kind.REMOVED);
  }

  @Test
  void callsATableLostThatIsGoneOrUnreadable() {
    Table unreadable = new Table("b", Optional.empty(), List.of(), Optional.of("no permission"));
    SchemaComparison changes =
        SchemaComparison.of(tables(table("a"), table("b")), tables(unreadable, table("c")));
    assertThat(changes.tables().stream().filter(TableChange::isLost).map(TableChange::name))
        .containsExactlyInAnyOrder("a", "b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "uint8",
        "timestamp",
        "timestamp without zone",
        "list<list<float64>>",
        "list<float32>[768]",
        "map<string, decimal(38, 10)>",
        "struct<a: int32, b: map<string, int8>, c: list<string>>"
      })
  void readsTheNamesOfTypes(String name) {
    assertThat(TypeText.read(name)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "list<", "list<>", "map<string>", "struct<a>", "int7", "decimal(1)"})
  void refusesWhatIsNoName(String name) {
    assertThat(TypeText.read(name)).isEmpty();
  }
}
