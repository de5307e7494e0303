package dev.plumbline.runtime.expression;

import dev.plumbline.runtime.expression.Expression.Between;
import dev.plumbline.runtime.expression.Expression.Binary;
import dev.plumbline.runtime.expression.Expression.In;
import dev.plumbline.runtime.expression.Expression.Is;
import dev.plumbline.runtime.expression.Expression.Like;
import dev.plumbline.runtime.expression.Expression.Logic;
import dev.plumbline.runtime.expression.Expression.Unary;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads Spark's expressions, operator by operator, with the precedence of Spark's grammar. A
 * predicate such as IS NULL takes the whole comparison before it; NOT binds looser than both.
 */
final class ExpressionParser {
  private static final int DEEPEST = 200;
  private static final Map<String, Integer> LEVELS =
      Map.ofEntries(
          Map.entry("=", 1),
          Map.entry("==", 1),
          Map.entry("<=>", 1),
          Map.entry("<>", 1),
          Map.entry("!=", 1),
          Map.entry("<", 1),
          Map.entry("<=", 1),
          Map.entry("!>", 1),
          Map.entry(">", 1),
          Map.entry(">=", 1),
          Map.entry("!<", 1),
          Map.entry("|", 2),
          Map.entry("^", 3),
          Map.entry("&", 4),
          Map.entry("<<", 5),
          Map.entry(">>", 5),
          Map.entry(">>>", 5),
          Map.entry("+", 6),
          Map.entry("-", 6),
          Map.entry("||", 6),
          Map.entry("*", 7),
          Map.entry("/", 7),
          Map.entry("%", 7),
          Map.entry("DIV", 7));
  private static final Map<String, String> SYNONYMS =
      Map.of("==", "=", "!=", "<>", "!>", "<=", "!<", ">=");

  private final TokenCursor tokens;
  private final PrimaryParser primaries;
  private int depth;

  private ExpressionParser(TokenCursor tokens) {
    this.tokens = tokens;
    this.primaries = new PrimaryParser(this, tokens);
  }

  /** An item of a SELECT list. */
  record Item(Expression expression, @Nullable String alias) {}

  /** Reads a text that is one expression without a name. */
  static Expression expression(SourceText source) {
    ExpressionParser parser = new ExpressionParser(new TokenCursor(source));
    Expression expression = parser.expression();
    parser.requireEnd("an operator or the end");
    TreeDepth.check(expression, source);
    return expression;
  }

  /** Reads a text that is one expression, with or without a name. */
  static Item item(SourceText source) {
    ExpressionParser parser = new ExpressionParser(new TokenCursor(source));
    Item item = parser.item();
    parser.requireEnd("an operator, a name after AS, or the end");
    TreeDepth.check(item.expression(), source);
    return item;
  }

  private void requireEnd(String accepted) {
    if (tokens.peek().kind() != Token.Kind.END) {
      throw tokens.unexpected(accepted);
    }
  }

  Item item() {
    Expression expression = expression();
    if (tokens.acceptWord("AS")) {
      if (tokens.isSymbol("(")) {
        throw tokens.refuse(
            tokens.peek().at(), "several names for one expression", "give it one name");
      }
      return new Item(expression, tokens.name(java.util.Set.of()));
    }
    boolean named =
        tokens.peek().kind() == Token.Kind.QUOTED_NAME || tokens.peek().kind() == Token.Kind.WORD;
    return new Item(expression, named ? tokens.name(PrimaryParser.RESERVED) : null);
  }

  Expression expression() {
    enter();
    List<Expression> operands = new ArrayList<>(List.of(conjunction()));
    int at = tokens.peek().at();
    while (tokens.acceptWord("OR")) {
      operands.add(conjunction());
    }
    depth--;
    return operands.size() == 1 ? operands.get(0) : new Logic(at, "OR", operands);
  }

  private Expression conjunction() {
    List<Expression> operands = new ArrayList<>(List.of(negation()));
    int at = tokens.peek().at();
    while (tokens.acceptWord("AND")) {
      operands.add(negation());
    }
    return operands.size() == 1 ? operands.get(0) : new Logic(at, "AND", operands);
  }

  /** Bounds the recursion of this parser, and with it that of all who read its trees. */
  private void enter() {
    if (++depth > DEEPEST) {
      throw tokens.refuse(
          tokens.peek().at(), "this is nested deeper than " + DEEPEST + " levels", "flatten it");
    }
  }

  private Expression negation() {
    Token token = tokens.peek();
    if (tokens.acceptWord("NOT") || tokens.acceptSymbol("!")) {
      enter();
      Expression operand = negation();
      depth--;
      return new Unary(token.at(), "NOT", operand);
    }
    return predicate(value());
  }

  private Expression predicate(Expression operand) {
    int at = tokens.peek().at();
    if (tokens.acceptWord("IS")) {
      Expression test = test(at, operand, tokens.acceptWord("NOT"));
      return test;
    }
    boolean negated = tokens.isWord("NOT") && startsPredicate(tokens.peek(1));
    if (negated) {
      tokens.next();
    }
    Expression predicate = positive(at, operand);
    return negated ? new Unary(at, "NOT", predicate) : predicate;
  }

  private static boolean startsPredicate(Token token) {
    return List.of("IN", "BETWEEN", "LIKE", "ILIKE", "RLIKE", "REGEXP").stream()
        .anyMatch(token::isWord);
  }

  private Expression test(int at, Expression operand, boolean negated) {
    Expression test;
    if (tokens.acceptWord("DISTINCT")) {
      tokens.expectWord("FROM");
      // "Is not distinct from" is the operator <=>, and "is distinct from" its opposite.
      Expression same = new Binary(at, "<=>", operand, value());
      return negated ? same : new Unary(at, "NOT", same);
    }
    String word = tokens.peek().text().toUpperCase(Locale.ROOT);
    if (!List.of("NULL", "TRUE", "FALSE", "UNKNOWN").contains(word)) {
      throw tokens.unexpected("NULL, TRUE, FALSE, UNKNOWN or DISTINCT FROM");
    }
    tokens.next();
    test = new Is(at, operand, word);
    return negated ? new Unary(at, "NOT", test) : test;
  }

  private Expression positive(int at, Expression operand) {
    if (tokens.acceptWord("IN")) {
      tokens.expectSymbol("(");
      primaries.refuseQuery();
      List<Expression> values = new ArrayList<>(List.of(expression()));
      while (tokens.acceptSymbol(",")) {
        values.add(expression());
      }
      tokens.expectSymbol(")");
      return new In(at, operand, values);
    }
    if (tokens.acceptWord("BETWEEN")) {
      if (tokens.isWord("SYMMETRIC") && !tokens.peek(1).isWord("AND")) {
        throw tokens.refuse(
            tokens.peek().at(), "BETWEEN SYMMETRIC is not Spark SQL", "write the lower bound first");
      }
      Expression low = value();
      tokens.expectWord("AND");
      return new Between(at, operand, low, value());
    }
    if (tokens.acceptWord("RLIKE") || tokens.acceptWord("REGEXP")) {
      return new Like(at, "RLIKE", operand, value(), null);
    }
    for (String operator : List.of("LIKE", "ILIKE")) {
      if (tokens.acceptWord(operator)) {
        return like(at, operator, operand);
      }
    }
    return operand;
  }

  private Expression like(int at, String operator, Expression operand) {
    boolean any = tokens.isWord("ANY") || tokens.isWord("SOME");
    if ((any || tokens.isWord("ALL")) && tokens.peek(1).isSymbol("(")) {
      tokens.next();
      tokens.expectSymbol("(");
      List<Expression> likes = new ArrayList<>();
      do {
        likes.add(new Like(at, operator, operand, expression(), null));
      } while (tokens.acceptSymbol(","));
      tokens.expectSymbol(")");
      return likes.size() == 1 ? likes.get(0) : new Logic(at, any ? "OR" : "AND", likes);
    }
    Expression pattern = value();
    String escape = null;
    if (tokens.isWord("ESCAPE")) {
      tokens.next();
      int position = tokens.peek().at();
      escape = tokens.string("a text of one character");
      if (escape.length() != 1) {
        throw tokens.refuse(
            position, "the escape '" + escape + "'", "write one character, such as '!'");
      }
    }
    return new Like(at, operator, operand, pattern, escape);
  }

  /** What stands between predicates: comparisons, bits, sums, products. */
  Expression value() {
    return value(1);
  }

  private Expression value(int least) {
    Expression left = unary();
    while (true) {
      Token token = tokens.peek();
      String operator = token.text().toUpperCase(Locale.ROOT);
      Integer level =
          token.kind() == Token.Kind.SYMBOL || token.isWord("DIV") ? LEVELS.get(operator) : null;
      if (level == null || level < least) {
        return left;
      }
      tokens.next();
      enter();
      Expression right = value(level + 1);
      depth--;
      left = new Binary(token.at(), SYNONYMS.getOrDefault(operator, operator), left, right);
    }
  }

  private Expression unary() {
    Token token = tokens.peek();
    boolean sign = token.isSymbol("-") || token.isSymbol("+") || token.isSymbol("~");
    if (!sign) {
      return primaries.primary("");
    }
    tokens.next();
    // A minus belongs to the number behind it: the least integer has no positive counterpart.
    if (token.isSymbol("-") && tokens.peek().kind() == Token.Kind.NUMBER) {
      return primaries.primary("-");
    }
    enter();
    Expression operand = unary();
    depth--;
    return operand instanceof Expression.Interval interval && !token.isSymbol("~")
        ? token.isSymbol("-") ? Intervals.negate(interval) : interval
        : new Unary(token.at(), token.text(), operand);
  }
}
