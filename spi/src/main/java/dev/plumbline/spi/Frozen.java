package dev.plumbline.spi;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Copies that keep their order: what is printed or compared must not depend on hash seeds. */
final class Frozen {
  private Frozen() {}

  static <T> Set<T> set(Set<T> elements) {
    elements.forEach(e -> Objects.requireNonNull(e, "element"));
    return Collections.unmodifiableSet(new LinkedHashSet<>(elements));
  }

  static <K, V> Map<K, V> map(Map<K, V> entries) {
    entries.forEach(
        (k, v) -> {
          Objects.requireNonNull(k, "key");
          Objects.requireNonNull(v, "value");
        });
    return Collections.unmodifiableMap(new LinkedHashMap<>(entries));
  }
}
