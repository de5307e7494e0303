package dev.plumbline.integration.functions;

import dev.plumbline.connector.athena.AthenaProfile;
import dev.plumbline.connector.redshift.RedshiftProfile;
import dev.plumbline.engine.spark.SparkProfile;
import dev.plumbline.runtime.sql.DuckDbProfile;
import dev.plumbline.runtime.sql.SqlText;
import dev.plumbline.spi.SqlProfile;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rex.RexNode;

/** How a profile writes, and the server that reads it. */
enum Dialect {
  DUCKDB(DuckDbProfile.PROFILE),
  ATHENA(AthenaProfile.PROFILE),
  REDSHIFT(RedshiftProfile.PROFILE),
  SPARK(SparkProfile.PROFILE);

  private static final int TOGETHER = 1_000;

  private final SqlProfile profile;

  Dialect(SqlProfile profile) {
    this.profile = profile;
  }

  SqlProfile profile() {
    return profile;
  }

  /** An expression over columns of these names. */
  String write(RexNode expression, List<String> names) {
    return new SqlText(profile).condition(expression, names);
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
