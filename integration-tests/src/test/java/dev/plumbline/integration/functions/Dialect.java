package dev.plumbline.integration.functions;

import dev.plumbline.connector.athena.AthenaProfile;
import dev.plumbline.connector.redshift.RedshiftProfile;
import dev.plumbline.runtime.sql.DuckDbProfile;
import dev.plumbline.runtime.sql.SparkProfile;
import dev.plumbline.runtime.sql.SqlText;
import dev.plumbline.spi.SqlProfile;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rex.RexNode;

/** How a profile writes, and the server that reads it. */
enum Dialect {
  DUCKDB,
  ATHENA,
  REDSHIFT,
  SPARK;

  private static final int TOGETHER = 1_000;

  SqlProfile profile() {
    return switch (this) {
      case DUCKDB -> DuckDbProfile.PROFILE;
      case ATHENA -> AthenaProfile.PROFILE;
      case REDSHIFT -> RedshiftProfile.PROFILE;
      case SPARK -> SparkProfile.PROFILE;
    };
  }

  /** An expression over columns of these names. */
  String write(RexNode expression, List<String> names) {
    return new SqlText(profile()).condition(expression, names);
  }

  List<Answer> constants(List<String> expressions) {
    Evaluator server = this == SPARK ? Judges.spark().join() : server();
    List<Answer> answers = new ArrayList<>();
    for (int i = 0; i < expressions.size(); i += TOGETHER) {
      answers.addAll(
          server.constants(expressions.subList(i, Math.min(expressions.size(), i + TOGETHER))));
    }
    return answers;
  }

  SqlServer server() {
    return (SqlServer)
        Judges.engine(
                switch (this) {
                  case DUCKDB -> Engine.DUCKDB;
                  case ATHENA -> Engine.TRINO;
                  case REDSHIFT -> Engine.POSTGRESQL;
                  case SPARK -> throw new IllegalStateException("Spark takes expressions only");
                })
            .join();
  }
}
