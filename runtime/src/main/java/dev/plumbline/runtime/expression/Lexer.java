package dev.plumbline.runtime.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Splits a text into Spark's tokens. */
final class Lexer {
  private static final int LONGEST = 65_536;
  private static final Pattern NUMBER =
      Pattern.compile(
          "(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?(?:[bB][dD]|[lLsSyYfFdD])?");
  private static final List<String> SYMBOLS =
      List.of(
          "<=>", ">>>", "::", "||", "->", "=>", "==", "<>", "!=", "<=", ">=", "!<", "!>", "<<",
          ">>", "(", ")", "[", "]", ",", ".", "+", "-", "*", "/", "%", "&", "|", "^", "~", "=",
          "<", ">", "!", ":");

  private final SourceText source;
  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private int at;

  private Lexer(SourceText source) {
    this.source = source;
    this.text = source.text();
  }

  static List<Token> tokens(SourceText source) {
    Lexer lexer = new Lexer(source);
    if (source.text().length() > LONGEST) {
      throw source.refuse(
          LONGEST, "the text is longer than " + LONGEST + " characters", "shorten it");
    }
    while (lexer.skipSpace()) {
      lexer.token();
    }
    lexer.add(Token.Kind.END, "", lexer.at);
    return lexer.tokens;
  }

  private void add(Token.Kind kind, String value, int start) {
    tokens.add(new Token(kind, value, start));
  }

  /** Skips blanks and comments; false at the end. */
  private boolean skipSpace() {
    while (at < text.length()) {
      if (isSpace(text.charAt(at))) {
        at++;
      } else if (text.startsWith("--", at)) {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
      } else if (text.startsWith("/*", at)) {
        skipComment();
      } else {
        return true;
      }
    }
    return false;
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || Character.isWhitespace(c);
  }

  private void skipComment() {
    int start = at;
    int depth = 0;
    do {
      if (text.startsWith("/*", at)) {
        depth++;
        at += 2;
      } else if (text.startsWith("*/", at)) {
        depth--;
        at += 2;
      } else if (at >= text.length()) {
        throw source.refuse(start, "this comment has no end", "close it with */");
      } else {
        at++;
      }
    } while (depth > 0);
  }

  private void token() {
    char c = text.charAt(at);
    char next = at + 1 < text.length() ? text.charAt(at + 1) : 0;
    if (c == '\'' || c == '"') {
      int start = at;
      add(Token.Kind.STRING, string(), start);
    } else if ((c == 'r' || c == 'R') && (next == '\'' || next == '"')) {
      raw();
    } else if (c == '`') {
      quotedName();
    } else if (isDigit(c) || (c == '.' && isDigit(next) && !endsName())) {
      number();
    } else if (isWordPart(text.codePointAt(at))) {
      word();
    } else {
      symbol();
    }
  }

  /** Whether a dot here reaches into what stands before it. */
  private boolean endsName() {
    if (tokens.isEmpty()) {
      return false;
    }
    Token last = tokens.get(tokens.size() - 1);
    return last.kind() == Token.Kind.QUOTED_NAME
        || last.kind() == Token.Kind.WORD
        || last.isSymbol(")")
        || last.isSymbol("]");
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isWordPart(int c) {
    return c == '_' || Character.isLetterOrDigit(c);
  }

  private void word() {
    int start = at;
    while (at < text.length() && isWordPart(text.codePointAt(at))) {
      at += Character.charCount(text.codePointAt(at));
    }
    add(Token.Kind.WORD, text.substring(start, at), start);
  }

  private void number() {
    Matcher matcher = NUMBER.matcher(text).region(at, text.length());
    if (!matcher.lookingAt()) {
      throw source.refuse(at, "this is no number", "write a number such as 1 or 1.5");
    }
    int end = matcher.end();
    if (end < text.length() && isWordPart(text.codePointAt(end))) {
      String run = matcher.group();
      if (run.indexOf('.') >= 0 || run.indexOf('+') >= 0 || run.indexOf('-') >= 0) {
        throw source.refuse(
            at, "a name follows the number " + run + " without a space", "write a space between");
      }
      // Names may begin with digits.
      word();
      return;
    }
    add(Token.Kind.NUMBER, matcher.group(), at);
    at = end;
  }

  private void quotedName() {
    int start = at++;
    StringBuilder name = new StringBuilder();
    while (true) {
      if (at >= text.length()) {
        throw source.refuse(start, "this name has no end", "close it with a backtick");
      }
      char c = text.charAt(at++);
      if (c != '`') {
        name.append(c);
      } else if (at < text.length() && text.charAt(at) == '`') {
        name.append('`');
        at++;
      } else {
        break;
      }
    }
    if (name.length() == 0) {
      throw source.refuse(start, "this name is empty", "write a name between the backticks");
    }
    add(Token.Kind.QUOTED_NAME, name.toString(), start);
  }

  private void raw() {
    int start = at;
    char quote = text.charAt(at + 1);
    int end = text.indexOf(quote, at + 2);
    if (end < 0) {
      throw unclosed(start);
    }
    add(Token.Kind.STRING, text.substring(at + 2, end), start);
    at = end + 1;
  }

  private RuntimeException unclosed(int start) {
    return source.refuse(start, "this text has no end", "close it with the quote that opens it");
  }

  private String string() {
    int start = at;
    char quote = text.charAt(at++);
    StringBuilder value = new StringBuilder();
    while (true) {
      if (at >= text.length()) {
        throw unclosed(start);
      }
      char c = text.charAt(at++);
      if (c == '\\') {
        if (at >= text.length()) {
          throw unclosed(start);
        }
        escape(value);
      } else if (c != quote) {
        value.append(c);
      } else if (at < text.length() && text.charAt(at) == quote) {
        value.append(quote);
        at++;
      } else {
        return value.toString();
      }
    }
  }

  private void escape(StringBuilder value) {
    char c = text.charAt(at);
    int hex = c == 'u' ? 4 : c == 'U' ? 8 : 0;
    if (hex > 0 && isNumber(at + 1, hex, 16)) {
      int code = Integer.parseUnsignedInt(text.substring(at + 1, at + 1 + hex), 16);
      if (!Character.isValidCodePoint(code)) {
        throw source.refuse(at - 1, "this escape is no character", "write one up to \\U0010FFFF");
      }
      value.appendCodePoint(code);
      at += 1 + hex;
    } else if (c <= '1' && isNumber(at, 3, 8)) {
      value.append((char) Integer.parseInt(text.substring(at, at + 3), 8));
      at += 3;
    } else {
      at++;
      switch (c) {
        case '0' -> value.append('\0');
        case 'b' -> value.append('\b');
        case 'n' -> value.append('\n');
        case 'r' -> value.append('\r');
        case 't' -> value.append('\t');
        case 'Z' -> value.append('\u001A');
        case '%', '_' -> value.append('\\').append(c);
        default -> value.append(c);
      }
    }
  }

  private boolean isNumber(int from, int digits, int radix) {
    if (from + digits > text.length()) {
      return false;
    }
    for (int i = from; i < from + digits; i++) {
      if (text.charAt(i) > 'f' || Character.digit(text.charAt(i), radix) < 0) {
        return false;
      }
    }
    return true;
  }

  private void symbol() {
    for (String symbol : SYMBOLS) {
      if (text.startsWith(symbol, at)) {
        add(Token.Kind.SYMBOL, symbol, at);
        at += symbol.length();
        return;
      }
    }
    throw source.refuse(
        at,
        "found '" + Character.toString(text.codePointAt(at)) + "'",
        "accepted are names, constants and operators; quote other names with backticks");
  }
}
