package dev.plumbline.spi;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Makes a query in a source's own SQL fit to stand between parentheses, and refuses what is not one
 * query.
 *
 * <p>It catches mistakes. It is no security boundary: that is a role that may only read.
 *
 * @since 0.1.0
 */
public final class NativeQueryGuard {
  private static final Set<String> CHANGES =
      Set.of(
          "INSERT", "UPDATE", "DELETE", "MERGE", "INTO", "CREATE", "DROP", "ALTER", "TRUNCATE",
          "GRANT", "REVOKE", "COPY", "UNLOAD", "CALL", "EXECUTE", "VACUUM");
  // Reserved wherever they are a clause; as a function's or column's name they are common.
  private static final Set<String> CHANGES_ANYWHERE = Set.of("INTO");

  private final String sql;
  private final LiteralRules literals;
  private final StringBuilder text = new StringBuilder();
  private int at;
  private int depth;
  private boolean clauseStarts = true;
  private String first = "";

  private NativeQueryGuard(String sql, LiteralRules literals) {
    this.sql = sql;
    this.literals = literals;
  }

  /**
   * Checks a query and takes out what would not survive between parentheses: comments become
   * spaces, a semicolon at the end goes.
   *
   * @param sql the query as a user wrote it
   * @param literals how the source reads text constants
   * @return the query
   * @throws ConnectorException with {@link StandardErrorCode#INVALID_REQUEST} for a second
   *     statement, unbalanced parentheses or quotes, and anything but SELECT or WITH
   */
  public static String check(String sql, LiteralRules literals) {
    return new NativeQueryGuard(sql, literals).read();
  }

  /**
   * Checks that every column of a query has a name of its own.
   *
   * @param schema the query's columns
   * @param identifiers how the source compares names
   * @throws ConnectorException with {@link StandardErrorCode#INVALID_REQUEST} that names the column
   */
  public static void requireDistinctColumns(Schema schema, Identifiers identifiers) {
    Set<String> seen = new LinkedHashSet<>();
    for (Field field : schema.getFields()) {
      String name =
          identifiers.caseRule() == CaseRule.EXACT
              ? field.getName()
              : field.getName().toLowerCase(Locale.ROOT);
      if (!seen.add(name)) {
        throw refused(
            "returns column '" + field.getName() + "' twice", "give each its own name with AS");
      }
    }
  }

  private static ConnectorException refused(String what, String advice) {
    return new ConnectorException(
        StandardErrorCode.INVALID_REQUEST, "the query " + what + "; " + advice);
  }

  private String read() {
    while (at < sql.length()) {
      char c = sql.charAt(at);
      if (c == '\0') {
        throw refused("has a zero character", "take it out");
      } else if (c == '\'') {
        quoted('\'', literals.backslashEscapes());
      } else if (c == '"' || c == '`') {
        quoted(c, false);
      } else if (sql.startsWith("--", at)) {
        lineComment();
      } else if (sql.startsWith("/*", at)) {
        blockComment();
      } else if (c == '$' && dollarTag() > 0) {
        dollarQuoted(dollarTag());
      } else if (c == ';') {
        end();
      } else if (isWord(c)) {
        word();
      } else {
        mark(c);
      }
    }
    if (depth > 0) {
      throw refused("leaves a parenthesis open", "close it");
    }
    if (!first.equals("SELECT") && !first.equals("WITH")) {
      throw refused(
          first.isEmpty() ? "is empty" : "starts with " + first, "write SELECT or WITH ... SELECT");
    }
    return text.toString().strip();
  }

  private static boolean isWord(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '$';
  }

  private void mark(char c) {
    if (c == '(') {
      depth++;
      clauseStarts = true;
    } else if (c == ')') {
      depth--;
      clauseStarts = false;
      if (depth < 0) {
        throw refused("closes a parenthesis that it has not opened", "take it out");
      }
    } else if (!Character.isWhitespace(c)) {
      clauseStarts = false;
    }
    text.append(c);
    at++;
  }

  private void word() {
    int start = at;
    while (at < sql.length() && isWord(sql.charAt(at))) {
      at++;
    }
    String word = sql.substring(start, at);
    String upper = word.toUpperCase(Locale.ROOT);
    boolean named = start > 0 && sql.charAt(start - 1) == '.';
    boolean atTop = depth == 0 && !first.isEmpty() && !first.equals("SELECT");
    if (first.isEmpty()) {
      first = upper;
    } else if (!named
        && (CHANGES_ANYWHERE.contains(upper)
            || (CHANGES.contains(upper) && (clauseStarts || (atTop && afterParenthesis()))))) {
      throw refused("has " + upper, "write a query that only reads");
    }
    text.append(word);
    clauseStarts = false;
    if (upper.equals("E") && at < sql.length() && sql.charAt(at) == '\'') {
      quoted('\'', true);
    }
  }

  /** After the common tables of a WITH comes its statement. */
  private boolean afterParenthesis() {
    String before = text.toString().stripTrailing();
    return before.endsWith(")");
  }

  private void quoted(char quote, boolean backslash) {
    int start = at++;
    while (at < sql.length()) {
      char c = sql.charAt(at);
      if (c == '\0') {
        throw refused("has a zero character", "take it out");
      }
      if (c == '\\' && backslash) {
        at += 2;
      } else if (c != quote) {
        at++;
      } else if (at + 1 < sql.length() && sql.charAt(at + 1) == quote) {
        at += 2;
      } else {
        at++;
        text.append(sql, start, at);
        clauseStarts = false;
        if (first.isEmpty()) {
          first = sql.substring(start, at);
        }
        return;
      }
    }
    throw refused("leaves a quote open", "close the " + quote);
  }

  private void lineComment() {
    while (at < sql.length() && sql.charAt(at) != '\n' && sql.charAt(at) != '\r') {
      at++;
    }
    text.append(' ');
  }

  private void blockComment() {
    int end = sql.indexOf("*/", at + 2);
    if (end < 0) {
      throw refused("leaves a comment open", "close it with */");
    }
    int inner = sql.indexOf("/*", at + 2);
    if (inner >= 0 && inner < end) {
      // Some databases nest comments and some do not, so its end is not certain.
      throw refused("has a comment within a comment", "take one out");
    }
    text.append(' ');
    at = end + 2;
  }

  /** The length of a dollar quote's opening that starts here, or 0. */
  private int dollarTag() {
    if (at > 0 && isWord(sql.charAt(at - 1))) {
      return 0;
    }
    int end = at + 1;
    while (end < sql.length() && isWord(sql.charAt(end)) && sql.charAt(end) != '$') {
      end++;
    }
    boolean closed = end < sql.length() && sql.charAt(end) == '$';
    boolean named = end > at + 1 && Character.isDigit(sql.charAt(at + 1));
    return closed && !named ? end + 1 - at : 0;
  }

  private void dollarQuoted(int tagLength) {
    String tag = sql.substring(at, at + tagLength);
    int end = sql.indexOf(tag, at + tagLength);
    if (end < 0) {
      throw refused("leaves a quote open", "close the " + tag);
    }
    text.append(sql, at, end + tagLength);
    at = end + tagLength;
    clauseStarts = false;
  }

  /** Nothing but blanks, comments and more semicolons may follow. */
  private void end() {
    while (at < sql.length()) {
      char c = sql.charAt(at);
      if (c == ';' || Character.isWhitespace(c)) {
        at++;
      } else if (sql.startsWith("--", at)) {
        lineComment();
      } else if (sql.startsWith("/*", at)) {
        blockComment();
      } else {
        throw refused("has a second statement", "write one");
      }
    }
  }
}
