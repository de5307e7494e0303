package dev.plumbline.runtime.config;

import dev.plumbline.runtime.config.FieldReader.Declared;
import dev.plumbline.spi.ConfigType;
import dev.plumbline.spi.ConnectorConfig;
import dev.plumbline.spi.Relation;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Reads one dataset of a model. */
final class DatasetReader {
  static final List<String> KEYS =
      Stream.of(
              RelationReader.KEYS,
              List.of("id_column", "timestamp_column", "timezone", "timestamp_format"),
              FieldReader.GROUPS,
              List.of("labels", "maturity", "labels_as_of"),
              List.of("select_expr", "duplicate_ids", "sample_size", "checks"))
          .flatMap(List::stream)
          .toList();

  private static final Map<String, String> ELSEWHERE =
      Map.of(
          "freshness", "below checks",
          "label_coverage", "below checks",
          "max_null_ratio", "below checks and the name of a field",
          "range", "below checks and the name of a field",
          "allowed", "below checks and the name of a field");

  /** Nobody waits longer, and arithmetic on times stays in bounds. */
  private static final Duration LONGEST = Duration.ofDays(36_500);

  private static final Set<String> ZONES = new TreeSet<>(ZoneId.getAvailableZoneIds());

  private final RelationReader relations;

  DatasetReader(RelationReader relations) {
    this.relations = relations;
  }

  /** Empty if a part is so wrong that the dataset cannot be built; that is reported. */
  Optional<DatasetConfig> read(
      String model, DatasetRole role, Section dataset, Declared declared, LabelRules rules) {
    dataset.refuseUnknown(KEYS, Set.of(), ELSEWHERE);
    Optional<String> source = relations.source(dataset);
    Optional<Relation> relation = RelationReader.relation(dataset);
    relations.checkFormat(dataset, source);
    Optional<String> id = ColumnReader.required(dataset, "id_column");
    Optional<String> timestamp = ColumnReader.required(dataset, "timestamp_column");
    if (id.isPresent() && id.equals(timestamp)) {
      dataset.conflict("timestamp_column", "is the id_column as well; name another column");
    }
    Optional<ZoneId> timezone = timezone(dataset);
    Optional<TimestampFormat> format =
        dataset.choice("timestamp_format", TimestampFormat.values(), TimestampFormat::word);
    List<String> selectExpr =
        dataset.texts("select_expr", "Spark SQL such as cast(amount as double) as amount");
    Map<String, Map<String, String>> mapped = new LinkedHashMap<>();
    for (String group : FieldReader.GROUPS) {
      mapped.put(group, ColumnReader.mapping(dataset, group, declared.names(group)));
    }
    Map<String, String> labels =
        ColumnReader.mapping(dataset, "labels", declared.names("predictions"));
    ColumnReader.refuseShared(dataset, role, declared, mapped, labels);
    rules.check(role, dataset, labels, List.of(id.orElse(""), timestamp.orElse("")));
    Optional<DuplicateIds> duplicateIds =
        dataset.choice("duplicate_ids", DuplicateIds.values(), DuplicateIds::word);
    Optional<BigDecimal> sampleSize = sampleSize(dataset);
    Optional<Duration> maturity = duration(dataset, "maturity");
    Optional<Instant> labelsAsOf = instant(dataset, "labels_as_of");
    Optional<DatasetChecks> checks =
        dataset.section("checks").map(section -> new ChecksReader(declared, role).read(section));
    Optional<ConnectorConfig> options = relations.readOptions(dataset, source);
    if (source.isEmpty()
        || relation.isEmpty()
        || options.isEmpty()
        || id.isEmpty()
        || timestamp.isEmpty()) {
      return Optional.empty();
    }
    DatasetConfig.Builder read =
        DatasetConfig.builder(model, role, source.get(), relation.get())
            .idColumn(id.get())
            .timestampColumn(timestamp.get())
            .rawInputs(mapped.getOrDefault("raw_inputs", Map.of()))
            .features(mapped.getOrDefault("features", Map.of()))
            .predictions(mapped.getOrDefault("predictions", Map.of()))
            .labels(labels)
            .selectExpr(selectExpr)
            .readOptions(options.get())
            .at(dataset.owner())
            .positions(dataset.positions());
    timezone.ifPresent(read::timezone);
    format.ifPresent(read::timestampFormat);
    duplicateIds.ifPresent(read::duplicateIds);
    sampleSize.ifPresent(read::sampleSize);
    maturity.ifPresent(read::maturity);
    labelsAsOf.ifPresent(read::labelsAsOf);
    checks.ifPresent(read::checks);
    return Optional.of(read.build());
  }

  private static Optional<ZoneId> timezone(Section dataset) {
    String accepted = "the name of a time zone, such as UTC or Europe/Berlin";
    return dataset
        .text("timezone", accepted)
        .filter(
            zone -> {
              if (ZONES.contains(zone)) {
                return true;
              }
              String hint = dataset.context().hints().of(zone, ZONES);
              dataset.wrong(
                  "timezone",
                  dataset.shownValue("timezone", zone)
                      + ", which is no time zone; "
                      + hint
                      + (hint.endsWith("?") ? " Write " : "; write ")
                      + accepted);
              return false;
            })
        .map(ZoneId::of);
  }

  private static Optional<BigDecimal> sampleSize(Section dataset) {
    String accepted = "a share of the ids above 0 and at most 1, such as 0.1 or 10%";
    return dataset
        .single("sample_size", accepted)
        .flatMap(
            single ->
                single
                    .share(accepted)
                    .filter(
                        share -> {
                          if (share.signum() == 0) {
                            single.wrong("keeps no row; write " + accepted);
                          }
                          return share.signum() > 0;
                        }));
  }

  /** A duration that is longer than nothing. */
  static Optional<Duration> duration(Section section, String key) {
    ConfigType<Duration> type = ConfigType.duration();
    return section
        .single(key, type.accepted())
        .flatMap(
            single ->
                single
                    .as(type)
                    .filter(
                        duration -> {
                          boolean sound = !duration.isZero() && duration.compareTo(LONGEST) <= 0;
                          if (!sound) {
                            single.wrong(
                                (duration.isZero() ? "is no time at all" : "is too long")
                                    + "; write "
                                    + type.accepted()
                                    + ", at most 36500d, or leave the key out");
                          }
                          return sound;
                        }));
  }

  private static Optional<Instant> instant(Section section, String key) {
    String accepted = "an instant with its zone, such as 2026-03-01T00:00:00Z";
    Optional<String> text = section.text(key, accepted);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      OffsetDateTime time = OffsetDateTime.parse(text.get());
      if (time.getYear() >= 1 && time.getYear() <= 9999) {
        return Optional.of(time.toInstant());
      }
    } catch (DateTimeException e) {
      // Reported below, as a year out of range is.
    }
    section.wrong(
        key, section.shownValue(key, text.get()) + ", which is no instant; write " + accepted);
    return Optional.empty();
  }
}
