package dev.plumbline.runtime.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.runtime.config.DatasetConfig;
import dev.plumbline.runtime.config.DatasetRole;
import dev.plumbline.runtime.config.FieldType;
import dev.plumbline.runtime.config.FieldType.Kind;
import dev.plumbline.runtime.config.ModelConfig;
import dev.plumbline.runtime.config.ModelType;
import dev.plumbline.runtime.model.BindingProblem.Code;
import dev.plumbline.spi.Relation;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Test;

class DatasetBindingTest {
  private static final ArrowType TEXT = ArrowType.Utf8.INSTANCE;
  private static final ArrowType INT = new ArrowType.Int(64, true);
  private static final ArrowType DOUBLE =
      new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE);
  private static final ArrowType DECIMAL = new ArrowType.Decimal(18, 2, 128);
  private static final ArrowType BOOL = ArrowType.Bool.INSTANCE;
  private static final ArrowType INSTANT = new ArrowType.Timestamp(TimeUnit.MICROSECOND, "UTC");
  private static final ArrowType LOCAL = new ArrowType.Timestamp(TimeUnit.MICROSECOND, null);
  private static final ArrowType DATE = new ArrowType.Date(DateUnit.DAY);
  private static final ArrowType BINARY = ArrowType.Binary.INSTANCE;
  private static final ArrowType LIST = ArrowType.List.INSTANCE;

  private final Map<String, FieldType> rawInputs = new LinkedHashMap<>();
  private final Map<String, FieldType> features = new LinkedHashMap<>();
  private final Map<String, FieldType> predictions = new LinkedHashMap<>();
  private final Map<String, String> mapped = new LinkedHashMap<>();
  private final Map<String, String> labels = new LinkedHashMap<>();
  private DatasetRole role = DatasetRole.SERVING;
  private Optional<ZoneId> timezone = Optional.empty();

  @Test
  void s9BindsInTheOrderOfAReadWhateverTheOrderOfTheColumns() {
    predictions.put("p", FieldType.of(Kind.NUMERIC));
    predictions.put("d", FieldType.of(Kind.BOOLEAN));
    features.put("f", FieldType.of(Kind.NUMERIC));
    rawInputs.put("r", FieldType.of(Kind.TEXT));
    labels.put("d", "truth");
    labels.put("p", "truth2");
    mapped.put("f", "f_column");

    DatasetBinding binding =
        bind(
            column("truth2", DOUBLE),
            column("truth", BOOL),
            column("p", DOUBLE),
            column("d", BOOL),
            column("f_column", INT),
            column("r", TEXT),
            column("at", INSTANT),
            column("id", TEXT),
            column("unused", BINARY));

    assertThat(binding.problems()).isEmpty();
    assertThat(
            binding.columns().stream()
                .map(c -> c.role() + " " + c.name() + "=" + c.column().getName()))
        .containsExactly(
            "ID id=id",
            "TIMESTAMP at=at",
            "RAW_INPUT r=r",
            "FEATURE f=f_column",
            "PREDICTION p=p",
            "PREDICTION d=d",
            "LABEL p=truth2",
            "LABEL d=truth");
  }

  @Test
  void s5BindsOnlyLabelsOfActuals() {
    predictions.put("p", FieldType.of(Kind.NUMERIC));
    features.put("f", FieldType.of(Kind.NUMERIC));
    labels.put("p", "truth");
    role = DatasetRole.ACTUALS;

    DatasetBinding binding = bind(column("id", TEXT), column("at", INSTANT), column("truth", INT));

    assertThat(binding.isSound()).isTrue();
    assertThat(binding.columns().stream().map(BoundColumn::role))
        .containsExactly(FieldRole.ID, FieldRole.TIMESTAMP, FieldRole.LABEL);
  }

  @Test
  void m3PrefersTheExactNameAndFallsBackToAnyCase() {
    features.put("amount", FieldType.of(Kind.NUMERIC));
    DatasetBinding exact =
        bind(
            column("id", TEXT),
            column("at", INSTANT),
            column("AMOUNT", TEXT),
            column("amount", INT),
            column("Amount", TEXT));
    assertThat(exact.problems()).isEmpty();
    assertThat(exact.columns().get(2).column().getName()).isEqualTo("amount");

    DatasetBinding folded = bind(column("ID", TEXT), column("At", INSTANT), column("Amount", INT));
    assertThat(folded.problems()).isEmpty();
    assertThat(folded.columns().stream().map(c -> c.column().getName()))
        .containsExactly("ID", "At", "Amount");
  }

  @Test
  void m3NamesBothCandidatesOfAnAmbiguousName() {
    features.put("amount", FieldType.of(Kind.NUMERIC));
    DatasetBinding binding =
        bind(
            column("id", TEXT),
            column("at", INSTANT),
            column("AMOUNT", INT),
            column("Amount", INT));
    assertOnly(binding, Code.COLUMN_AMBIGUOUS, FieldRole.FEATURE, "amount");
    assertThat(binding.problems().get(0).message()).contains("'AMOUNT', 'Amount'");
    assertThat(binding.columns()).hasSize(2);

    DatasetBinding twice =
        bind(
            column("id", TEXT),
            column("at", INSTANT),
            column("amount", INT),
            column("amount", INT));
    assertOnly(twice, Code.COLUMN_AMBIGUOUS, FieldRole.FEATURE, "amount");
  }

  @Test
  void m3NamesTheNearestColumnOfAMissingOne() {
    features.put("amount", FieldType.of(Kind.NUMERIC));
    DatasetBinding binding = bind(column("id", TEXT), column("at", INSTANT), column("amuont", INT));
    assertOnly(binding, Code.COLUMN_MISSING, FieldRole.FEATURE, "amount");
    assertThat(binding.problems().get(0).advice()).contains("'amuont'");
    assertThat(bind().problems().stream().map(BindingProblem::role))
        .containsExactly(FieldRole.ID, FieldRole.TIMESTAMP, FieldRole.FEATURE);
  }

  @Test
  void m2TakesWhatFitsWithoutLossAndNothingElse() {
    List<Field> all =
        List.of(
            column("text", TEXT),
            column("int", INT),
            column("double", DOUBLE),
            column("decimal", DECIMAL),
            column("bool", BOOL),
            column("instant", INSTANT),
            column("local", LOCAL),
            column("date", DATE),
            column("binary", BINARY),
            map("dict", TEXT, DOUBLE),
            map("words", TEXT, TEXT),
            map("codes", INT, DOUBLE),
            list("numbers", LIST, column("item", DOUBLE)),
            list("texts", LIST, column("item", TEXT)),
            list("four", new ArrowType.FixedSizeList(4), column("item", DOUBLE)),
            list("nested", LIST, list("item", LIST, column("item", DOUBLE))),
            list(
                "square",
                new ArrowType.FixedSizeList(2),
                list("item", new ArrowType.FixedSizeList(2), column("item", DOUBLE))),
            list(
                "oblong",
                new ArrowType.FixedSizeList(2),
                list("item", new ArrowType.FixedSizeList(3), column("item", DOUBLE))));

    assertFits(FieldType.of(Kind.NUMERIC), all, "int", "double", "decimal");
    assertFits(FieldType.of(Kind.BOOLEAN), all, "bool");
    assertFits(FieldType.of(Kind.STRING), all, "text");
    assertFits(FieldType.of(Kind.TEXT), all, "text");
    assertFits(FieldType.of(Kind.IMAGE_URL), all, "text");
    assertFits(FieldType.of(Kind.CATEGORICAL), all, "text", "int", "bool");
    assertFits(FieldType.of(Kind.DATETIME), all, "instant", "local", "date");
    assertFits(FieldType.of(Kind.DICT), all, "dict");
    assertFits(FieldType.of(Kind.VECTOR), all, "numbers", "four");
    assertFits(
        FieldType.of(Kind.ARRAY), all, "numbers", "texts", "four", "nested", "square", "oblong");
    assertFits(new FieldType(Kind.EMBEDDING, List.of(4)), all, "numbers", "four");
    assertFits(new FieldType(Kind.EMBEDDING, List.of(5)), all, "numbers");
    assertFits(
        new FieldType(Kind.TENSOR, List.of(2, 2)), all, "numbers", "four", "nested", "square");
    assertFits(new FieldType(Kind.TENSOR, List.of(2, 3)), all, "numbers", "nested", "oblong");
  }

  @Test
  void m2SaysTheColumnItsTypeAndWhatWouldBeAccepted() {
    features.put("amount", FieldType.of(Kind.NUMERIC));
    mapped.put("amount", "amount_text");
    DatasetBinding binding =
        bind(column("id", TEXT), column("at", INSTANT), column("amount_text", TEXT));
    assertOnly(binding, Code.TYPE_MISMATCH, FieldRole.FEATURE, "amount");
    assertThat(binding.problems().get(0).message()).contains("amount_text", "string", "numeric");
    assertThat(binding.problems().get(0).advice()).contains("decimals");
    assertThat(binding.columns()).hasSize(3);
  }

  @Test
  void m2LetsAColumnOfNothingButNullsFitEveryField() {
    features.put("amount", FieldType.of(Kind.NUMERIC));
    ArrowType nothing = ArrowType.Null.INSTANCE;
    assertThat(
            bind(column("id", nothing), column("at", nothing), column("amount", nothing))
                .problems())
        .isEmpty();
  }

  @Test
  void s1RefusesIdsWithoutEquality() {
    assertOnly(
        bind(column("id", DOUBLE), column("at", INSTANT)), Code.TYPE_MISMATCH, FieldRole.ID, "id");
    assertThat(
            bind(column("id", new ArrowType.Decimal(20, 0, 128)), column("at", INSTANT)).problems())
        .isEmpty();
  }

  @Test
  void s3NeedsATimezoneWhereTheColumnHasNone() {
    for (ArrowType type : List.of(LOCAL, DATE, new ArrowType.Timestamp(TimeUnit.SECOND, ""))) {
      timezone = Optional.empty();
      assertOnly(
          bind(column("id", TEXT), column("at", type)),
          Code.TIMEZONE_MISSING,
          FieldRole.TIMESTAMP,
          "at");
      timezone = Optional.of(ZoneId.of("Europe/Berlin"));
      assertThat(bind(column("id", TEXT), column("at", type)).problems()).isEmpty();
    }
    timezone = Optional.empty();
    assertThat(bind(column("id", TEXT), column("at", INSTANT)).problems()).isEmpty();
    assertOnly(
        bind(column("id", TEXT), column("at", TEXT)),
        Code.TYPE_MISMATCH,
        FieldRole.TIMESTAMP,
        "at");
  }

  private void assertFits(FieldType type, List<Field> columns, String... fitting) {
    List<String> found = new ArrayList<>();
    for (Field column : columns) {
      features.clear();
      features.put(column.getName(), type);
      DatasetBinding binding = bind(column("id", TEXT), column("at", INSTANT), column);
      if (binding.isSound()) {
        found.add(column.getName());
      } else {
        assertOnly(binding, Code.TYPE_MISMATCH, FieldRole.FEATURE, column.getName());
      }
    }
    assertThat(found).as(type.toString()).containsExactly(fitting);
  }

  private static void assertOnly(
      DatasetBinding binding, Code code, FieldRole role, String subject) {
    assertThat(binding.problems().stream().map(p -> p.code() + " " + p.role() + " " + p.subject()))
        .containsExactly(code + " " + role + " " + subject);
  }

  private DatasetBinding bind(Field... columns) {
    DatasetConfig dataset =
        zoned(
            DatasetConfig.builder("m", role, "s", new Relation.Location("x"))
                .idColumn("id")
                .timestampColumn("at")
                .features(mapped)
                .labels(labels));
    ModelConfig model =
        ModelConfig.builder("m", "v1", ModelType.BINARY)
            .rawInputs(rawInputs)
            .features(features)
            .predictions(predictions)
            .datasets(Map.of(role, dataset))
            .build();
    return DatasetBinding.of(dataset, model, new Schema(Arrays.asList(columns)));
  }

  private DatasetConfig zoned(DatasetConfig.Builder dataset) {
    timezone.ifPresent(dataset::timezone);
    return dataset.build();
  }

  private static Field column(String name, ArrowType type) {
    return Field.nullable(name, type);
  }

  private static Field list(String name, ArrowType type, Field item) {
    return new Field(
        name, org.apache.arrow.vector.types.pojo.FieldType.nullable(type), List.of(item));
  }

  private static Field map(String name, ArrowType key, ArrowType value) {
    Field entries =
        new Field(
            "entries",
            org.apache.arrow.vector.types.pojo.FieldType.notNullable(ArrowType.Struct.INSTANCE),
            List.of(Field.notNullable("key", key), Field.nullable("value", value)));
    return new Field(
        name,
        org.apache.arrow.vector.types.pojo.FieldType.nullable(new ArrowType.Map(false)),
        List.of(entries));
  }
}
