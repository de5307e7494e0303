package dev.plumbline.runtime.sql;

import java.util.ArrayList;
import java.util.List;

/** Splits SQL as a server does whose rules are given; knows nothing of how it was written. */
final class SqlTokens {
  private final String sql;
  private final Rules rules;
  private int at;

  private SqlTokens(String sql, Rules rules) {
    this.sql = sql;
    this.rules = rules;
  }

  /** A server's rules: what a backslash means in text, whether two quotes there are one. */
  record Rules(boolean backslash, boolean doubling, char open, char close) {}

  enum Kind {
    TEXT,
    NAME,
    WORD,
    SIGN,
    COMMENT
  }

  record Token(Kind kind, String value) {}

  static List<Token> of(String sql, Rules rules) {
    return new SqlTokens(sql, rules).all();
  }

  private List<Token> all() {
    List<Token> tokens = new ArrayList<>();
    while (at < sql.length()) {
      char c = sql.charAt(at);
      if (c == '\'') {
        tokens.add(new Token(Kind.TEXT, text()));
      } else if (c == rules.open()) {
        tokens.add(new Token(Kind.NAME, name()));
      } else if (sql.startsWith("--", at) || sql.startsWith("/*", at)) {
        tokens.add(new Token(Kind.COMMENT, sql.substring(at)));
        at = sql.length();
      } else if (Character.isLetterOrDigit(c) || c == '_') {
        int start = at;
        while (at < sql.length()
            && (Character.isLetterOrDigit(sql.charAt(at)) || sql.charAt(at) == '_')) {
          at++;
        }
        tokens.add(new Token(Kind.WORD, sql.substring(start, at)));
      } else {
        if (!Character.isWhitespace(c)) {
          tokens.add(new Token(Kind.SIGN, String.valueOf(c)));
        }
        at++;
      }
    }
    return tokens;
  }

  private String text() {
    StringBuilder value = new StringBuilder();
    at++;
    while (at < sql.length()) {
      char c = sql.charAt(at++);
      if (rules.backslash() && c == '\\') {
        if (at == sql.length()) {
          break;
        }
        value.append(escaped(sql.charAt(at++)));
      } else if (c != '\'') {
        value.append(c);
      } else if (rules.doubling() && at < sql.length() && sql.charAt(at) == '\'') {
        value.append(c);
        at++;
      } else {
        return value.toString();
      }
    }
    throw new IllegalArgumentException("text does not end: " + sql);
  }

  private static char escaped(char c) {
    return switch (c) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case 'b' -> '\b';
      case '0' -> '\0';
      default -> c;
    };
  }

  private String name() {
    StringBuilder value = new StringBuilder();
    at++;
    while (at < sql.length()) {
      char c = sql.charAt(at++);
      if (c != rules.close()) {
        value.append(c);
      } else if (at < sql.length() && sql.charAt(at) == rules.close()) {
        value.append(c);
        at++;
      } else {
        return value.toString();
      }
    }
    throw new IllegalArgumentException("name does not end: " + sql);
  }
}
