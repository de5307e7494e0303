package dev.plumbline.runtime.expression;

/**
 * One token.
 *
 * @param kind what it is
 * @param text its text; that of a string or quoted name without quotes and escapes
 * @param at its first character, from 0
 */
record Token(Kind kind, String text, int at) {
  enum Kind {
    WORD,
    QUOTED_NAME,
    NUMBER,
    STRING,
    SYMBOL,
    END
  }

  boolean isWord(String word) {
    return kind == Kind.WORD && text.equalsIgnoreCase(word);
  }

  boolean isSymbol(String symbol) {
    return kind == Kind.SYMBOL && text.equals(symbol);
  }

  @Override
  public String toString() {
    return switch (kind) {
      case END -> "the end";
      case STRING -> "the text '" + text + "'";
      case QUOTED_NAME -> "`" + text + "`";
      default -> "'" + text + "'";
    };
  }
}
