package dev.plumbline.benchmarks;

import dev.plumbline.connector.athena.AthenaProfile;
import dev.plumbline.connector.redshift.RedshiftProfile;
import dev.plumbline.runtime.plan.PhysicalPlan;
import dev.plumbline.runtime.plan.PinnedTable;
import dev.plumbline.runtime.plan.Planning;
import dev.plumbline.runtime.plan.SelectedTable;
import dev.plumbline.runtime.sql.DuckDbProfile;
import dev.plumbline.spi.BatchReader;
import dev.plumbline.spi.ConnectorConfig;
import dev.plumbline.spi.Delivery;
import dev.plumbline.spi.Part;
import dev.plumbline.spi.QueryContext;
import dev.plumbline.spi.Relation;
import dev.plumbline.spi.Route;
import dev.plumbline.spi.SqlProfile;
import dev.plumbline.spi.SqlQuery;
import dev.plumbline.spi.TableHandle;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.tools.RelBuilder;

/** Two tables of a database that exists as a plan only, and the queries that are planned on it. */
final class PlannedDatabase extends SqlSession {
  /** Ten items: texts, numbers, times, conversions and conditions. */
  static final List<String> ITEMS =
      List.of(
          "id",
          "placed_at",
          "trim(country) AS country",
          "amount * 2 AS total",
          "CAST(quantity AS DECIMAL(18, 2)) AS price",
          "date_trunc('HOUR', placed_at) AS hour",
          "CASE WHEN quantity > 10 THEN 'large' WHEN quantity > 2 THEN 'some' ELSE 'few' END"
              + " AS size",
          "coalesce(note, 'none') AS note",
          "year(placed_at) AS year",
          "quantity BETWEEN 1 AND 5 OR note LIKE 'a%' AS chosen");

  static final String RANGE =
      "placed_at >= TIMESTAMP '2026-01-01 00:00:00' AND placed_at < TIMESTAMP '2026-02-01"
          + " 00:00:00'";

  private static final Schema ORDERS =
      new Schema(
          List.of(
              Field.nullable("id", new ArrowType.Int(64, true)),
              Field.nullable("country", ArrowType.Utf8.INSTANCE),
              Field.nullable("amount", new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE)),
              Field.nullable("quantity", new ArrowType.Int(32, true)),
              Field.nullable("placed_at", new ArrowType.Timestamp(TimeUnit.MICROSECOND, "UTC")),
              Field.nullable("note", ArrowType.Utf8.INSTANCE)));
  private static final Schema COUNTRIES =
      new Schema(
          List.of(
              Field.nullable("code", ArrowType.Utf8.INSTANCE),
              Field.nullable("continent", ArrowType.Utf8.INSTANCE)));

  private PlannedDatabase(SqlProfile profile) {
    super(profile);
  }

  /** Whose SQL a plan is written in. */
  enum Dialect {
    REDSHIFT("Redshift"),
    ATHENA("Athena"),
    DUCKDB("DuckDB");

    private final String title;

    Dialect(String title) {
      this.title = title;
    }

    String title() {
      return title;
    }
  }

  static PlannedDatabase in(Dialect dialect) {
    return new PlannedDatabase(
        switch (dialect) {
          case REDSHIFT -> RedshiftProfile.PROFILE;
          case ATHENA -> AthenaProfile.PROFILE;
          case DUCKDB -> DuckDbProfile.PROFILE;
        });
  }

  PinnedTable orders() {
    return pinned("orders", ORDERS);
  }

  /** Reads the items against the table's columns: their names and types. */
  SelectedTable select() {
    return SelectedTable.of(orders(), ITEMS);
  }

  /** Figures by hour and size over the ten items of one month. */
  PhysicalPlan planSelect(QueryContext q) {
    Planning planning = Planning.start();
    RelBuilder builder = planning.scan(select());
    builder.filter(planning.condition(builder, RANGE));
    builder.aggregate(
        builder.groupKey("hour", "year", "chosen"),
        builder.countStar("orders"),
        builder.min("first_id", builder.field("id")),
        builder.max("last", builder.field("placed_at")),
        builder.max("highest", builder.field("price")),
        builder.count(false, "countries", builder.field("country")),
        builder.count(false, "totals", builder.field("total")),
        builder.count(false, "sizes", builder.field("size")),
        builder.count(false, "notes", builder.field("note")));
    return planning.finish(q, builder.build(), 2);
  }

  /** Orders of one month by continent: two tables, selected from, joined and grouped. */
  PhysicalPlan planJoin(QueryContext q) {
    Planning planning = Planning.start();
    RelBuilder builder =
        planning.scan(
            SelectedTable.of(orders(), List.of("country", "placed_at", "amount * 2 AS twice")));
    builder.filter(planning.condition(builder, RANGE));
    RelNode countries = planning.scan(pinned("countries", COUNTRIES)).build();
    builder.push(countries);
    builder.join(
        JoinRelType.INNER,
        builder.equals(builder.field(2, 0, "country"), builder.field(2, 1, "code")));
    builder.aggregate(
        builder.groupKey("continent"),
        builder.countStar("orders"),
        builder.count(false, "amounts", builder.field("twice")));
    return planning.finish(q, builder.build(), 2);
  }

  @Override
  public Optional<TableHandle> resolve(QueryContext q, Relation relation, ConnectorConfig options) {
    return Optional.empty();
  }

  @Override
  public Delivery execute(QueryContext q, SqlQuery statement, Route route) {
    throw new UnsupportedOperationException("nothing is run in a plan");
  }

  @Override
  public BatchReader open(QueryContext q, Part.Batches part) {
    throw new UnsupportedOperationException("nothing is read in a plan");
  }

  @Override
  public void close() {}
}
