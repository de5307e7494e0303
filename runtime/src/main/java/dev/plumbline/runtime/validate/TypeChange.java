package dev.plumbline.runtime.validate;

import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;

/** What becomes of the values of one type in another, from the mildest to the worst. */
enum TypeChange {
  /** Nothing. */
  IDENTICAL,
  /** All of them fit, and more. */
  WIDENING,
  /** They are of the same kind, and some do not fit or are rounded. */
  LOSSY,
  /** They are of another kind. */
  BREAKING;

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static TypeChange worse(TypeChange a, TypeChange b) {
    return a.compareTo(b) >= 0 ? a : b;
  }

  private static TypeChange fits(boolean fits) {
    return fits ? WIDENING : LOSSY;
  }

  static TypeChange of(Field from, Field to) {
    ArrowType a = from.getType();
    ArrowType b = to.getType();
    if (a instanceof ArrowType.Null || b instanceof ArrowType.Null) {
      return a.equals(b) ? IDENTICAL : a instanceof ArrowType.Null ? WIDENING : LOSSY;
    }
    if (isText(a) && isText(b)) {
      return IDENTICAL;
    }
    if (isBinary(a) && isBinary(b)) {
      return IDENTICAL;
    }
    if (isNumber(a) && isNumber(b)) {
      return a.equals(b) ? IDENTICAL : number(a, b);
    }
    if (isTime(a) && isTime(b)) {
      return time(a, b);
    }
    if (isList(a) && isList(b)) {
      return worse(size(a, b), of(from.getChildren().get(0), to.getChildren().get(0)));
    }
    if (a instanceof ArrowType.Map && b instanceof ArrowType.Map) {
      List<Field> one = from.getChildren().get(0).getChildren();
      List<Field> other = to.getChildren().get(0).getChildren();
      return worse(of(one.get(0), other.get(0)), of(one.get(1), other.get(1)));
    }
    return a.equals(b) && sameChildren(from, to) ? IDENTICAL : BREAKING;
  }

  private static boolean sameChildren(Field from, Field to) {
    if (from.getChildren().size() != to.getChildren().size()) {
      return false;
    }
    for (int i = 0; i < from.getChildren().size(); i++) {
      Field one = from.getChildren().get(i);
      Field other = to.getChildren().get(i);
      if (!one.getName().equals(other.getName()) || of(one, other) != IDENTICAL) {
        return false;
      }
    }
    return true;
  }

  private static boolean isText(ArrowType type) {
    return type instanceof ArrowType.Utf8
        || type instanceof ArrowType.LargeUtf8
        || type instanceof ArrowType.Utf8View;
  }

  private static boolean isBinary(ArrowType type) {
    return type instanceof ArrowType.Binary
        || type instanceof ArrowType.LargeBinary
        || type instanceof ArrowType.BinaryView;
  }

  private static boolean isNumber(ArrowType type) {
    return type instanceof ArrowType.Int
        || type instanceof ArrowType.FloatingPoint
        || type instanceof ArrowType.Decimal;
  }

  private static boolean isTime(ArrowType type) {
    return type instanceof ArrowType.Timestamp || type instanceof ArrowType.Date;
  }

  private static boolean isList(ArrowType type) {
    return type instanceof ArrowType.List
        || type instanceof ArrowType.LargeList
        || type instanceof ArrowType.ListView
        || type instanceof ArrowType.LargeListView
        || type instanceof ArrowType.FixedSizeList;
  }

  private static TypeChange size(ArrowType from, ArrowType to) {
    if (from instanceof ArrowType.FixedSizeList a && to instanceof ArrowType.FixedSizeList b) {
      return a.getListSize() == b.getListSize() ? IDENTICAL : BREAKING;
    }
    return from instanceof ArrowType.FixedSizeList
        ? WIDENING
        : to instanceof ArrowType.FixedSizeList ? LOSSY : IDENTICAL;
  }

  private static TypeChange number(ArrowType from, ArrowType to) {
    if (from instanceof ArrowType.Int a) {
      int bits = a.getIsSigned() ? a.getBitWidth() - 1 : a.getBitWidth();
      if (to instanceof ArrowType.Int b) {
        int room = b.getIsSigned() ? b.getBitWidth() - 1 : b.getBitWidth();
        return fits(room >= bits && (b.getIsSigned() || !a.getIsSigned()));
      }
      return to instanceof ArrowType.FloatingPoint b
          ? fits(bits <= exactBits(b))
          : fits(whole((ArrowType.Decimal) to) >= digits(bits));
    }
    if (from instanceof ArrowType.FloatingPoint a) {
      return fits(
          to instanceof ArrowType.FloatingPoint b
              && b.getPrecision().compareTo(a.getPrecision()) >= 0);
    }
    ArrowType.Decimal a = (ArrowType.Decimal) from;
    if (to instanceof ArrowType.Decimal b) {
      boolean same = a.getPrecision() == b.getPrecision() && a.getScale() == b.getScale();
      return same ? IDENTICAL : fits(whole(b) >= whole(a) && b.getScale() >= a.getScale());
    }
    if (to instanceof ArrowType.Int b) {
      int room = b.getIsSigned() ? b.getBitWidth() - 1 : b.getBitWidth();
      // One digit less than the greatest number has: each number with so many digits fits.
      return fits(a.getScale() <= 0 && b.getIsSigned() && whole(a) < digits(room));
    }
    return LOSSY;
  }

  private static int exactBits(ArrowType.FloatingPoint type) {
    return type.getPrecision() == FloatingPointPrecision.DOUBLE
        ? 53
        : type.getPrecision() == FloatingPointPrecision.SINGLE ? 24 : 11;
  }

  private static int whole(ArrowType.Decimal type) {
    return type.getPrecision() - type.getScale();
  }

  /** How many decimal digits the greatest whole number of so many bits has. */
  private static int digits(int bits) {
    return BigInteger.TWO.pow(bits).subtract(BigInteger.ONE).toString().length();
  }

  private static TypeChange time(ArrowType from, ArrowType to) {
    if (from instanceof ArrowType.Date) {
      return to instanceof ArrowType.Date ? IDENTICAL : WIDENING;
    }
    if (to instanceof ArrowType.Date) {
      return LOSSY;
    }
    ArrowType.Timestamp a = (ArrowType.Timestamp) from;
    ArrowType.Timestamp b = (ArrowType.Timestamp) to;
    if ((a.getTimezone() == null) != (b.getTimezone() == null)) {
      return LOSSY;
    }
    TimeUnit fine = a.getUnit();
    return fine == b.getUnit() ? IDENTICAL : fits(b.getUnit().compareTo(fine) > 0);
  }
}
