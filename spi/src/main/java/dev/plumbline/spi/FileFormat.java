package dev.plumbline.spi;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How the bytes of a data file are laid out.
 *
 * @since 0.1.0
 */
public sealed interface FileFormat {
  /**
   * Apache Parquet.
   *
   * @since 0.1.0
   */
  final class Parquet implements FileFormat {
    private final boolean ignoreNameCase;

    private Parquet(Builder builder) {
      this.ignoreNameCase = builder.ignoreNameCase;
    }

    /**
     * Starts building.
     *
     * @return a builder
     */
    public static Builder builder() {
      return new Builder();
    }

    /** {@return whether a column is found in a file without regard to case} */
    public boolean ignoreNameCase() {
      return ignoreNameCase;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Parquet that && ignoreNameCase == that.ignoreNameCase;
    }

    @Override
    public int hashCode() {
      return Objects.hash(ignoreNameCase);
    }

    @Override
    public String toString() {
      return "Parquet[" + "ignoreNameCase=" + ignoreNameCase + ']';
    }

    /**
     * Builds a {@link Parquet}; every setter returns this builder.
     *
     * @since 0.1.0
     */
    public static final class Builder {
      private boolean ignoreNameCase = false;

      private Builder() {}

      /**
       * Sets whether a column is found in a file without regard to case.
       *
       * @param ignoreNameCase whether a column is found in a file without regard to case
       * @return this builder
       */
      public Builder ignoreNameCase(boolean ignoreNameCase) {
        this.ignoreNameCase = ignoreNameCase;
        return this;
      }

      /** {@return the finished parquet} */
      public Parquet build() {
        return new Parquet(this);
      }
    }
  }

  /**
   * One JSON object a line, UTF-8.
   *
   * @since 0.1.0
   */
  final class JsonLines implements FileFormat {
    private final String codec;

    private JsonLines(Builder builder) {
      this.codec = builder.codec;
    }

    /**
     * Starts building.
     *
     * @return a builder
     */
    public static Builder builder() {
      return new Builder();
    }

    /** {@return compression: {@code none}, {@code gzip} or {@code zstd}} */
    public String codec() {
      return codec;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof JsonLines that && codec.equals(that.codec);
    }

    @Override
    public int hashCode() {
      return Objects.hash(codec);
    }

    @Override
    public String toString() {
      return "JsonLines[" + "codec=" + codec + ']';
    }

    /**
     * Builds a {@link JsonLines}; every setter returns this builder.
     *
     * @since 0.1.0
     */
    public static final class Builder {
      private String codec = "none";

      private Builder() {}

      /**
       * Sets compression: {@code none}, {@code gzip} or {@code zstd}.
       *
       * @param codec compression: {@code none}, {@code gzip} or {@code zstd}
       * @return this builder
       */
      public Builder codec(String codec) {
        this.codec = Objects.requireNonNull(codec, "codec");
        return this;
      }

      /** {@return the finished json lines} */
      public JsonLines build() {
        return new JsonLines(this);
      }
    }
  }

  /**
   * Text with a record a line and separated fields, quoted as in RFC 4180.
   *
   * @since 0.1.0
   */
  final class Delimited implements FileFormat {
    private final char delimiter;
    private final char quote;
    private final char escape;
    private final boolean header;
    private final String nullText;
    private final String charset;
    private final String codec;

    private Delimited(Builder builder) {
      this.delimiter = builder.delimiter;
      this.quote = builder.quote;
      this.escape = builder.escape;
      this.header = builder.header;
      this.nullText = builder.nullText;
      this.charset = builder.charset;
      this.codec = builder.codec;
    }

    /**
     * Starts building.
     *
     * @return a builder
     */
    public static Builder builder() {
      return new Builder();
    }

    /** {@return what separates fields} */
    public char delimiter() {
      return delimiter;
    }

    /** {@return what encloses a field} */
    public char quote() {
      return quote;
    }

    /** {@return what precedes a quote inside a field} */
    public char escape() {
      return escape;
    }

    /** {@return whether the first record has the names} */
    public boolean header() {
      return header;
    }

    /** {@return the text that means NULL} */
    public String nullText() {
      return nullText;
    }

    /** {@return the character set} */
    public String charset() {
      return charset;
    }

    /** {@return compression: {@code none}, {@code gzip} or {@code zstd}} */
    public String codec() {
      return codec;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Delimited that
          && delimiter == that.delimiter
          && quote == that.quote
          && escape == that.escape
          && header == that.header
          && nullText.equals(that.nullText)
          && charset.equals(that.charset)
          && codec.equals(that.codec);
    }

    @Override
    public int hashCode() {
      return Objects.hash(delimiter, quote, escape, header, nullText, charset, codec);
    }

    @Override
    public String toString() {
      return "Delimited["
          + "delimiter="
          + delimiter
          + ", quote="
          + quote
          + ", escape="
          + escape
          + ", header="
          + header
          + ", nullText="
          + nullText
          + ", charset="
          + charset
          + ", codec="
          + codec
          + ']';
    }

    /**
     * Builds a {@link Delimited}; every setter returns this builder.
     *
     * @since 0.1.0
     */
    public static final class Builder {
      private char delimiter = ',';
      private char quote = '"';
      private char escape = '"';
      private boolean header = true;
      private String nullText = "";
      private String charset = "UTF-8";
      private String codec = "none";

      private Builder() {}

      /**
       * Sets what separates fields.
       *
       * @param delimiter what separates fields
       * @return this builder
       */
      public Builder delimiter(char delimiter) {
        this.delimiter = delimiter;
        return this;
      }

      /**
       * Sets what encloses a field.
       *
       * @param quote what encloses a field
       * @return this builder
       */
      public Builder quote(char quote) {
        this.quote = quote;
        return this;
      }

      /**
       * Sets what precedes a quote inside a field.
       *
       * @param escape what precedes a quote inside a field
       * @return this builder
       */
      public Builder escape(char escape) {
        this.escape = escape;
        return this;
      }

      /**
       * Sets whether the first record has the names.
       *
       * @param header whether the first record has the names
       * @return this builder
       */
      public Builder header(boolean header) {
        this.header = header;
        return this;
      }

      /**
       * Sets the text that means NULL.
       *
       * @param nullText the text that means NULL
       * @return this builder
       */
      public Builder nullText(String nullText) {
        this.nullText = Objects.requireNonNull(nullText, "nullText");
        return this;
      }

      /**
       * Sets the character set.
       *
       * @param charset the character set
       * @return this builder
       */
      public Builder charset(String charset) {
        this.charset = Objects.requireNonNull(charset, "charset");
        return this;
      }

      /**
       * Sets compression: {@code none}, {@code gzip} or {@code zstd}.
       *
       * @param codec compression: {@code none}, {@code gzip} or {@code zstd}
       * @return this builder
       */
      public Builder codec(String codec) {
        this.codec = Objects.requireNonNull(codec, "codec");
        return this;
      }

      /** {@return the finished delimited} */
      public Delimited build() {
        return new Delimited(this);
      }
    }
  }
}
