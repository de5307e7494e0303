package dev.plumbline.connector.athena;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.spi.CastRule;
import dev.plumbline.spi.Literal;
import dev.plumbline.spi.Lowering;
import dev.plumbline.spi.Overload;
import dev.plumbline.spi.SqlCall;
import dev.plumbline.spi.SqlOperand;
import dev.plumbline.spi.SqlProfile;
import dev.plumbline.spi.TypePattern;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;

/** What computed lowerings write of constants of many kinds. */
final class Samples {
  private static final List<String> TEXTS =
      List.of(
          "a",
          "(a)[b-c]+\\d",
          "%d%s",
          "day",
          "month",
          "UTF-8",
          "Europe/Berlin",
          "MON",
          "$1",
          "yyyy",
          "yyyy-MM-dd HH:mm:ss.SSS",
          "EEE d MMM yyyy h:mm a");
  private static final List<Long> NUMBERS = List.of(0L, 1L, -2L, 256L, 512L, 2000L);
  private static final List<String> RESULTS =
      List.of("integer", "double", "decimal", "varchar", "boolean", "date", "instant", "array");

  private Samples() {}

  /** Everything that they write; each must write something. */
  static Set<String> computed(SqlProfile profile) {
    Set<String> all = new LinkedHashSet<>();
    profile
        .operators()
        .forEach(
            (id, overloads) -> {
              for (Overload overload : overloads) {
                if (overload.lowering() instanceof Lowering.Computed computed) {
                  Set<String> texts = texts(id, computed, overload.arguments());
                  assertThat(texts).as(id + " of " + overload.arguments()).isNotEmpty();
                  all.addAll(texts);
                }
              }
            });
    for (CastRule rule : profile.casts()) {
      if (rule.lowering() instanceof Lowering.Computed computed) {
        all.addAll(texts("cast", computed, List.of(rule.from())));
      }
    }
    return all;
  }

  private static Set<String> texts(
      String id, Lowering.Computed computed, List<TypePattern> arguments) {
    List<List<SqlOperand>> calls = List.of(List.of());
    for (int i = 0; i < arguments.size(); i++) {
      TypePattern pattern = arguments.get(i);
      String type = pattern.typeIds().isEmpty() ? "integer" : pattern.typeIds().iterator().next();
      List<List<SqlOperand>> longer = new ArrayList<>();
      for (List<SqlOperand> call : calls) {
        for (SqlOperand operand : operands(type)) {
          List<SqlOperand> next = new ArrayList<>(call);
          next.add(operand);
          if (pattern.repeats()) {
            next.add(operands("varchar").get(0));
          }
          longer.add(next);
        }
      }
      calls = longer;
    }
    Set<String> texts = new LinkedHashSet<>();
    for (List<SqlOperand> call : calls) {
      for (String result : results(id, call.size())) {
        computed
            .lower()
            .apply(SqlCall.builder(id, call, field("r", result)).build())
            .ifPresent(texts::add);
      }
    }
    return texts;
  }

  /** Arithmetic gives what it takes; of one operand many types may come. */
  private static List<String> results(String id, int operands) {
    if (Set.of("add", "subtract", "multiply", "divide").contains(id.replace("try_", ""))) {
      return List.of("decimal");
    }
    return operands == 1 ? RESULTS : List.of("instant");
  }

  private static List<SqlOperand> operands(String type) {
    Field field = field("a", type);
    List<SqlOperand> operands = new ArrayList<>();
    if (type.equals("varchar")) {
      for (String text : TEXTS) {
        operands.add(
            SqlOperand.builder(AthenaCalls.quote(text), field)
                .literal(new Literal(field.getType(), text))
                .build());
      }
    } else if (Set.of("tinyint", "smallint", "integer", "bigint").contains(type)) {
      for (Long number : NUMBERS) {
        operands.add(
            SqlOperand.builder(number.toString(), field)
                .literal(new Literal(field.getType(), number))
                .build());
      }
    } else {
      operands.add(SqlOperand.builder("\"c\"", field).build());
    }
    return operands;
  }

  private static Field field(String name, String type) {
    ArrowType arrow =
        switch (type) {
          case "boolean" -> ArrowType.Bool.INSTANCE;
          case "tinyint" -> new ArrowType.Int(8, true);
          case "smallint" -> new ArrowType.Int(16, true);
          case "integer" -> new ArrowType.Int(32, true);
          case "bigint" -> new ArrowType.Int(64, true);
          case "real" -> new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE);
          case "double" -> new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE);
          case "decimal" -> new ArrowType.Decimal(10, 0, 128);
          case "varchar" -> ArrowType.Utf8.INSTANCE;
          case "varbinary" -> ArrowType.Binary.INSTANCE;
          case "date" -> new ArrowType.Date(DateUnit.DAY);
          case "timestamp" -> new ArrowType.Timestamp(TimeUnit.MICROSECOND, null);
          case "instant" -> new ArrowType.Timestamp(TimeUnit.MICROSECOND, "UTC");
          case "array" -> ArrowType.List.INSTANCE;
          case "map" -> new ArrowType.Map(false);
          default -> throw new IllegalArgumentException(type);
        };
    List<Field> children =
        type.equals("array")
            ? List.of(field("item", "integer"))
            : type.equals("map")
                ? List.of(
                    new Field(
                        "entries",
                        FieldType.notNullable(ArrowType.Struct.INSTANCE),
                        List.of(field("key", "varchar"), field("value", "integer"))))
                : List.of();
    return new Field(name, FieldType.nullable(arrow), children);
  }
}
