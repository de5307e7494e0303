package dev.plumbline.connector.athena;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Upper and lower case. Athena changes code point by code point; the letters that become several,
 * and the Greek sigma at the end of a word, are changed before.
 */
final class AthenaLetters {
  private static final String CASED = "[\\p{Ll}\\p{Lu}\\p{Lt}]";
  private static final String IGNORED = "[\\p{Mn}\\p{Me}\\p{Cf}\\p{Lm}\\p{Sk}''.:\\u00b7\\u2019]*";

  static final String UPPER = "upper(" + expanded() + ")";

  static final String LOWER =
      "lower(regexp_replace(replace({0}, '\u0130', 'i\u0307'), '("
          + CASED
          + IGNORED
          + ")\u03a3(?!"
          + IGNORED
          + CASED
          + ")', '$1\u03c2'))";

  private AthenaLetters() {}

  private static String expanded() {
    List<String> letters = new ArrayList<>();
    for (int c = 0x80; c <= 0xffff; c++) {
      String letter = Character.toString(c);
      if (!Character.isSurrogate((char) c) && letter.toUpperCase(Locale.ROOT).length() > 1) {
        letters.add(letter);
      }
    }
    return "regexp_replace({0}, '(["
        + String.join("", letters)
        + "])', m -> element_at(map(ARRAY["
        + letters.stream().map(AthenaCalls::quote).collect(Collectors.joining(", "))
        + "], ARRAY["
        + letters.stream()
            .map(letter -> AthenaCalls.quote(letter.toUpperCase(Locale.ROOT)))
            .collect(Collectors.joining(", "))
        + "]), m[1]))";
  }
}
