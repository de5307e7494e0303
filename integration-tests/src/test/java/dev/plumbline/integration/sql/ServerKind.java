package dev.plumbline.integration.sql;

import dev.plumbline.connector.athena.AthenaProfile;
import dev.plumbline.connector.redshift.RedshiftProfile;
import dev.plumbline.integration.functions.Servers;
import dev.plumbline.integration.functions.SqlServer;
import dev.plumbline.spi.SqlProfile;

/** A server, and the dialect that it is asked in. */
enum ServerKind {
  POSTGRESQL("public"),
  TRINO("default");

  private final String schema;

  ServerKind(String schema) {
    this.schema = schema;
  }

  /** Where its tables are. */
  String schema() {
    return schema;
  }

  SqlProfile profile() {
    return this == POSTGRESQL ? RedshiftProfile.PROFILE : AthenaProfile.PROFILE;
  }

  SqlServer server() {
    return this == POSTGRESQL ? Servers.postgresql() : Servers.trino();
  }
}
