package dev.plumbline.integration.functions;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;

/** Texts that are more than text to whoever does not quote them right. */
final class HostileTexts {
  private static final long SEED = Long.getLong("plumbline.seed", 20_261_121L);
  private static final int COUNT =
      System.getProperty("plumbline.tests", "small").equals("small") ? 100 : 20_000;

  private static final List<String> PIECES =
      List.of(
          "'",
          "''",
          "\\",
          "\\\\",
          "\\'",
          "\"",
          "\"\"",
          "`",
          "``",
          "[",
          "]",
          "(",
          ")",
          ";",
          ",",
          "\n",
          "\r",
          "\r\n",
          "\t",
          "\b",
          "\f",
          "\u000B",
          "\u0001",
          "\u001A",
          "\u007F",
          "--",
          "-",
          "/*",
          "*/",
          "/",
          "#",
          "$$",
          "$tag$",
          "$1",
          "{0}",
          "{1}",
          "{*}",
          "{type}",
          "{over}",
          "{p}",
          "{s}",
          "{d '",
          "{fn ",
          "{ts",
          "}",
          "?",
          ":name",
          "@x",
          "%",
          "_",
          "%s",
          "E'",
          "N'",
          "X'",
          "U&'",
          "b'",
          "r'",
          "q'[",
          "\\n",
          "\\N",
          "\\0",
          "\\047",
          "\\x27",
          "\\u0027",
          "\\U00000027",
          "\\%",
          "\\_",
          "&#39;",
          "%27",
          "${env:HOME}",
          "${system:user.dir}",
          "${spark.app.name}",
          "${",
          "$",
          "{",
          " OR 1=1",
          "1) OR (1=1",
          "NULL",
          "a",
          "b",
          "0",
          " ",
          "\u201C",
          "\u201D",
          "\u2018",
          "\u2019",
          "\uFF07",
          "\uFF02",
          "\u02BC",
          "\uFF3C",
          "\u2216",
          "\uFF1B",
          "\u00A0",
          "\u2003",
          "\u3000",
          "\u0085",
          "\u2028",
          "\u200B",
          "\u200D",
          "\u200F",
          "\u202E",
          "\uFEFF",
          "\uFFFD",
          "\uFFFF",
          "\u00E9",
          "e\u0301",
          "\u65E5\u672C",
          "\uD83D\uDE00",
          "\uD835\uDCB3",
          "\uDBFF\uDFFF");

  private static final List<String> ATTACKS =
      List.of(
          "a\"; DROP TABLE b;--",
          "a'; DROP TABLE b;--",
          "a`; DROP TABLE b;--",
          "a\\'; DROP TABLE b;--",
          "a\\\"; DROP TABLE b;--",
          "\\'; DROP TABLE b;/*",
          "1) OR (1=1",
          "' OR ''='",
          "\u201C OR 1=1 --",
          "\u2019 OR 1=1 --",
          "\uFF07 OR 1=1 --",
          "schema.table",
          "\"schema\".\"table\"",
          "`schema`.`table`",
          "${env:HOME}",
          "${spark.app.name}",
          "$\\{spark.app.name}",
          "\\${spark.app.name}",
          "\\\\${spark.app.name}");

  private final Random random = new Random(SEED);

  /** What a failure must tell to be repeated. */
  static String seed() {
    return "-Dplumbline.seed=" + SEED;
  }

  /** Every piece alone, at the start, at the end and inside; attacks; and random ones. */
  List<String> texts() {
    List<String> texts = new ArrayList<>(ATTACKS);
    texts.add("");
    for (String piece : PIECES) {
      texts.addAll(List.of(piece, piece + "a", "a" + piece, "a" + piece + "a", piece + piece));
    }
    for (String piece : List.of("'", "\\", "\"", "a'\\\"`--\n", "\uD83D\uDE00", "${a}")) {
      texts.add(piece.repeat(20_000 / piece.length()));
    }
    for (int i = 0; i < COUNT; i++) {
      texts.add(next(12));
    }
    return texts;
  }

  /** As texts, but at most so many bytes long, with a character at least, and in lower case. */
  List<String> names(int most) {
    List<String> texts = texts();
    List<String> some = new ArrayList<>(texts.subList(ATTACKS.size(), texts.size()));
    Collections.shuffle(some, random);
    return Stream.concat(ATTACKS.stream(), some.stream().limit(COUNT))
        .map(text -> text.toLowerCase(Locale.ROOT))
        .filter(text -> !text.isEmpty() && text.getBytes(StandardCharsets.UTF_8).length <= most)
        .distinct()
        .toList();
  }

  byte[] bytes() {
    byte[] bytes = new byte[random.nextInt(20)];
    random.nextBytes(bytes);
    return bytes;
  }

  Random random() {
    return random;
  }

  private String next(int most) {
    StringBuilder text = new StringBuilder();
    for (int length = random.nextInt(most) + 1; length > 0; length--) {
      text.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return text.toString();
  }
}
