package dev.plumbline.runtime.expression;

import dev.plumbline.spi.ConnectorException;
import java.util.List;
import java.util.Set;

/** A place among the tokens of a text. */
final class TokenCursor {
  private final SourceText source;
  private final List<Token> tokens;
  private int at;

  TokenCursor(SourceText source) {
    this.source = source;
    this.tokens = Lexer.tokens(source);
  }

  Token peek() {
    return tokens.get(at);
  }

  Token peek(int ahead) {
    return tokens.get(Math.min(at + ahead, tokens.size() - 1));
  }

  Token next() {
    Token token = tokens.get(at);
    if (token.kind() != Token.Kind.END) {
      at++;
    }
    return token;
  }

  /** Takes the first half of a symbol that closes two brackets at once. */
  void split(String first, String second) {
    Token token = tokens.get(at);
    tokens.set(at, new Token(Token.Kind.SYMBOL, first, token.at()));
    tokens.add(at + 1, new Token(Token.Kind.SYMBOL, second, token.at() + first.length()));
  }

  boolean isWord(String word) {
    return peek().isWord(word);
  }

  boolean isSymbol(String symbol) {
    return peek().isSymbol(symbol);
  }

  boolean acceptWord(String word) {
    boolean found = isWord(word);
    if (found) {
      at++;
    }
    return found;
  }

  boolean acceptSymbol(String symbol) {
    boolean found = isSymbol(symbol);
    if (found) {
      at++;
    }
    return found;
  }

  void expectWord(String word) {
    if (!acceptWord(word)) {
      throw unexpected(word);
    }
  }

  void expectSymbol(String symbol) {
    if (!acceptSymbol(symbol)) {
      throw unexpected("'" + symbol + "'");
    }
  }

  String name(Set<String> reserved) {
    Token token = peek();
    boolean name =
        token.kind() == Token.Kind.QUOTED_NAME
            || (token.kind() == Token.Kind.WORD
                && !reserved.contains(token.text().toUpperCase(java.util.Locale.ROOT)));
    if (!name) {
      throw unexpected("a name (in backticks if it is a word of SQL)");
    }
    return next().text();
  }

  String string(String what) {
    if (peek().kind() != Token.Kind.STRING) {
      throw unexpected(what);
    }
    return strings();
  }

  /** Neighbouring texts are one. */
  String strings() {
    StringBuilder text = new StringBuilder();
    while (peek().kind() == Token.Kind.STRING) {
      text.append(next().text());
    }
    return text.toString();
  }

  ConnectorException unexpected(String accepted) {
    return refuse(peek().at(), "found " + peek(), "accepted here is " + accepted);
  }

  ConnectorException refuse(int position, String what, String advice) {
    return source.refuse(position, what, advice);
  }
}
