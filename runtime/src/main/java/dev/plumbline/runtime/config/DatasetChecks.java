package dev.plumbline.runtime.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a team demands of a dataset beyond what holds for every dataset.
 *
 * @param freshness how old the newest row may be
 * @param labelCoverage the least share of mature rows whose label is known, 0 to 1
 * @param fields demands by schema name of a raw input, feature or prediction
 * @since 0.1.0
 */
public record DatasetChecks(
    Optional<Duration> freshness,
    Optional<BigDecimal> labelCoverage,
    Map<String, FieldChecks> fields) {
  private static final DatasetChecks NONE =
      new DatasetChecks(Optional.empty(), Optional.empty(), Map.of());

  /** Copies the map, keeping its order. */
  public DatasetChecks {
    Objects.requireNonNull(freshness, "freshness");
    Objects.requireNonNull(labelCoverage, "labelCoverage");
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  /** {@return no demands} */
  public static DatasetChecks none() {
    return NONE;
  }
}
