package dev.plumbline.runtime.model;

import dev.plumbline.runtime.config.DatasetConfig;
import dev.plumbline.runtime.config.DatasetRole;
import dev.plumbline.runtime.config.FieldType;
import dev.plumbline.runtime.config.ModelConfig;
import dev.plumbline.runtime.config.ModelType;
import dev.plumbline.spi.NearestName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Which column of a source is which field of a dataset.
 *
 * <p>A name is looked up exactly first, then without regard to case; several columns that differ in
 * case only are an error unless one of them has exactly the name (rule M3). Types must fit without
 * loss (rule M2): numeric takes whole numbers, floating-point numbers and decimals; boolean takes
 * booleans; string, text and image_url take text; categorical takes text, whole numbers and
 * booleans; datetime takes timestamps and dates; dict takes maps from text to numbers; vector and
 * embedding take lists of numbers; tensor takes them as well, or lists nested as deep as it has
 * dimensions; array takes lists. A list of fixed size must have the declared one.
 *
 * <p>The id may have any type that has equality: text, whole numbers, decimals of scale 0, and
 * binary of fixed width. The timestamp is a timestamp or a date; without a zone of its own it needs
 * the dataset's {@code timezone}, in which a date is its midnight (rule S3). Text and numbers tell
 * the time only where the dataset's {@code timestamp_format} says how. A column without any type,
 * in which a source knows only NULL, fits every field.
 *
 * @param columns what was bound, in the order of a read: id, timestamp, raw inputs, features,
 *     predictions, labels, each in the order of its declaration (rule S9); a field that has a
 *     problem of its name is not among them, one whose type does not fit is
 * @param problems why the rest was not, in the same order
 * @since 0.1.0
 */
public record DatasetBinding(List<BoundColumn> columns, List<BindingProblem> problems) {
  /** Copies the lists. */
  public DatasetBinding {
    columns = List.copyOf(columns);
    problems = List.copyOf(problems);
  }

  /**
   * Binds a dataset; of {@code actuals} only the id, the timestamp and the labels.
   *
   * @param dataset the dataset
   * @param model its model
   * @param schema the columns of its relation
   * @return what was bound and what was not
   */
  public static DatasetBinding of(DatasetConfig dataset, ModelConfig model, Schema schema) {
    Binder binder = new Binder(dataset, schema);
    dataset.idColumn().ifPresent(binder::id);
    dataset.timestampColumn().ifPresent(binder::timestamp);
    if (dataset.role() != DatasetRole.ACTUALS) {
      binder.fields(FieldRole.RAW_INPUT, model.rawInputs(), dataset.rawInputs());
      binder.fields(FieldRole.FEATURE, model.features(), dataset.features());
      binder.fields(FieldRole.PREDICTION, model.predictions(), dataset.predictions());
    }
    model
        .predictions()
        .forEach(
            (name, type) ->
                Optional.ofNullable(dataset.labels().get(name))
                    .ifPresent(column -> binder.label(name, type, column, model.type())));
    return new DatasetBinding(binder.columns, binder.problems);
  }

  /** {@return whether every field was bound and fits} */
  public boolean isSound() {
    return problems.isEmpty();
  }

  private static final class Binder {
    private final DatasetConfig dataset;
    private final List<Field> candidates;
    private final List<BoundColumn> columns = new ArrayList<>();
    private final List<BindingProblem> problems = new ArrayList<>();

    Binder(DatasetConfig dataset, Schema schema) {
      this.dataset = dataset;
      this.candidates = schema.getFields();
    }

    void id(String name) {
      Optional<Field> found = find(FieldRole.ID, name, name);
      found.ifPresent(
          column -> {
            columns.add(new BoundColumn(FieldRole.ID, name, Optional.empty(), column));
            if (!isNull(column) && !isId(column.getType())) {
              mismatch(
                  FieldRole.ID,
                  name,
                  column,
                  "as id",
                  "text, whole numbers, decimals of scale 0 and binary of fixed width");
            }
          });
    }

    private static boolean isId(ArrowType type) {
      return type instanceof ArrowType.Utf8
          || type instanceof ArrowType.LargeUtf8
          || type instanceof ArrowType.Utf8View
          || type instanceof ArrowType.Int
          || type instanceof ArrowType.FixedSizeBinary
          || (type instanceof ArrowType.Decimal decimal && decimal.getScale() == 0);
    }

    void timestamp(String name) {
      Optional<Field> found = find(FieldRole.TIMESTAMP, name, name);
      if (found.isEmpty()) {
        return;
      }
      Field column = found.get();
      columns.add(new BoundColumn(FieldRole.TIMESTAMP, name, Optional.empty(), column));
      boolean zoned =
          column.getType() instanceof ArrowType.Timestamp timestamp
              && timestamp.getTimezone() != null
              && !timestamp.getTimezone().isEmpty();
      boolean timed =
          column.getType() instanceof ArrowType.Timestamp
              || column.getType() instanceof ArrowType.Date;
      if (isNull(column)) {
        return;
      }
      if (!timed || dataset.timestampFormat().isPresent()) {
        TimeFormats.misfit(dataset.timestampFormat(), column)
            .ifPresent(
                advice ->
                    problem(
                        BindingProblem.Code.TYPE_MISMATCH,
                        FieldRole.TIMESTAMP,
                        name,
                        "column '"
                            + column.getName()
                            + "' is of type "
                            + TypeNames.of(column)
                            + ", which does not fit "
                            + dataset
                                .timestampFormat()
                                .map(format -> "timestamp_format: " + format.word())
                                .orElse("as timestamp"),
                        advice));
      } else if (!zoned && dataset.timezone().isEmpty()) {
        problem(
            BindingProblem.Code.TIMEZONE_MISSING,
            FieldRole.TIMESTAMP,
            name,
            "column '" + column.getName() + "' is of type " + TypeNames.of(column),
            "say in which zone it was written, such as timezone: UTC");
      }
    }

    void fields(FieldRole role, Map<String, FieldType> declared, Map<String, String> mapped) {
      declared.forEach((name, type) -> field(role, name, type, mapped.getOrDefault(name, name)));
    }

    /** What came true of a probability may be told as true or false. */
    void label(String name, FieldType type, String column, ModelType model) {
      boolean probability = model == ModelType.BINARY && type.kind() == FieldType.Kind.NUMERIC;
      boolean decided =
          candidates.stream()
              .filter(f -> f.getName().equalsIgnoreCase(column))
              .anyMatch(f -> f.getType() instanceof ArrowType.Bool);
      FieldType told = probability && decided ? FieldType.of(FieldType.Kind.BOOLEAN) : type;
      field(FieldRole.LABEL, name, told, column);
    }

    void field(FieldRole role, String name, FieldType type, String column) {
      find(role, name, column)
          .ifPresent(
              found -> {
                columns.add(new BoundColumn(role, name, Optional.of(type), found));
                if (!isNull(found) && !TypeFit.fits(type, found)) {
                  mismatch(role, name, found, "as " + type, TypeFit.accepted(type));
                }
              });
    }

    private static boolean isNull(Field column) {
      return column.getType() instanceof ArrowType.Null;
    }

    private Optional<Field> find(FieldRole role, String subject, String name) {
      List<Field> exact = candidates.stream().filter(f -> f.getName().equals(name)).toList();
      List<Field> found =
          exact.isEmpty()
              ? candidates.stream().filter(f -> f.getName().equalsIgnoreCase(name)).toList()
              : exact;
      if (found.size() == 1) {
        return Optional.of(found.get(0));
      }
      if (found.isEmpty()) {
        missing(role, subject, name);
      } else {
        problem(
            BindingProblem.Code.COLUMN_AMBIGUOUS,
            role,
            subject,
            "column '" + name + "' may be " + names(found),
            "write the name exactly, or let the query name its columns apart");
      }
      return Optional.empty();
    }

    private void missing(FieldRole role, String subject, String name) {
      List<String> known = candidates.stream().map(Field::getName).toList();
      Optional<String> near = NearestName.of(name, known);
      String advice =
          near.map(n -> "did you mean '" + n + "'?")
              .orElseGet(
                  () ->
                      candidates.size() <= 20
                          ? "the columns are " + names(candidates)
                          : "none of the " + candidates.size() + " columns has a name like it");
      problem(
          BindingProblem.Code.COLUMN_MISSING,
          role,
          subject,
          "there is no column '" + name + "'",
          advice);
    }

    private static String names(List<Field> fields) {
      return String.join(", ", fields.stream().map(f -> "'" + f.getName() + "'").toList());
    }

    private void mismatch(
        FieldRole role, String subject, Field column, String as, String accepted) {
      problem(
          BindingProblem.Code.TYPE_MISMATCH,
          role,
          subject,
          "column '"
              + column.getName()
              + "' is of type "
              + TypeNames.of(column)
              + ", which does not fit "
              + as,
          "accepted are " + accepted + "; declare another type or name another column");
    }

    private void problem(
        BindingProblem.Code code, FieldRole role, String subject, String message, String advice) {
      problems.add(new BindingProblem(code, role, subject, message, advice));
    }
  }
}
