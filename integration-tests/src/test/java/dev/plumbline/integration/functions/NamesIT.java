package dev.plumbline.integration.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.runtime.expression.PlanTypes;
import dev.plumbline.runtime.sql.Refused;
import dev.plumbline.spi.StandardErrorCode;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.sql.type.SqlTypeName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Names of any characters are names to every server. */
class NamesIT {
  private static final RexBuilder REX = new RexBuilder(PlanTypes.FACTORY);
  private static final ObjectMapper JSON = new ObjectMapper();
  // PostgreSQL cuts what is longer; Redshift does not.
  private static final int SHORT = 63;
  private static final int LONG = 127;
  private static final int COLUMNS = 100;

  private final HostileTexts hostile = new HostileTexts();

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void everyNameFindsItsTableAndColumn(Dialect dialect) {
    List<String> expressions = new ArrayList<>();
    for (String name : writable(dialect, LONG)) {
      expressions.add(
          "(WITH %1$s AS (SELECT 7 AS %1$s) SELECT %1$s.%1$s FROM %1$s)"
              .formatted(name(dialect, name)));
    }
    List<Answer> answers = dialect.constants(expressions);
    for (int i = 0; i < expressions.size(); i++) {
      assertThat(answers.get(i).error())
          .as("%s %s", HostileTexts.seed(), expressions.get(i))
          .isNull();
      assertThat(answers.get(i).texts().get(0L))
          .as("%s %s", HostileTexts.seed(), expressions.get(i))
          .isEqualTo("7");
    }
  }

  @Test
  void sparkGivesBackEveryNameAsItIs() throws JsonProcessingException {
    List<String> names = writable(Dialect.SPARK, LONG);
    List<Answer> answers =
        Dialect.SPARK.constants(
            names.stream()
                .map(name -> "to_json(struct(7 AS " + name(Dialect.SPARK, name) + "))")
                .toList());
    for (int i = 0; i < names.size(); i++) {
      assertThat(answers.get(i).error()).as("%s %s", HostileTexts.seed(), names.get(i)).isNull();
      JsonNode json = JSON.readTree(answers.get(i).texts().get(0L));
      assertThat(json.fieldNames())
          .as("%s", HostileTexts.seed())
          .toIterable()
          .containsExactly(names.get(i));
    }
  }

  @ParameterizedTest
  @EnumSource(value = Dialect.class, names = "SPARK", mode = EnumSource.Mode.EXCLUDE)
  void columnsHaveTheNamesThatTheyAreGiven(Dialect dialect) throws SQLException {
    List<String> names = writable(dialect, SHORT);
    SqlServer server = dialect.server();
    for (int i = 0; i < names.size(); i += COLUMNS) {
      List<String> some = names.subList(i, Math.min(names.size(), i + COLUMNS));
      List<String> columns = new ArrayList<>();
      some.forEach(name -> columns.add(name(dialect, name) + " INTEGER"));
      server.execute("CREATE TABLE quoted_columns (" + String.join(", ", columns) + ")");
      try {
        assertThat(columns(dialect, "quoted_columns"))
            .as("%s", HostileTexts.seed())
            .containsExactlyElementsOf(some);
      } finally {
        server.execute("DROP TABLE quoted_columns");
      }
    }
  }

  @ParameterizedTest
  @EnumSource(value = Dialect.class, names = "SPARK", mode = EnumSource.Mode.EXCLUDE)
  void number11And12And15And16ATableHasExactlyTheNameThatItIsGiven(Dialect dialect)
      throws SQLException {
    SqlServer server = dialect.server();
    server.execute("CREATE TABLE b (x INTEGER)");
    try {
      for (String name :
          List.of(
              "a\"; drop table b;--",
              "a`; drop table b;--",
              "a'; drop table b;--",
              "a\u201C; drop table b;--",
              "a\uFF02; drop table b;--",
              "`a`",
              "schema.table",
              "b.x",
              "\"schema\".\"table\"",
              "a\\",
              "a\\\"",
              "a b",
              "{0}",
              "\u202Eb")) {
        String quoted = name(dialect, name);
        server.execute("CREATE TABLE " + quoted + " (" + quoted + " INTEGER)");
        try {
          assertThat(columns(dialect, name)).containsExactly(name);
          assertThat(
                  dialect.constants(List.of("(SELECT count(" + quoted + ") FROM " + quoted + ")")))
              .extracting(answer -> answer.texts().get(0L))
              .containsExactly("0");
        } finally {
          server.execute("DROP TABLE " + quoted);
        }
        assertThat(columns(dialect, "b")).as("after %s", name).containsExactly("x");
      }
    } finally {
      server.execute("DROP TABLE b");
    }
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void number13ANameWithAZeroCharacterIsRefused(Dialect dialect) {
    assertThatExceptionOfType(Refused.class)
        .isThrownBy(() -> name(dialect, "a\0"))
        .withMessageContaining("zero character")
        .satisfies(e -> assertThat(e.code()).isEqualTo(StandardErrorCode.UNSUPPORTED));
  }

  @Test
  void aNameThatSparkWouldPutAVariableInIsRefused() {
    assertThatExceptionOfType(Refused.class)
        .isThrownBy(() -> name(Dialect.SPARK, "a${env:HOME}"))
        .withMessageContaining("the source replaces ${");
    assertThat(name(Dialect.SPARK, "a$b{c}")).isEqualTo("`a$b{c}`");
  }

  @Test
  void number14ANameOf128BytesIsRefusedForRedshift() {
    for (String longest : List.of("a".repeat(127), "\u00E9".repeat(63) + "a")) {
      assertThat(name(Dialect.REDSHIFT, longest)).isEqualTo('"' + longest + '"');
      assertThatExceptionOfType(Refused.class)
          .isThrownBy(() -> name(Dialect.REDSHIFT, longest + "a"))
          .withMessageContaining("127 bytes")
          .withMessageContaining(longest + "a");
    }
  }

  private static List<String> columns(Dialect dialect, String table) throws SQLException {
    String name = dialect.write(REX.makeLiteral(table), List.of());
    return dialect
        .server()
        .query(
            "SELECT ordinal_position, column_name FROM information_schema.columns"
                + " WHERE table_name = "
                + name)
        .get(0)
        .texts()
        .values()
        .stream()
        .map(String::valueOf)
        .toList();
  }

  private List<String> writable(Dialect dialect, int most) {
    return hostile.names(most).stream()
        .filter(
            name -> dialect.profile().identifiers().unwritable().stream().noneMatch(name::contains))
        .toList();
  }

  private static String name(Dialect dialect, String name) {
    return dialect.write(
        new RexInputRef(0, PlanTypes.FACTORY.createSqlType(SqlTypeName.VARCHAR)), List.of(name));
  }
}
