package dev.plumbline.runtime.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * One dataset of a {@link ModelDocument}: where its rows are, which columns mean what, and what is
 * demanded of them. It needs a source, one of table, path and query, and the columns of id and
 * time.
 *
 * @since 0.1.0
 */
public final class DatasetDocument {
  private final DatasetRole role;
  private final DocumentTree tree;

  private DatasetDocument(Builder builder) {
    this.role = builder.role;
    this.tree = builder.tree.copy();
  }

  /**
   * Starts building; the arguments are what every dataset must have.
   *
   * @param role what it is to its model
   * @param source the name of its source
   * @return a builder
   */
  public static Builder builder(DatasetRole role, String source) {
    return new Builder(role, source);
  }

  DatasetRole role() {
    return role;
  }

  DocumentTree tree() {
    return tree;
  }

  /**
   * Builds a {@link DatasetDocument}; every setter returns this builder.
   *
   * @since 0.1.0
   */
  public static final class Builder {
    private final DatasetRole role;
    private final DocumentTree tree;

    private Builder(DatasetRole role, String source) {
      this.role = Objects.requireNonNull(role, "role");
      this.tree = new DocumentTree().set("source", source);
    }

    /**
     * Takes the rows of a table.
     *
     * @param table such as {@code schema.table}, with double quotes around a part that holds a dot
     * @return this builder
     */
    public Builder table(String table) {
      tree.set("table", table);
      return this;
    }

    /**
     * Takes the rows at a path below the source.
     *
     * @param path a path or a URI
     * @return this builder
     */
    public Builder path(String path) {
      tree.set("path", path);
      return this;
    }

    /**
     * Takes the rows of a query.
     *
     * @param query SQL of the source itself
     * @return this builder
     */
    public Builder query(String query) {
      tree.set("query", query);
      return this;
    }

    /**
     * Names the format, for programs that know it.
     *
     * @param format the name of the source's connector
     * @return this builder
     */
    public Builder objectFormat(String format) {
      tree.set("object_format", format);
      return this;
    }

    /**
     * Sets the column of the prediction's id.
     *
     * @param column its name
     * @return this builder
     */
    public Builder idColumn(String column) {
      tree.set("id_column", column);
      return this;
    }

    /**
     * Sets the column of the time.
     *
     * @param column its name
     * @return this builder
     */
    public Builder timestampColumn(String column) {
      tree.set("timestamp_column", column);
      return this;
    }

    /**
     * Sets the zone of timestamps that have none.
     *
     * @param zone a region such as {@code Europe/Berlin}, or UTC
     * @return this builder
     */
    public Builder timezone(ZoneId zone) {
      tree.set("timezone", zone.equals(ZoneOffset.UTC) ? "UTC" : zone.getId());
      return this;
    }

    /**
     * Sets how the timestamp column tells the time where it is text or a number.
     *
     * @param format the format
     * @return this builder
     */
    public Builder timestampFormat(TimestampFormat format) {
      tree.set("timestamp_format", format.word());
      return this;
    }

    /**
     * Maps a raw input to a column of another name.
     *
     * @param name its schema name
     * @param column the column
     * @return this builder
     */
    public Builder rawInput(String name, String column) {
      tree.below("raw_inputs").add(name, column);
      return this;
    }

    /**
     * Maps a feature to a column of another name.
     *
     * @param name its schema name
     * @param column the column
     * @return this builder
     */
    public Builder feature(String name, String column) {
      tree.below("features").add(name, column);
      return this;
    }

    /**
     * Maps a prediction to a column of another name.
     *
     * @param name its schema name
     * @param column the column
     * @return this builder
     */
    public Builder prediction(String name, String column) {
      tree.below("predictions").add(name, column);
      return this;
    }

    /**
     * Maps the label of a prediction.
     *
     * @param prediction the prediction's schema name
     * @param column the column of what came true
     * @return this builder
     */
    public Builder label(String prediction, String column) {
      tree.below("labels").add(prediction, column);
      return this;
    }

    /**
     * Sets how long after its prediction a label may still be missing.
     *
     * @param maturity whole milliseconds, more than none
     * @return this builder
     */
    public Builder maturity(Duration maturity) {
      tree.set("maturity", maturity);
      return this;
    }

    /**
     * Takes labels of {@code actuals} as they were known at an instant.
     *
     * @param instant the instant
     * @return this builder
     */
    public Builder labelsAsOf(Instant instant) {
      tree.set("labels_as_of", instant.toString());
      return this;
    }

    /**
     * Makes the dataset's columns from those of its relation.
     *
     * @param expressions Spark SQL, one expression each
     * @return this builder
     */
    public Builder selectExpr(String... expressions) {
      tree.set("select_expr", List.of(expressions));
      return this;
    }

    /**
     * Sets the options of the read.
     *
     * @param options by key, with values as those of {@link ConfigurationDocument.Builder#source}
     * @return this builder
     */
    public Builder readOptions(Map<String, ?> options) {
      DocumentTree below = new DocumentTree();
      options.forEach(below::add);
      tree.set("read_options", below);
      return this;
    }

    /**
     * Sets what a read does with rows that share an id.
     *
     * @param policy the policy
     * @return this builder
     */
    public Builder duplicateIds(DuplicateIds policy) {
      tree.set("duplicate_ids", policy.word());
      return this;
    }

    /**
     * Reads a share of the ids.
     *
     * @param share above 0 and at most 1
     * @return this builder
     */
    public Builder sampleSize(BigDecimal share) {
      tree.set("sample_size", share);
      return this;
    }

    /**
     * Demands that the newest row is no older.
     *
     * @param age whole milliseconds, more than none
     * @return this builder
     */
    public Builder freshness(Duration age) {
      tree.below("checks").set("freshness", age);
      return this;
    }

    /**
     * Demands labels of mature rows.
     *
     * @param share the least share of them that has labels, 0 to 1
     * @return this builder
     */
    public Builder labelCoverage(BigDecimal share) {
      tree.below("checks").set("label_coverage", share);
      return this;
    }

    /**
     * Bounds how many rows have no value of a field.
     *
     * @param field its schema name
     * @param share the greatest share of rows that may be NULL, 0 to 1
     * @return this builder
     */
    public Builder maxNullRatio(String field, BigDecimal share) {
      tree.below("checks").below(field).set("max_null_ratio", share);
      return this;
    }

    /**
     * Bounds the numbers of a field.
     *
     * @param field its schema name
     * @param min the least number allowed
     * @param max the greatest number allowed
     * @return this builder
     */
    public Builder range(String field, BigDecimal min, BigDecimal max) {
      return ends(field, min, max);
    }

    /**
     * Bounds the numbers of a field from below only.
     *
     * @param field its schema name
     * @param min the least number allowed
     * @return this builder
     */
    public Builder atLeast(String field, BigDecimal min) {
      return ends(field, min, DocumentTree.Null.VALUE);
    }

    /**
     * Bounds the numbers of a field from above only.
     *
     * @param field its schema name
     * @param max the greatest number allowed
     * @return this builder
     */
    public Builder atMost(String field, BigDecimal max) {
      return ends(field, DocumentTree.Null.VALUE, max);
    }

    private Builder ends(String field, Object min, Object max) {
      tree.below("checks").below(field).set("range", List.of(min, max));
      return this;
    }

    /**
     * Lists the values of a field; NULL is always allowed.
     *
     * @param field its schema name
     * @param values numbers of a numeric field, booleans of a boolean one, texts of others
     * @return this builder
     */
    public Builder allowed(String field, Object... values) {
      tree.below("checks").below(field).set("allowed", Arrays.asList(values));
      return this;
    }

    /** {@return the finished value} */
    public DatasetDocument build() {
      return new DatasetDocument(this);
    }
  }
}
