package dev.plumbline.runtime.infer;

import dev.plumbline.runtime.config.DatasetRole;
import dev.plumbline.runtime.config.TimestampFormat;
import dev.plumbline.runtime.model.TypeNames;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which columns of one table name its rows, and which say when. */
final class TableGuess {
  /** What a candidate must reach to be taken. */
  private static final int ENOUGH = 31;

  private static final long YEAR_2000 = 946_684_800L;
  private static final long YEAR_2100 = 4_102_444_800L;
  private static final int LONGEST_ID = 64;

  private final FoundTable found;
  private final List<Figures> columns;
  private final List<Scored> ids;
  private final List<Scored> times;
  Optional<DatasetRole> role = Optional.empty();

  /** A column with what speaks for it. */
  record Scored(Figures column, int score, Optional<TimestampFormat> format, String evidence) {
    boolean isLikely() {
      return score >= ENOUGH;
    }
  }

  /**
   * Looks at a table.
   *
   * @param tablesOf the tables that have a column of a name
   */
  TableGuess(
      FoundTable found,
      List<Figures> columns,
      Map<String, List<String>> tablesOf,
      LocalDateTime now) {
    this.found = found;
    this.columns = List.copyOf(columns);
    List<Scored> idsFound = new ArrayList<>();
    List<Scored> timesFound = new ArrayList<>();
    for (Figures column : columns) {
      if (column.readable && isName(column.name())) {
        time(column, now).ifPresent(timesFound::add);
        id(column, tablesOf.getOrDefault(column.name(), List.of())).ifPresent(idsFound::add);
      }
    }
    Comparator<Scored> best = Comparator.comparingInt(Scored::score).reversed();
    idsFound.sort(best);
    timesFound.sort(best);
    timesFound.stream()
        .filter(t -> t.isLikely() && t.format().isPresent())
        .forEach(
            t ->
                idsFound.removeIf(i -> i.column() == t.column() && !Words.isId(t.column().name())));
    this.ids = List.copyOf(idsFound);
    this.times = List.copyOf(timesFound);
  }

  FoundTable found() {
    return found;
  }

  String name() {
    return found.name();
  }

  List<Figures> columns() {
    return columns;
  }

  Optional<Figures> column(String name) {
    return columns.stream().filter(c -> c.name().equals(name)).findFirst();
  }

  long rows() {
    return columns.stream().mapToLong(c -> c.rows).max().orElse(0);
  }

  List<Scored> ids() {
    return ids;
  }

  List<Scored> times() {
    return times;
  }

  Optional<Scored> id() {
    return ids.stream().filter(Scored::isLikely).findFirst();
  }

  Optional<Scored> time() {
    return times.stream()
        .filter(Scored::isLikely)
        .filter(t -> id().map(i -> i.column() != t.column()).orElse(true))
        .findFirst();
  }

  /** Whether a configuration can hold the name: it may not look like a reference, for example. */
  static boolean isName(String name) {
    return !name.isBlank()
        && !name.contains("${")
        && name.codePoints().noneMatch(YamlText::isHidden);
  }

  private Optional<Scored> id(Figures column, List<String> tables) {
    boolean named = Words.isId(column.name());
    boolean suited = column.isText() || column.isWhole();
    if (!suited || (!named && (column.present == 0 || column.distinctShare() < 0.9))) {
      return Optional.empty();
    }
    if (!named
        && ((column.iso == column.present && column.isText())
            || column.sentences > 0
            || column.averageLength > LONGEST_ID
            || Words.isPrediction(column.name()))) {
      return Optional.empty();
    }
    int score = Words.isRowId(column.name()) ? 40 : named ? 30 : column.isText() ? 15 : 5;
    if (column.present > 0) {
      double share = column.distinctShare();
      score += share == 1 ? 30 : share >= 0.9 ? 20 : share >= 0.5 ? 5 : -20;
    }
    score += column.rows > 0 && column.nulls() == 0 ? 5 : 0;
    List<String> others = tables.stream().filter(t -> !t.equals(name())).toList();
    score += named && !others.isEmpty() ? 15 : 0;
    return Optional.of(
        new Scored(
            column,
            score,
            Optional.empty(),
            idEvidence(column)
                + (others.isEmpty() ? "" : "; also in " + String.join(", ", others))));
  }

  private static String idEvidence(Figures column) {
    if (column.present == 0) {
      return column.text() + "; named like an id";
    }
    long distinct = column.distinct.orElse(0);
    String counted =
        distinct == column.present
            ? "all " + Figures.count(distinct) + " distinct"
            : Figures.count(distinct) + " distinct of " + Figures.count(column.present);
    return TypeNames.of(column.field)
        + ", "
        + counted
        + ", "
        + (column.nulls() == 0 ? "no NULL" : Figures.share(column.nulls(), column.rows) + " NULL");
  }

  private static Optional<Scored> time(Figures column, LocalDateTime now) {
    boolean named = Words.isTime(column.name());
    Optional<TimestampFormat> format = Optional.empty();
    int score;
    if (column.isTime()) {
      score = column.isDate() ? 20 : column.hasZone() ? 40 : 35;
    } else if (column.isText() && column.present > 0 && column.iso == column.present) {
      format = Optional.of(TimestampFormat.ISO_8601);
      score = 25;
    } else if (column.isNumber() && column.within(YEAR_2000, YEAR_2100)) {
      format = Optional.of(TimestampFormat.EPOCH_SECONDS);
      score = named ? 20 : 5;
    } else if (column.isWhole() && column.within(YEAR_2000 * 1000, YEAR_2100 * 1000)) {
      format = Optional.of(TimestampFormat.EPOCH_MILLIS);
      score = named ? 25 : 20;
    } else {
      return Optional.empty();
    }
    score += named ? 20 : 0;
    score += Words.isEventTime(column.name()) ? 10 : 0;
    score -= Words.isUpkeep(column.name()) ? 8 : 0;
    score -= column.isDate() && !column.traits.isEmpty() ? 10 : 0;
    score -= column.rows > 0 && column.present == 0 ? 20 : 0;
    String plausible = "";
    if (column.first.isPresent() && column.last.isPresent()) {
      boolean old = column.first.get().getYear() < 2000;
      boolean ahead = column.last.get().isAfter(now.plusDays(1));
      score -= old || ahead ? 10 : 0;
      plausible = old ? "; begins before 2000" : ahead ? "; reaches into the future" : "";
    }
    String read =
        format
            .map(
                f ->
                    f == TimestampFormat.ISO_8601
                        ? "; all ISO-8601"
                        : "; in the range of " + f.word())
            .orElse("");
    return Optional.of(new Scored(column, score, format, column.text() + read + plausible));
  }
}
