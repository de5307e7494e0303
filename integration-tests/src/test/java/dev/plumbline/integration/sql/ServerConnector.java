package dev.plumbline.integration.sql;

import dev.plumbline.spi.Connector;
import dev.plumbline.spi.ConnectorException;
import dev.plumbline.spi.PartReader;
import dev.plumbline.spi.QueryContext;
import dev.plumbline.spi.ReadSession;
import dev.plumbline.spi.StandardErrorCode;

/** SQL on a running server, as the connectors of Redshift and Athena ask theirs. */
final class ServerConnector implements Connector {
  private final ServerKind kind;
  private final String source;

  ServerConnector(ServerKind kind, String source) {
    this.kind = kind;
    this.source = source;
  }

  @Override
  public ReadSession begin(QueryContext q) {
    return new ServerSession(kind, StatementLog.of(source));
  }

  @Override
  public PartReader reader() {
    return (q, part) -> {
      throw new ConnectorException(
          StandardErrorCode.INTERNAL, "this connector's parts are read in their session only");
    };
  }

  @Override
  public void close() {}
}
