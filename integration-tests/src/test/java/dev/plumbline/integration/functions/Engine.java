package dev.plumbline.integration.functions;

import java.util.List;

/** An engine below test; Spark is none, it is the judge. */
enum Engine {
  DUCKDB,
  TRINO,
  POSTGRESQL;

  /**
   * The columns of the table that the engine has types for, as Redshift has them for PostgreSQL.
   */
  List<NastyTable.Column> columns() {
    return NastyTable.COLUMNS.stream().filter(column -> has(Type.of(column.type()))).toList();
  }

  private boolean has(Type type) {
    return this != POSTGRESQL || (type.arguments().isEmpty() && !type.text().equals("tinyint"));
  }
}
