package dev.plumbline.runtime.config;

import dev.plumbline.spi.ConfigProblem;
import dev.plumbline.spi.ConfigProblem.Code;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** A mapping of the file with the key path that leads to it. Every reading method reports. */
final class Section {
  /** What reading needs everywhere. */
  record Context(Problems problems, References references, Hints hints) {}

  private final Context context;
  private final YamlValue.Mapping mapping;
  private final String path;
  private final Position owner;

  Section(Context context, YamlValue.Mapping mapping, String path, Position owner) {
    this.context = context;
    this.mapping = mapping;
    this.path = path;
    this.owner = owner;
  }

  String path() {
    return path;
  }

  /** Where the key stands whose value this is. */
  Position owner() {
    return owner;
  }

  Context context() {
    return context;
  }

  Set<String> keys() {
    return mapping.entries().keySet();
  }

  boolean has(String key) {
    return mapping.entries().containsKey(key);
  }

  Position keyAt(String key) {
    YamlValue.Entry entry = mapping.entries().get(key);
    return entry == null ? owner : entry.keyAt();
  }

  Position valueAt(String key) {
    YamlValue.Entry entry = mapping.entries().get(key);
    return entry == null ? owner : entry.value().at();
  }

  Optional<YamlValue> value(String key) {
    return Optional.ofNullable(mapping.entries().get(key)).map(YamlValue.Entry::value);
  }

  String path(String key) {
    return path.isEmpty() ? Hints.shown(key) : path + "." + Hints.shown(key);
  }

  void wrong(String key, String message) {
    context.problems().error(Code.WRONG_VALUE, path(key), valueAt(key), message);
  }

  void conflict(String key, String message) {
    context.problems().error(Code.CONFLICT, path(key), keyAt(key), message);
  }

  void missing(String key, String accepted) {
    context.problems().error(Code.MISSING_KEY, path(key), owner, "is missing; write " + accepted);
  }

  /** The text of a key as it stands, so that {@code 1.10} stays what it is. */
  Optional<String> text(String key, String accepted) {
    Optional<YamlValue> value = value(key);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    if (!(value.get() instanceof YamlValue.Scalar scalar) || scalar.isNull()) {
      wrong(key, value.get().described() + "; write " + accepted);
      return Optional.empty();
    }
    Optional<String> text = resolved(scalar, path(key));
    if (text.isPresent() && text.get().isBlank()) {
      wrong(key, "is empty; write " + accepted);
      return Optional.empty();
    }
    return text;
  }

  private Optional<String> resolved(YamlValue.Scalar scalar, String at) {
    try {
      return Optional.of(context.references().check(scalar.text(), References.Use.TEXT).resolve());
    } catch (References.Unresolved e) {
      context.problems().error(Code.UNRESOLVED_REFERENCE, at, scalar.at(), e.reason());
      return Optional.empty();
    }
  }

  Optional<String> required(String key, String accepted) {
    if (!has(key)) {
      missing(key, accepted);
    }
    return text(key, accepted);
  }

  /** Several texts, in their order; a single one counts as a list of one. */
  List<String> texts(String key, String accepted) {
    Optional<YamlValue> value = value(key);
    if (value.isEmpty()) {
      return List.of();
    }
    if (!(value.get() instanceof YamlValue.Sequence sequence)) {
      return text(key, accepted).map(List::of).orElse(List.of());
    }
    if (sequence.items().isEmpty()) {
      wrong(key, "is an empty list; write " + accepted + ", or leave the key out");
    }
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < sequence.items().size(); i++) {
      YamlValue item = sequence.items().get(i);
      String at = path(key) + "[" + i + "]";
      if (item instanceof YamlValue.Scalar scalar && !scalar.isNull() && !scalar.text().isBlank()) {
        resolved(scalar, at).ifPresent(texts::add);
      } else {
        String what =
            item instanceof YamlValue.Scalar scalar && !scalar.isNull()
                ? "is empty"
                : item.described();
        context.problems().error(Code.WRONG_VALUE, at, item.at(), what + "; write " + accepted);
      }
    }
    return texts;
  }

  /** A name of a table, column or field. */
  Optional<String> name(String key, String accepted) {
    return text(key, accepted).filter(name -> isName(key, name));
  }

  private boolean isName(String key, String name) {
    if (name.codePoints().anyMatch(Hints::isControl)) {
      wrong(key, "holds a control character; write a name without any");
      return false;
    }
    return true;
  }

  /** One of several words. */
  Optional<String> word(String key, List<String> words) {
    return text(key, "one of " + String.join(", ", words))
        .filter(
            word -> {
              if (!words.contains(word)) {
                wrong(
                    key,
                    shownValue(key, word)
                        + ", which is not known; "
                        + context.hints().of(word, words));
                return false;
              }
              return true;
            });
  }

  /** One of several values, each by its word. */
  <T> Optional<T> choice(String key, T[] values, Function<T, String> word) {
    return word(key, Stream.of(values).map(word).toList())
        .flatMap(given -> Stream.of(values).filter(v -> word.apply(v).equals(given)).findFirst());
  }

  /** A single value that is not absent, not null, and neither a list nor a mapping. */
  Optional<Single> single(String key, String accepted) {
    Optional<YamlValue> value = value(key);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    if (!(value.get() instanceof YamlValue.Scalar scalar) || scalar.isNull()) {
      wrong(key, value.get().described() + "; write " + accepted);
      return Optional.empty();
    }
    return Optional.of(new Single(context, path(key), scalar));
  }

  /** The single values of a list, with nulls; empty if the value is anything else. */
  Optional<List<Single>> singles(String key, String accepted) {
    YamlValue value = value(key).orElseThrow();
    if (!(value instanceof YamlValue.Sequence sequence)) {
      wrong(key, value.described() + "; write " + accepted);
      return Optional.empty();
    }
    List<Single> singles = new ArrayList<>();
    for (YamlValue item : sequence.items()) {
      if (!(item instanceof YamlValue.Scalar scalar)) {
        wrong(key, "holds an item that " + item.described() + "; write " + accepted);
        return Optional.empty();
      }
      singles.add(new Single(context, path(key) + "[" + singles.size() + "]", scalar));
    }
    return Optional.of(singles);
  }

  /** Where the keys stand, by their path below this section, with the items of lists. */
  Map<String, Position> positions() {
    Map<String, Position> positions = new LinkedHashMap<>();
    if (!owner.equals(Position.UNKNOWN)) {
      positions(mapping, "", positions);
    }
    return Collections.unmodifiableMap(positions);
  }

  private static void positions(YamlValue value, String path, Map<String, Position> positions) {
    if (value instanceof YamlValue.Mapping below) {
      below
          .entries()
          .forEach(
              (key, entry) -> {
                String at = path.isEmpty() ? key : path + "." + key;
                positions.put(at, entry.keyAt());
                positions(entry.value(), at, positions);
              });
    } else if (value instanceof YamlValue.Sequence list) {
      for (int i = 0; i < list.items().size(); i++) {
        String at = path + "[" + i + "]";
        positions.put(at, list.items().get(i).at());
        positions(list.items().get(i), at, positions);
      }
    }
  }

  /** A value as a message may show it: a resolved reference stays a reference. */
  String shownValue(String key, String text) {
    return isAsWritten(key, text) ? "is '" + Hints.shown(text) + "'" : "is a reference to a value";
  }

  /** Whether a text stands in the file, and not behind a reference. */
  boolean isAsWritten(String key, String text) {
    return value(key).orElseThrow() instanceof YamlValue.Scalar scalar
        && scalar.text().equals(text);
  }

  Optional<Section> section(String key) {
    YamlValue.Entry entry = mapping.entries().get(key);
    if (entry == null) {
      return Optional.empty();
    }
    if (entry.value() instanceof YamlValue.Mapping child) {
      return Optional.of(new Section(context, child, path(key), entry.keyAt()));
    }
    wrong(key, entry.value().described() + "; write a mapping from keys to values");
    return Optional.empty();
  }

  /** A mapping below a key, where there is one; anything else is for others to report. */
  Optional<Section> peek(String key) {
    YamlValue.Entry entry = mapping.entries().get(key);
    return entry != null && entry.value() instanceof YamlValue.Mapping child
        ? Optional.of(new Section(context, child, path(key), entry.keyAt()))
        : Optional.empty();
  }

  /** The sections below this one, each under a name of the user's; wrong names are left out. */
  Map<String, Section> namedSections() {
    Map<String, Section> all = new LinkedHashMap<>();
    for (String key : names()) {
      section(key).ifPresent(child -> all.put(key, child));
    }
    return all;
  }

  /** The keys, which are names that the user chose; wrong ones are reported and left out. */
  List<String> names() {
    List<String> all = new ArrayList<>();
    for (String key : keys()) {
      if (key.isBlank() || key.codePoints().anyMatch(Hints::isControl)) {
        context
            .problems()
            .error(
                Code.WRONG_VALUE,
                path(key),
                keyAt(key),
                "is no name: it is empty or holds a control character; write another");
      } else {
        all.add(key);
      }
    }
    return all;
  }

  /** Reports keys that are neither known nor will be. */
  void refuseUnknown(Collection<String> known, Set<String> later) {
    refuseUnknown(known, later, Map.of());
  }

  /** Reports keys that are not known; {@code elsewhere} says where some of them belong. */
  void refuseUnknown(Collection<String> known, Set<String> later, Map<String, String> elsewhere) {
    for (String key : keys()) {
      String place = elsewhere.get(key);
      if (place != null && !known.contains(key)) {
        unknown(key, Code.UNKNOWN_KEY, "has no place here; write it " + place);
      } else if (later.contains(key)) {
        context
            .problems()
            .error(
                Code.UNKNOWN_KEY,
                path(key),
                keyAt(key),
                "is not available in this version; remove it");
      } else if (!known.contains(key)) {
        unknown(key, Code.UNKNOWN_KEY, "is not a known key; " + context.hints().of(key, known));
      }
    }
  }

  void unknown(String key, ConfigProblem.Code code, String message) {
    context.problems().error(code, path(key), keyAt(key), message);
  }
}
