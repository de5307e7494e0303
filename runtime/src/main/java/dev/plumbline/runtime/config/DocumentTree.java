package dev.plumbline.runtime.config;

import dev.plumbline.spi.ConfigProblem.Code;
import dev.plumbline.spi.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keys and values that a program gives, on their way to the values that a file would have. */
final class DocumentTree {
  private record Pair(String key, Object value) {}

  private final List<Pair> pairs = new ArrayList<>();

  /** Sets a key, in the place where it stood. */
  DocumentTree set(String key, Object value) {
    for (int i = 0; i < pairs.size(); i++) {
      if (pairs.get(i).key().equals(key)) {
        pairs.set(i, new Pair(key, value));
        return this;
      }
    }
    pairs.add(new Pair(key, value));
    return this;
  }

  /** Adds a key; one that is there already becomes a problem of the whole. */
  DocumentTree add(String key, Object value) {
    pairs.add(new Pair(key, value));
    return this;
  }

  /** The tree below a key, which is made when it is first asked for. */
  DocumentTree below(String key) {
    for (Pair pair : pairs) {
      if (pair.key().equals(key) && pair.value() instanceof DocumentTree tree) {
        return tree;
      }
    }
    DocumentTree tree = new DocumentTree();
    pairs.add(new Pair(key, tree));
    return tree;
  }

  DocumentTree copy() {
    DocumentTree copy = new DocumentTree();
    for (Pair pair : pairs) {
      copy.pairs.add(
          pair.value() instanceof DocumentTree tree ? new Pair(pair.key(), tree.copy()) : pair);
    }
    return copy;
  }

  YamlValue.Mapping values(Problems problems) {
    return mapping("", problems);
  }

  private YamlValue.Mapping mapping(String path, Problems problems) {
    Map<String, YamlValue.Entry> entries = new LinkedHashMap<>();
    for (Pair pair : pairs) {
      String at = path.isEmpty() ? Hints.shown(pair.key()) : path + "." + Hints.shown(pair.key());
      YamlValue value = value(pair.value(), at, problems);
      if (entries.putIfAbsent(pair.key(), new YamlValue.Entry(Position.UNKNOWN, value)) != null) {
        problems.error(Code.CONFLICT, at, Position.UNKNOWN, "is given twice; keep one");
      }
    }
    return new YamlValue.Mapping(Position.UNKNOWN, entries);
  }

  private static YamlValue value(@Nullable Object given, String path, Problems problems) {
    if (given == null) {
      return new YamlValue.Scalar(Position.UNKNOWN, "", true);
    }
    if (given instanceof DocumentTree tree) {
      return tree.mapping(path, problems);
    }
    if (given instanceof Map<?, ?> map) {
      DocumentTree tree = new DocumentTree();
      map.forEach((key, value) -> tree.pairs.add(new Pair(String.valueOf(key), given(value))));
      return tree.mapping(path, problems);
    }
    if (given instanceof List<?> list) {
      List<YamlValue> items = new ArrayList<>();
      for (Object item : list) {
        items.add(value(item, path + "[" + items.size() + "]", problems));
      }
      return new YamlValue.Sequence(Position.UNKNOWN, items);
    }
    if (given instanceof Number || given instanceof Boolean || given == Null.VALUE) {
      return new YamlValue.Scalar(
          Position.UNKNOWN, given == Null.VALUE ? "" : given.toString(), true);
    }
    if (given instanceof CharSequence || given instanceof Path || given instanceof URI) {
      return new YamlValue.Scalar(Position.UNKNOWN, given.toString(), false);
    }
    if (given instanceof Duration duration) {
      return new YamlValue.Scalar(Position.UNKNOWN, text(duration), false);
    }
    return new YamlValue.Given(given);
  }

  /** Stands for an open end and for a null of the caller's. */
  enum Null {
    VALUE
  }

  private static Object given(@Nullable Object value) {
    return value == null ? Null.VALUE : value;
  }

  /** In the greatest unit without a rest; what no unit says becomes a text that is refused. */
  private static String text(Duration duration) {
    if (duration.isNegative()
        || duration.compareTo(Duration.ofDays(999_999_999)) > 0
        || duration.getNano() % 1_000_000 != 0) {
      return duration.toString();
    }
    if (duration.getNano() != 0) {
      return duration.toMillis() + "ms";
    }
    long seconds = duration.getSeconds();
    return seconds % 86_400 == 0
        ? seconds / 86_400 + "d"
        : seconds % 3_600 == 0
            ? seconds / 3_600 + "h"
            : seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
  }

  static String describe(Object given) {
    return given instanceof Secret ? "is a secret" : "is a value of " + given.getClass().getName();
  }
}
