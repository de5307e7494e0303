package dev.plumbline.integration;

import dev.plumbline.spi.Identifiers;
import dev.plumbline.spi.LiteralRules;
import dev.plumbline.spi.Lowering;
import dev.plumbline.spi.Shape;
import dev.plumbline.spi.SqlCall;
import dev.plumbline.spi.SqlFeature;
import dev.plumbline.spi.SqlProfile;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What docs/write-a-connector.md shows of a source that answers SQL. */
final class ExampleSql {
  static final SqlProfile PROFILE =
      SqlProfile.builder(
              Identifiers.builder('"', '"').maxBytes(63).build(),
              LiteralRules.builder().templates(Map.of("instant", "TIMESTAMPTZ {0}")).build())
          .typeNames(Map.of("integer", "INT4", "bigint", "INT8", "double", "FLOAT8"))
          .features(Set.of(SqlFeature.LIMIT, SqlFeature.JOIN, SqlFeature.UNION))
          .infix("and", "{0} AND {1}", "boolean", "boolean")
          .infix("equal", "{0} = {1}", "integral|date|varchar", "integral|date|varchar")
          .infix("greater", "{0} > {1}", "integral|date", "integral|date")
          .write("length", "char_length({0})", "varchar")
          .compute("date_trunc", "a constant unit", ExampleSql::trunc, "varchar", "instant")
          .refuse("upper", "it leaves the sharp s, of which Spark makes SS")
          .cast("integer", "bigint", new Lowering.Template("CAST({0} AS {type})", Shape.ATOM))
          .write("count", "count({*})", "any...")
          .build();

  private ExampleSql() {}

  private static Optional<String> trunc(SqlCall call) {
    return call.operands()
        .get(0)
        .literal()
        .map(unit -> String.valueOf(unit.value()).toLowerCase(Locale.ROOT))
        .filter(List.of("year", "month", "day", "hour")::contains)
        .map(unit -> "date_trunc('" + unit + "', " + call.operands().get(1).sql() + ")");
  }
}
