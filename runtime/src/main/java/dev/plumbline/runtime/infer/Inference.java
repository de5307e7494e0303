package dev.plumbline.runtime.infer;

import dev.plumbline.runtime.engine.LocalEngine;
import dev.plumbline.runtime.model.TypeNames;
import dev.plumbline.runtime.validate.ProgressListener;
import dev.plumbline.spi.Amount;
import dev.plumbline.spi.ConnectorException;
import dev.plumbline.spi.NearestName;
import dev.plumbline.spi.QueryContext;
import dev.plumbline.spi.StandardErrorCode;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Proposes a configuration from tables. Each is measured by one pass over its first rows, at most a
 * million; nothing else of it is read.
 *
 * @since 0.1.0
 */
public final class Inference {
  private final QueryContext q;
  private final LocalEngine engine;
  private final Clock clock;
  private final int threads;
  private final ProgressListener progress;

  /**
   * Prepares to propose.
   *
   * @param q the query that the passes belong to
   * @param engine runs them
   * @param clock tells which times are plausible
   * @param threads how many streams a pass may have
   * @param progress hears what is being done
   */
  public Inference(
      QueryContext q, LocalEngine engine, Clock clock, int threads, ProgressListener progress) {
    this.q = Objects.requireNonNull(q, "q");
    this.engine = Objects.requireNonNull(engine, "engine");
    this.clock = Objects.requireNonNull(clock, "clock");
    this.threads = threads;
    this.progress = Objects.requireNonNull(progress, "progress");
  }

  /**
   * Proposes.
   *
   * @param request what was asked for
   * @param source the source as the file will define it
   * @param tables its tables
   * @return the proposal; a table that cannot be read says why in it
   * @throws ConnectorException with {@code INVALID_REQUEST} if a role is given to a table that is
   *     not there; with {@code CANCELLED} if the query was cancelled
   */
  public Proposal propose(
      InferenceRequest request, ProposedSource source, List<FoundTable> tables) {
    requireKnown(request, tables);
    Map<String, List<String>> tablesOf = new LinkedHashMap<>();
    List<FoundTable> looked = new ArrayList<>();
    List<List<Figures>> figures = new ArrayList<>();
    for (FoundTable table : tables) {
      looked.add(table);
      figures.add(List.of());
      if (table.table().isPresent()) {
        measure(table, looked, figures);
      }
      figures
          .get(figures.size() - 1)
          .forEach(
              c -> tablesOf.computeIfAbsent(c.name(), n -> new ArrayList<>()).add(table.name()));
    }
    LocalDateTime now = LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    List<TableGuess> guesses = new ArrayList<>();
    for (int i = 0; i < looked.size(); i++) {
      guesses.add(new TableGuess(looked.get(i), figures.get(i), tablesOf, now));
    }
    ModelGuess model = new ModelGuess(request, guesses);
    ProposalText text = new ProposalText(request, source, model);
    String yaml = text.write();
    return new Proposal(
        guesses.stream().map(table -> described(table, model)).toList(), text.open(), yaml);
  }

  private void measure(FoundTable table, List<FoundTable> looked, List<List<Figures>> figures) {
    int last = looked.size() - 1;
    int columns = table.table().orElseThrow().handle().schema().getFields().size();
    progress.step(
        table.name(), String.format(Locale.ROOT, "measuring %,d columns", columns) + rows(table));
    try {
      figures.set(last, new Measuring(q, engine, threads).measure(table.table().orElseThrow()));
    } catch (ConnectorException e) {
      if (q.isCancelled()) {
        throw e;
      }
      looked.set(
          last,
          new FoundTable(
              table.path(),
              Optional.empty(),
              table.rows(),
              Optional.of(String.valueOf(e.getMessage()))));
    }
  }

  private static String rows(FoundTable table) {
    Amount rows = table.rows();
    return rows.expected().isPresent()
        ? String.format(Locale.ROOT, " of %,d rows", rows.expected().getAsLong())
        : "";
  }

  private static void requireKnown(InferenceRequest request, List<FoundTable> tables) {
    List<String> names = tables.stream().map(FoundTable::name).toList();
    for (String name : request.roles().keySet()) {
      if (!names.contains(name)) {
        throw new ConnectorException(
            StandardErrorCode.INVALID_REQUEST,
            "a role is given to table '"
                + name
                + "', which "
                + request.from()
                + " does not have; "
                + NearestName.of(name, names)
                    .map(near -> "did you mean '" + near + "'?")
                    .orElse("it has " + String.join(", ", names)));
      }
    }
  }

  private static ProposedTable described(TableGuess table, ModelGuess model) {
    return new ProposedTable(
        table.name(),
        table.role,
        table.rows(),
        model.guesses(table).stream()
            .map(
                g ->
                    new ProposedColumn(
                        g.column().name(),
                        TypeNames.of(g.column().field),
                        g.use(),
                        g.type(),
                        g.evidence()))
            .toList(),
        candidates(table.ids()),
        candidates(table.times()),
        table.found().problem());
  }

  private static List<Candidate> candidates(List<TableGuess.Scored> scored) {
    return scored.stream().map(s -> new Candidate(s.column().name(), s.evidence())).toList();
  }
}
