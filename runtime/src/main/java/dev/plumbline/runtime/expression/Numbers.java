package dev.plumbline.runtime.expression;

import dev.plumbline.runtime.expression.Expression.Constant;
import dev.plumbline.runtime.expression.Expression.ConstantKind;
import java.math.BigDecimal;
import java.util.Locale;

/** Number constants, by their suffix or, without one, by their size. */
final class Numbers {
  private Numbers() {}

  static Constant constant(String sign, Token token, TokenCursor tokens) {
    String text = sign + token.text().toUpperCase(Locale.ROOT);
    char last = text.charAt(text.length() - 1);
    boolean whole = text.matches("-?[0-9]+[LSY]?");
    if (text.endsWith("BD")) {
      return decimal(token, text.substring(0, text.length() - 2), tokens);
    }
    String number = Character.isLetter(last) ? text.substring(0, text.length() - 1) : text;
    switch (last) {
      case 'L', 'S', 'Y' -> {
        if (!whole) {
          throw tokens.refuse(token.at(), "the number " + text, last + " needs a whole number");
        }
        return integer(token, number, last, tokens);
      }
      case 'D' -> {
        return floating(token, ConstantKind.DOUBLE, number, tokens);
      }
      case 'F' -> {
        return floating(token, ConstantKind.REAL, number, tokens);
      }
      default -> {
        return text.indexOf('E') >= 0
            ? floating(token, ConstantKind.DOUBLE, text, tokens)
            : whole ? integer(token, text, ' ', tokens) : decimal(token, text, tokens);
      }
    }
  }

  private static Constant integer(Token token, String number, char suffix, TokenCursor tokens) {
    BigDecimal value = new BigDecimal(number);
    int bits =
        switch (suffix) {
          case 'Y' -> 8;
          case 'S' -> 16;
          case 'L' -> 64;
          default -> 0;
        };
    int needed = value.toBigInteger().bitLength() + 1;
    if (bits > 0 && needed > bits) {
      throw tokens.refuse(
          token.at(), "the number " + number + suffix, "it takes more than " + bits + " bits");
    }
    ConstantKind kind =
        switch (suffix) {
          case 'Y' -> ConstantKind.TINYINT;
          case 'S' -> ConstantKind.SMALLINT;
          case 'L' -> ConstantKind.BIGINT;
          default -> needed <= 32 ? ConstantKind.INTEGER : ConstantKind.BIGINT;
        };
    return bits == 0 && needed > 64
        ? decimal(token, number, tokens)
        : new Constant(token.at(), kind, value.toPlainString());
  }

  private static Constant decimal(Token token, String number, TokenCursor tokens) {
    BigDecimal value = number(token, number, tokens);
    BigDecimal plain = value.scale() < 0 ? value.setScale(0) : value;
    if (plain.precision() > 38 || plain.scale() > 38) {
      throw tokens.refuse(
          token.at(), "a number of more than 38 digits", "shorten it, or write a double: 1e3");
    }
    return new Constant(token.at(), ConstantKind.DECIMAL, plain.toPlainString());
  }

  private static BigDecimal number(Token token, String number, TokenCursor tokens) {
    try {
      BigDecimal value = new BigDecimal(number);
      if (Math.abs((long) value.scale()) > 1_000) {
        throw new NumberFormatException("exponent");
      }
      return value;
    } catch (NumberFormatException e) {
      throw tokens.refuse(token.at(), "the number " + number, "its exponent is too large");
    }
  }

  private static Constant floating(
      Token token, ConstantKind kind, String number, TokenCursor tokens) {
    double value =
        kind == ConstantKind.REAL ? Float.parseFloat(number) : Double.parseDouble(number);
    if (Double.isInfinite(value)) {
      throw tokens.refuse(token.at(), "the number " + number, "it is too large");
    }
    return new Constant(
        token.at(),
        kind,
        kind == ConstantKind.REAL ? Float.toString((float) value) : Double.toString(value));
  }
}
