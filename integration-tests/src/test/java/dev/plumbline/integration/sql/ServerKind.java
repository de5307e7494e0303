package dev.plumbline.integration.sql;

import dev.plumbline.connector.athena.AthenaProfile;
import dev.plumbline.connector.redshift.RedshiftProfile;
import dev.plumbline.integration.functions.Servers;
import dev.plumbline.integration.functions.SqlServer;
import dev.plumbline.spi.SqlProfile;

/** A server, and the dialect that it is asked in. */
enum ServerKind {
  POSTGRESQL("public", RedshiftProfile.PROFILE),
  TRINO("default", AthenaProfile.PROFILE);

  private final String schema;
  private final SqlProfile profile;

  ServerKind(String schema, SqlProfile profile) {
    this.schema = schema;
    this.profile = profile;
  }

  /** Where its tables are. */
  String schema() {
    return schema;
  }

  SqlProfile profile() {
    return profile;
  }

  SqlServer server() {
    return this == POSTGRESQL ? Servers.postgresql() : Servers.trino();
  }
}
