package dev.plumbline.runtime.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.type.SqlTypeName;

/** Reads Spark's type names. */
final class Types {
  private static final int DEEPEST = 50;

  private final TokenCursor tokens;
  private int depth;

  Types(TokenCursor tokens) {
    this.tokens = tokens;
  }

  RelDataType type() {
    if (depth == DEEPEST) {
      throw tokens.refuse(tokens.peek().at(), "a type of too many levels", "flatten it");
    }
    depth++;
    RelDataType type = read();
    depth--;
    return type;
  }

  private RelDataType read() {
    Token token = tokens.peek();
    if (token.kind() != Token.Kind.WORD) {
      throw tokens.unexpected("a type such as INT, STRING or DECIMAL(10, 2)");
    }
    tokens.next();
    String word = token.text().toUpperCase(Locale.ROOT);
    return switch (word) {
      case "BOOLEAN" -> SparkTypes.of(SqlTypeName.BOOLEAN);
      case "TINYINT", "BYTE" -> SparkTypes.of(SqlTypeName.TINYINT);
      case "SMALLINT", "SHORT" -> SparkTypes.of(SqlTypeName.SMALLINT);
      case "INT", "INTEGER" -> SparkTypes.of(SqlTypeName.INTEGER);
      case "BIGINT", "LONG" -> SparkTypes.of(SqlTypeName.BIGINT);
      case "FLOAT", "REAL" -> SparkTypes.of(SqlTypeName.REAL);
      case "DOUBLE" -> SparkTypes.of(SqlTypeName.DOUBLE);
      case "DECIMAL", "DEC", "NUMERIC" -> decimal();
      case "STRING" -> SparkTypes.of(SqlTypeName.VARCHAR);
      case "CHAR", "CHARACTER", "VARCHAR" -> {
        // Spark's casts ignore the length.
        tokens.expectSymbol("(");
        number();
        tokens.expectSymbol(")");
        yield SparkTypes.of(SqlTypeName.VARCHAR);
      }
      case "BINARY" -> SparkTypes.of(SqlTypeName.VARBINARY);
      case "DATE" -> SparkTypes.of(SqlTypeName.DATE);
      case "TIME" -> SparkTypes.of(SqlTypeName.TIME);
      case "TIMESTAMP", "TIMESTAMP_LTZ" ->
          SparkTypes.of(SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE);
      case "TIMESTAMP_NTZ" -> SparkTypes.of(SqlTypeName.TIMESTAMP);
      case "ARRAY" -> {
        tokens.expectSymbol("<");
        RelDataType element = type();
        close();
        yield SparkTypes.array(element);
      }
      case "MAP" -> {
        tokens.expectSymbol("<");
        RelDataType key = type();
        tokens.expectSymbol(",");
        RelDataType value = type();
        close();
        yield SparkTypes.map(key, value);
      }
      case "STRUCT" -> struct();
      default ->
          throw tokens.refuse(
              token.at(),
              "type " + token.text(),
              "accepted are BOOLEAN, TINYINT, SMALLINT, INT, BIGINT, FLOAT, DOUBLE, DECIMAL(p, s),"
                  + " STRING, BINARY, DATE, TIMESTAMP, TIMESTAMP_NTZ, ARRAY<>, MAP<,>, STRUCT<>");
    };
  }

  private RelDataType decimal() {
    int precision = 10;
    int scale = 0;
    int at = tokens.peek().at();
    if (tokens.acceptSymbol("(")) {
      precision = number();
      scale = tokens.acceptSymbol(",") ? number() : 0;
      tokens.expectSymbol(")");
    }
    if (precision < 1 || precision > 38 || scale > precision) {
      throw tokens.refuse(
          at,
          "DECIMAL(" + precision + ", " + scale + ")",
          "write a precision from 1 to 38 and a scale of at most the precision");
    }
    return SparkTypes.decimal(precision, scale);
  }

  private int number() {
    Token token = tokens.peek();
    if (token.kind() != Token.Kind.NUMBER || !token.text().matches("[0-9]{1,9}")) {
      throw tokens.unexpected("a whole number");
    }
    tokens.next();
    return Integer.parseInt(token.text());
  }

  private void close() {
    for (String symbol : List.of(">>>", ">>", ">=")) {
      if (tokens.isSymbol(symbol)) {
        tokens.split(">", symbol.substring(1));
      }
    }
    tokens.expectSymbol(">");
  }

  private RelDataType struct() {
    List<String> names = new ArrayList<>();
    List<RelDataType> fields = new ArrayList<>();
    tokens.expectSymbol("<");
    do {
      names.add(tokens.name(Set.of()));
      tokens.acceptSymbol(":");
      fields.add(type());
      if (tokens.acceptWord("NOT")) {
        tokens.expectWord("NULL");
      }
      if (tokens.acceptWord("COMMENT")) {
        tokens.string("a text");
      }
    } while (tokens.acceptSymbol(","));
    close();
    return SparkTypes.struct(names, fields);
  }
}
