package dev.plumbline.spi;

import java.util.Optional;
import java.util.Set;

/**
 * Finds relations and says what they look like, without reading their rows.
 *
 * @since 0.1.0
 */
public interface Introspector {
  /**
   * Lists the schemas (databases, folders) of the source.
   *
   * @param q the query
   * @return the schemas, in a stable order; the caller closes it
   */
  CloseableIterator<SchemaName> schemas(QueryContext q);

  /**
   * Lists the tables of a schema.
   *
   * @param q the query
   * @param schema one of {@link #schemas}
   * @return the tables, in a stable order; the caller closes it
   */
  CloseableIterator<Relation.Table> tables(QueryContext q, SchemaName schema);

  /**
   * Finds a relation and pins its state.
   *
   * @param q the query
   * @param relation what to find
   * @param relationOptions its options, by {@link ConnectorFactory#relationSpec()}
   * @return the pinned relation; empty if it does not exist
   * @throws ConnectorException if it exists and cannot be read: a feature that is not understood, a
   *     type that has no lossless Arrow type, a missing permission
   */
  Optional<TableHandle> resolve(QueryContext q, Relation relation, ConnectorConfig relationOptions);

  /**
   * Says what is known of a table without reading it.
   *
   * @param q the query
   * @param table the pinned table
   * @param columns the columns that matter
   * @return what is known; every part of it may be unknown
   */
  TableStatistics statistics(QueryContext q, TableHandle table, Set<FieldPath> columns);
}
