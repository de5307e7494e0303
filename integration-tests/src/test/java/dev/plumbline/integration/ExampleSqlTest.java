package dev.plumbline.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.runtime.expression.NamedExpression;
import dev.plumbline.runtime.expression.PlanTypes;
import dev.plumbline.runtime.expression.SparkExpressions;
import dev.plumbline.runtime.sql.SqlText;
import java.util.List;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.calcite.rex.RexBuilder;
import org.junit.jupiter.api.Test;

/** The profile of the guide writes what the guide says. */
class ExampleSqlTest {
  private static final List<Field> COLUMNS =
      List.of(
          Field.nullable("id", new ArrowType.Int(32, true)),
          Field.nullable("name", ArrowType.Utf8.INSTANCE),
          Field.nullable("at", new ArrowType.Timestamp(TimeUnit.MICROSECOND, "UTC")));

  private static String written(String expression) {
    NamedExpression item =
        SparkExpressions.select(
                new RexBuilder(PlanTypes.FACTORY),
                PlanTypes.table(COLUMNS),
                List.of("(" + expression + ") AS item"))
            .get(0);
    return new SqlText(ExampleSql.PROFILE)
        .condition(item.expression(), COLUMNS.stream().map(Field::getName).toList());
  }

  @Test
  void writesTemplatesWithParenthesesWhereTheyAreNeeded() {
    assertThat(written("id > 5 AND length(name) = 3"))
        .isEqualTo("(\"id\" > 5) AND (char_length(\"name\") = 3)");
  }

  @Test
  void computesFromConstants() {
    assertThat(written("date_trunc('MONTH', at)")).isEqualTo("date_trunc('month', \"at\")");
    assertThatThrownBy(() -> written("date_trunc('WEEK', at)")).hasMessageContaining("date_trunc");
  }

  @Test
  void refusesWithTheReasonOfTheProfile() {
    assertThatThrownBy(() -> written("upper(name)")).hasMessageContaining("sharp s");
  }

  @Test
  void writesConversionsThatAreNotInTheText() {
    assertThat(written("CAST(id AS BIGINT)")).isEqualTo("CAST(\"id\" AS INT8)");
  }
}
