package dev.plumbline.runtime.config;

import java.util.ArrayList;
import java.util.List;

/** Takes a table's name apart: {@code schema."my.table"} has the parts schema and my.table. */
final class TableName {
  private TableName() {}

  /** Empty if the name is none: an empty part, an open quote, or text beside a quoted part. */
  static List<String> parts(String name) {
    List<String> parts = new ArrayList<>();
    int i = 0;
    while (i <= name.length()) {
      StringBuilder part = new StringBuilder();
      if (i < name.length() && name.charAt(i) == '"') {
        i = quoted(name, i + 1, part);
      } else {
        while (i < name.length() && name.charAt(i) != '.' && name.charAt(i) != '"') {
          part.append(name.charAt(i++));
        }
      }
      boolean ended = i == name.length() || (i > 0 && i < name.length() && name.charAt(i) == '.');
      if (!ended || part.toString().isBlank()) {
        return List.of();
      }
      parts.add(part.toString());
      i++;
    }
    return parts;
  }

  /** Gives the place after the closing quote, past the end of the name where there is none. */
  private static int quoted(String name, int start, StringBuilder part) {
    int i = start;
    while (i < name.length()) {
      char c = name.charAt(i);
      if (c != '"') {
        part.append(c);
        i++;
      } else if (i + 1 < name.length() && name.charAt(i + 1) == '"') {
        part.append('"');
        i += 2;
      } else {
        return i + 1;
      }
    }
    return name.length() + 1;
  }
}
