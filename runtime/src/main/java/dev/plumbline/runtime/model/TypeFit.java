package dev.plumbline.runtime.model;

import dev.plumbline.runtime.config.FieldType;
import java.util.List;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;

/** Which Arrow types a field type takes without loss (rule M2). */
final class TypeFit {
  private TypeFit() {}

  static boolean fits(FieldType type, Field column) {
    ArrowType arrow = column.getType();
    return switch (type.kind()) {
      case NUMERIC -> isNumber(arrow);
      case BOOLEAN -> arrow instanceof ArrowType.Bool;
      case STRING, TEXT, IMAGE_URL -> isText(arrow);
      case CATEGORICAL ->
          isText(arrow) || arrow instanceof ArrowType.Int || arrow instanceof ArrowType.Bool;
      case DATETIME -> arrow instanceof ArrowType.Timestamp || arrow instanceof ArrowType.Date;
      case DICT -> isDict(column);
      case VECTOR -> nesting(column) == 1;
      case EMBEDDING -> nesting(column) == 1 && sizesAgree(type.dimensions(), column);
      // Numbers of several dimensions may also be stored in one row after the other.
      case TENSOR ->
          (nesting(column) == 1 && sizesAgree(List.of((int) type.elements()), column))
              || (nesting(column) == type.dimensions().size()
                  && sizesAgree(type.dimensions(), column));
      case ARRAY -> isList(arrow);
    };
  }

  /** What would be accepted, in words that end "accepted are ...". */
  static String accepted(FieldType type) {
    return switch (type.kind()) {
      case NUMERIC -> "whole numbers, floating-point numbers and decimals";
      case BOOLEAN -> "booleans";
      case STRING, TEXT, IMAGE_URL -> "text";
      case CATEGORICAL -> "text, whole numbers and booleans";
      case DATETIME -> "timestamps and dates";
      case DICT -> "maps from text to numbers";
      case VECTOR -> "lists of numbers";
      case EMBEDDING -> "lists of " + type.elements() + " numbers";
      case TENSOR ->
          "lists of " + type.elements() + " numbers, or lists nested as " + type.dimensions();
      case ARRAY -> "lists";
    };
  }

  private static boolean isNumber(ArrowType type) {
    return type instanceof ArrowType.Int
        || type instanceof ArrowType.FloatingPoint
        || type instanceof ArrowType.Decimal;
  }

  private static boolean isText(ArrowType type) {
    return type instanceof ArrowType.Utf8
        || type instanceof ArrowType.LargeUtf8
        || type instanceof ArrowType.Utf8View;
  }

  private static boolean isList(ArrowType type) {
    return type instanceof ArrowType.List
        || type instanceof ArrowType.LargeList
        || type instanceof ArrowType.ListView
        || type instanceof ArrowType.LargeListView
        || type instanceof ArrowType.FixedSizeList;
  }

  private static boolean isDict(Field column) {
    if (!(column.getType() instanceof ArrowType.Map)) {
      return false;
    }
    List<Field> entry = column.getChildren().get(0).getChildren();
    return isText(entry.get(0).getType()) && isNumber(entry.get(1).getType());
  }

  /** How many lists lie around numbers; 0 where it is not lists of numbers. */
  private static int nesting(Field column) {
    int levels = 0;
    Field inner = column;
    while (isList(inner.getType())) {
      levels++;
      inner = inner.getChildren().get(0);
    }
    return isNumber(inner.getType()) ? levels : 0;
  }

  /** Lists of any length say nothing before their rows are counted; fixed ones must agree. */
  private static boolean sizesAgree(List<Integer> sizes, Field column) {
    Field inner = column;
    for (int size : sizes) {
      if (inner.getType() instanceof ArrowType.FixedSizeList list && list.getListSize() != size) {
        return false;
      }
      inner = inner.getChildren().get(0);
    }
    return true;
  }
}
