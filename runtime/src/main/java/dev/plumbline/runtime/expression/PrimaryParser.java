package dev.plumbline.runtime.expression;

import dev.plumbline.runtime.expression.Expression.Call;
import dev.plumbline.runtime.expression.Expression.Case;
import dev.plumbline.runtime.expression.Expression.Cast;
import dev.plumbline.runtime.expression.Expression.Column;
import dev.plumbline.runtime.expression.Expression.Constant;
import dev.plumbline.runtime.expression.Expression.ConstantKind;
import dev.plumbline.runtime.expression.Expression.Element;
import dev.plumbline.runtime.expression.Expression.Field;
import dev.plumbline.runtime.expression.Expression.Star;
import dev.plumbline.runtime.expression.Expression.When;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads what stands between operators: constants, names, calls, CASE, CAST and their like. */
final class PrimaryParser {
  /** Words that name no column or alias without backticks, because they go on an expression. */
  static final Set<String> RESERVED =
      Set.of(
          "AND", "OR", "NOT", "IN", "IS", "LIKE", "ILIKE", "RLIKE", "REGEXP", "BETWEEN", "WHEN",
          "THEN", "ELSE", "END", "FROM", "SELECT", "AS", "DIV", "ESCAPE", "CASE", "OVER", "WHERE",
          "GROUP", "ORDER", "HAVING", "LIMIT", "UNION", "JOIN", "ON", "EXCEPT", "SIMILAR");

  private static final Map<String, ConstantKind> TYPED =
      Map.of(
          "DATE", ConstantKind.DATE,
          "TIME", ConstantKind.TIME,
          "TIMESTAMP", ConstantKind.TIMESTAMP,
          "TIMESTAMP_LTZ", ConstantKind.TIMESTAMP,
          "TIMESTAMP_NTZ", ConstantKind.TIMESTAMP_NTZ,
          "X", ConstantKind.BINARY);
  private static final Set<String> UNIT_CALLS =
      Set.of("DATEADD", "DATE_ADD", "TIMESTAMPADD", "DATEDIFF", "DATE_DIFF", "TIMESTAMPDIFF");

  private final ExpressionParser expressions;
  private final TokenCursor tokens;
  private final Types types;

  PrimaryParser(ExpressionParser expressions, TokenCursor tokens) {
    this.expressions = expressions;
    this.tokens = tokens;
    this.types = new Types(tokens);
  }

  Expression primary(String sign) {
    Expression base = base(sign);
    while (true) {
      int at = tokens.peek().at();
      if (tokens.isSymbol(".") && tokens.peek(1).isSymbol("*") && base instanceof Column column) {
        tokens.next();
        base = star(column.parts());
      } else if (tokens.acceptSymbol(".")) {
        String name = tokens.name(Set.of());
        if (tokens.isSymbol("(")) {
          throw tokens.refuse(at, "a function with a qualified name", "call a function of Spark");
        }
        base = base instanceof Column column ? extend(column, name) : new Field(at, base, name);
      } else if (tokens.acceptSymbol("[")) {
        Expression key = expressions.value();
        tokens.expectSymbol("]");
        base = new Element(at, base, key);
      } else if (tokens.acceptSymbol("::")) {
        base = new Cast(at, "CAST", base, types.type());
      } else if (tokens.isSymbol("->")) {
        throw tokens.refuse(
            at, "a lambda function", "lambda functions are not supported: read the whole array");
      } else if (tokens.isWord("COLLATE")) {
        throw tokens.refuse(at, "COLLATE", "text is compared by its UTF-8 bytes only");
      } else {
        return base;
      }
    }
  }

  private static Column extend(Column column, String name) {
    List<String> parts = new ArrayList<>(column.parts());
    parts.add(name);
    return new Column(column.at(), parts);
  }

  private Expression base(String sign) {
    Token token = tokens.peek();
    return switch (token.kind()) {
      case NUMBER -> Numbers.constant(sign, tokens.next(), tokens);
      case STRING -> new Constant(token.at(), ConstantKind.TEXT, tokens.strings());
      case QUOTED_NAME -> new Column(token.at(), List.of(tokens.next().text()));
      case WORD -> word(token);
      case SYMBOL -> symbol(token);
      case END -> throw tokens.unexpected("an expression");
    };
  }

  private Expression symbol(Token token) {
    if (tokens.isSymbol("*")) {
      return star(List.of());
    }
    if (!tokens.acceptSymbol("(")) {
      throw tokens.unexpected("an expression");
    }
    refuseQuery();
    Expression inner = expressions.expression();
    if (tokens.isSymbol(",")) {
      throw tokens.refuse(
          token.at(), "several values in parentheses", "write struct(a, b) for a struct");
    }
    tokens.expectSymbol(")");
    return inner;
  }

  private Expression star(List<String> qualifier) {
    int at = tokens.peek().at();
    if (!qualifier.isEmpty()) {
      tokens.next();
    }
    tokens.expectSymbol("*");
    List<String> except = new ArrayList<>();
    if (tokens.acceptWord("EXCEPT")) {
      tokens.expectSymbol("(");
      do {
        except.add(tokens.name(Set.of()));
      } while (tokens.acceptSymbol(","));
      tokens.expectSymbol(")");
    }
    return new Star(at, qualifier, except);
  }

  void refuseQuery() {
    if (tokens.isWord("SELECT") || tokens.isWord("WITH") && tokens.peek(1).kind() == Token.Kind.WORD) {
      throw tokens.refuse(
          tokens.peek().at(), "a query inside an expression", "write values, such as IN (1, 2)");
    }
  }

  private Expression word(Token token) {
    String word = token.text().toUpperCase(Locale.ROOT);
    Token after = tokens.peek(1);
    if (word.equals("TRUE") || word.equals("FALSE")) {
      tokens.next();
      return new Constant(token.at(), ConstantKind.BOOLEAN, word);
    }
    if (word.equals("NULL")) {
      tokens.next();
      return new Constant(token.at(), ConstantKind.NULL, word);
    }
    ConstantKind typed = TYPED.get(word);
    if (typed != null && after.kind() == Token.Kind.STRING) {
      tokens.next();
      return typed(token.at(), typed);
    }
    if (word.equals("INTERVAL") && Intervals.follows(tokens)) {
      tokens.next();
      return Intervals.read(token.at(), tokens);
    }
    if (word.equals("CASE")) {
      tokens.next();
      return cases(token.at());
    }
    if (word.equals("EXISTS") && after.isSymbol("(") && tokens.peek(2).isWord("SELECT")) {
      tokens.next();
      tokens.next();
      refuseQuery();
    }
    if (RESERVED.contains(word) && !(after.isSymbol("(") && Functions.exists(word))) {
      throw tokens.unexpected("an expression (a column of this name goes in backticks)");
    }
    tokens.next();
    return after.isSymbol("(")
        ? function(token.at(), word)
        : new Column(token.at(), List.of(token.text()));
  }

  private Expression typed(int at, ConstantKind kind) {
    String text = tokens.string("a text");
    if (kind == ConstantKind.BINARY) {
      if (!text.matches("[0-9a-fA-F]*")) {
        throw tokens.refuse(at, "X'" + text + "'", "write hexadecimal digits");
      }
      String digits = text.length() % 2 == 0 ? text : "0" + text;
      return new Constant(at, kind, digits.toUpperCase(Locale.ROOT));
    }
    if (!TimeText.isValid(kind, text)) {
      throw tokens.refuse(at, kind + " '" + text + "' is no such time", "write " + example(kind));
    }
    return new Constant(at, kind, text);
  }

  private static String example(ConstantKind kind) {
    return switch (kind) {
      case DATE -> "DATE '2026-03-01'";
      case TIME -> "TIME '12:30:00'";
      default -> kind + " '2026-03-01 12:30:00', with microseconds at most";
    };
  }

  private Expression cases(int at) {
    Expression operand = tokens.isWord("WHEN") ? null : expressions.expression();
    List<When> branches = new ArrayList<>();
    while (tokens.acceptWord("WHEN")) {
      Expression condition = expressions.expression();
      tokens.expectWord("THEN");
      branches.add(new When(condition, expressions.expression()));
    }
    if (branches.isEmpty()) {
      throw tokens.unexpected("WHEN");
    }
    Expression otherwise = tokens.acceptWord("ELSE") ? expressions.expression() : null;
    tokens.expectWord("END");
    return new Case(at, operand, branches, otherwise);
  }

  private Expression function(int at, String name) {
    tokens.expectSymbol("(");
    switch (name) {
      case "CAST", "TRY_CAST" -> {
        Expression operand = expressions.expression();
        tokens.expectWord("AS");
        Cast cast = new Cast(at, name, operand, types.type());
        tokens.expectSymbol(")");
        return cast;
      }
      case "EXTRACT" -> {
        String unit =
            tokens.peek().kind() == Token.Kind.STRING
                ? tokens.strings()
                : tokens.name(Set.of());
        tokens.expectWord("FROM");
        Constant field = new Constant(at, ConstantKind.TEXT, unit);
        return close(new Call(at, "extract", List.of(field, expressions.value())));
      }
      case "TRIM" -> {
        return trim(at);
      }
      default -> {
        Optional<String> reason = Functions.refusal(name.toLowerCase(Locale.ROOT));
        if (reason.isPresent()) {
          throw tokens.refuse(at, "function " + name.toLowerCase(Locale.ROOT), reason.get());
        }
        return call(at, name);
      }
    }
  }

  private Expression close(Expression expression) {
    tokens.expectSymbol(")");
    return expression;
  }

  private Expression trim(int at) {
    String function = "btrim";
    Token side = tokens.peek();
    boolean sided =
        (side.isWord("LEADING") || side.isWord("TRAILING") || side.isWord("BOTH"))
            && !tokens.peek(1).isSymbol(")")
            && !tokens.peek(1).isSymbol(",");
    if (sided) {
      tokens.next();
      function = side.isWord("LEADING") ? "ltrim" : side.isWord("TRAILING") ? "rtrim" : "btrim";
      if (tokens.acceptWord("FROM")) {
        return close(new Call(at, function, List.of(expressions.value())));
      }
    }
    Expression first = expressions.expression();
    if (sided || tokens.isWord("FROM")) {
      tokens.expectWord("FROM");
      Expression text = expressions.value();
      // Spark's functions ltrim and rtrim take what to trim first, btrim last.
      return close(
          new Call(
              at, function, function.equals("btrim") ? List.of(text, first) : List.of(first, text)));
    }
    if (tokens.acceptSymbol(",")) {
      return close(new Call(at, "btrim", List.of(expressions.expression(), first)));
    }
    return close(new Call(at, "btrim", List.of(first)));
  }

  private Expression call(int at, String name) {
    String function = name.toLowerCase(Locale.ROOT);
    if (tokens.isWord("DISTINCT") || tokens.isWord("ALL") && !tokens.peek(1).isSymbol(",")) {
      throw tokens.refuse(
          tokens.peek().at(), tokens.peek().text() + " in " + function, "aggregates only take it");
    }
    List<Expression> arguments = new ArrayList<>();
    if (!tokens.isSymbol(")")) {
      if (UNIT_CALLS.contains(name) && tokens.peek(1).isSymbol(",") && hasThree()) {
        Token unit = tokens.peek();
        arguments.add(new Constant(unit.at(), ConstantKind.TEXT, tokens.name(Set.of())));
        tokens.expectSymbol(",");
        function = name.endsWith("ADD") ? "timestampadd" : "timestampdiff";
      }
      do {
        argument(function, arguments);
      } while (tokens.acceptSymbol(",") || separator(name, arguments.size()));
    }
    tokens.expectSymbol(")");
    if (tokens.isWord("OVER") || tokens.isWord("FILTER") && tokens.peek(1).isSymbol("(")) {
      throw tokens.refuse(
          tokens.peek().at(), tokens.peek().text() + " after " + function, "write a scalar function");
    }
    return new Call(at, function, arguments);
  }

  /** Whether a call takes a unit first, which two commas tell: {@code dateadd(DAY, 1, d)}. */
  private boolean hasThree() {
    int commas = 0;
    int depth = 0;
    for (int ahead = 0; tokens.peek(ahead).kind() != Token.Kind.END; ahead++) {
      Token token = tokens.peek(ahead);
      if (token.isSymbol("(") || token.isSymbol("[")) {
        depth++;
      } else if (token.isSymbol(")") || token.isSymbol("]")) {
        if (depth-- == 0) {
          break;
        }
      } else if (depth == 0 && token.isSymbol(",")) {
        commas++;
      }
    }
    return commas == 2;
  }

  /** Words that stand for a comma: {@code substring(x FROM 1 FOR 2)}. */
  private boolean separator(String name, int arguments) {
    return switch (name) {
      case "SUBSTRING", "SUBSTR" ->
          (arguments == 1 && tokens.acceptWord("FROM"))
              || (arguments == 2 && tokens.acceptWord("FOR"));
      case "POSITION" -> arguments == 1 && tokens.acceptWord("IN");
      case "OVERLAY" ->
          (arguments == 1 && tokens.acceptWord("PLACING"))
              || (arguments == 2 && tokens.acceptWord("FROM"))
              || (arguments == 3 && tokens.acceptWord("FOR"));
      default -> false;
    };
  }

  private void argument(String function, List<Expression> arguments) {
    refuseQuery();
    Token start = tokens.peek();
    if (tokens.peek(1).isSymbol("=>")) {
      throw tokens.refuse(start.at(), "the named argument " + start.text(), "leave out the name");
    }
    if (function.equals("struct")) {
      ExpressionParser.Item item = expressions.item();
      String name =
          item.alias() != null
              ? item.alias()
              : item.expression() instanceof Column column
                  ? column.parts().get(column.parts().size() - 1)
                  : item.expression() instanceof Field field
                      ? field.name()
                      : "col" + (arguments.size() / 2 + 1);
      arguments.add(new Constant(start.at(), ConstantKind.TEXT, name));
      arguments.add(item.expression());
      return;
    }
    // The first argument of POSITION ends before its IN.
    Expression argument =
        function.equals("position") ? expressions.value() : expressions.expression();
    if (argument instanceof Star) {
      throw tokens.refuse(start.at(), "* as an argument of " + function, "name the columns");
    }
    arguments.add(argument);
  }
}
