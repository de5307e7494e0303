package dev.plumbline.runtime.infer;

import dev.plumbline.runtime.config.FieldType;
import dev.plumbline.runtime.config.FieldType.Kind;
import dev.plumbline.spi.ColumnTrait;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;

/**
 * What one column seems to be.
 *
 * @param type the field type; empty where none takes the column
 * @param reason why, beyond what was measured; empty where the type says it all
 */
record FieldGuess(Optional<FieldType> type, String reason) {
  private static final int FEW_CATEGORIES = 50;
  private static final int MOST_CATEGORIES = 1_000;
  private static final int LONGEST_CATEGORY = 32;

  static FieldGuess of(Figures column) {
    if (!column.readable) {
      return none("a type that cannot be read without loss");
    }
    if (column.isBoolean()) {
      return of(Kind.BOOLEAN, "");
    }
    if (column.isTime()) {
      return of(Kind.DATETIME, "");
    }
    if (column.isNumber()) {
      return number(column);
    }
    if (column.isText()) {
      return text(column);
    }
    if (column.isList()) {
      return list(column);
    }
    if (column.field.getType() instanceof ArrowType.Map) {
      List<Field> entry = column.field.getChildren().get(0).getChildren();
      boolean dict =
          entry.get(0).getType() instanceof ArrowType.Utf8 && Figures.isNumber(entry.get(1));
      return dict ? of(Kind.DICT, "") : none("no field type takes this map");
    }
    return column.field.getType() instanceof ArrowType.Struct
        ? none("no field type takes structs; select a part of it by select_expr")
        : none("no field type takes this");
  }

  private static FieldGuess of(Kind kind, String reason) {
    return new FieldGuess(Optional.of(FieldType.of(kind)), reason);
  }

  private static FieldGuess none(String reason) {
    return new FieldGuess(Optional.empty(), reason);
  }

  private static FieldGuess number(Figures column) {
    long distinct = column.distinct.orElse(0);
    boolean integer = column.field.getType() instanceof ArrowType.Int;
    if (integer && distinct == 2 && column.within(0, 1)) {
      return of(Kind.CATEGORICAL, "0 and 1 only");
    }
    if (integer && distinct > 0 && distinct <= 100 && Words.isCode(column.name())) {
      return of(Kind.CATEGORICAL, "few values, and named like a code");
    }
    return of(
        Kind.NUMERIC,
        integer && distinct > 0 && distinct <= 10 && column.present > 100
            ? "few values: categorical, if they are codes"
            : "");
  }

  private static FieldGuess text(Figures column) {
    if (column.present == 0) {
      return of(Kind.STRING, "no value to tell more");
    }
    boolean image =
        column.addresses >= 0.95 * column.present
            && (column.imageNames >= 0.5 * column.present || Words.isImage(column.name()));
    if (image) {
      return of(Kind.IMAGE_URL, "addresses of images");
    }
    long distinct = column.distinct.orElse(0);
    if (column.numbers == column.present) {
      return of(
          distinct <= FEW_CATEGORIES && distinct * 2 <= column.present
              ? Kind.CATEGORICAL
              : Kind.STRING,
          "every value is a number: cast it by select_expr, if it is one");
    }
    if (column.sentences * 2 >= column.present
        && column.averageLength > LONGEST_CATEGORY / 2.0
        && (column.averageLength > LONGEST_CATEGORY || column.distinctShare() > 0.5)) {
      return of(Kind.TEXT, "mostly several words");
    }
    boolean repeats =
        (distinct <= FEW_CATEGORIES && distinct * 2 <= column.present)
            || (distinct <= MOST_CATEGORIES && distinct * 20 <= column.present);
    return repeats && column.averageLength <= LONGEST_CATEGORY
        ? of(Kind.CATEGORICAL, "")
        : of(Kind.STRING, "");
  }

  private static FieldGuess list(Figures column) {
    Field item = column.field.getChildren().get(0);
    if (!Figures.isNumber(item)) {
      return of(Kind.ARRAY, Figures.isList(item) ? "a tensor, if its dimensions are fixed" : "");
    }
    boolean fixed =
        column.shortest.isPresent()
            && column.shortest.equals(column.longest)
            && column.shortest.getAsLong() >= 1
            && column.shortest.getAsLong() <= Integer.MAX_VALUE;
    return fixed
        ? new FieldGuess(
            Optional.of(new FieldType(Kind.EMBEDDING, List.of((int) column.shortest.getAsLong()))),
            "")
        : of(Kind.VECTOR, column.longest.isPresent() ? "lengths differ" : "no value to tell more");
  }

  static boolean isPartitionDay(Figures column) {
    return column.isDate() && column.traits.contains(ColumnTrait.PARTITION);
  }
}
