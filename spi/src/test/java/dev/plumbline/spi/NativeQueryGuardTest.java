package dev.plumbline.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NativeQueryGuardTest {
  private static final LiteralRules PLAIN = LiteralRules.builder().build();
  private static final LiteralRules BACKSLASH =
      LiteralRules.builder().backslashEscapes(true).build();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 1",
        "select a.update, \"delete\" from t as a",
        "WITH x AS (SELECT 1) SELECT * FROM x",
        "(SELECT 1) UNION ALL (SELECT 2)",
        "SELECT ';' || '--' || '/*' || '(' FROM t",
        "SELECT 'it''s' FROM \"a;b\"",
        "SELECT $$ ; ) -- $$",
        "SELECT $a$ $$ ; $a$",
        "SELECT a$b$, c$b$ FROM t",
        "SELECT E'it\\'s; ('",
        "SELECT replace(a, 'x', 'y'), truncate(b) FROM t"
      })
  void keepsAQueryAsItIs(String query) {
    assertThat(NativeQueryGuard.check(query, PLAIN)).isEqualTo(query);
  }

  @Test
  void turnsCommentsIntoSpacesAndDropsTheLastSemicolon() {
    assertThat(NativeQueryGuard.check("SELECT/* a */1--b\n FROM t -- c;\n ; -- d", PLAIN))
        .isEqualTo("SELECT 1 \n FROM t");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-- nothing",
        "DROP TABLE t",
        "SELECT 1; SELECT 2",
        "SELECT 1; -- x\n DROP TABLE t",
        "SELECT (1",
        "SELECT 1) FROM (SELECT 2",
        "SELECT 'a",
        "SELECT \"a",
        "SELECT $$ a",
        "SELECT 1 /* a",
        "SELECT 1 /* a /* b */ c */",
        "SELECT * INTO copy FROM t",
        "WITH x AS (DELETE FROM t RETURNING *) SELECT * FROM x",
        "WITH x AS (SELECT 1) INSERT INTO t SELECT * FROM x",
        "WITH x AS (SELECT 1) DELETE FROM t",
        "SELECT 1\0",
        "'SELECT' 1",
        "SELECT '\\'; DROP TABLE t; --'"
      })
  void refusesWhatIsNotOneQuery(String query) {
    assertThatThrownBy(() -> NativeQueryGuard.check(query, PLAIN))
        .isInstanceOfSatisfying(
            ConnectorException.class,
            e -> assertThat(e.code()).isEqualTo(StandardErrorCode.INVALID_REQUEST));
  }

  @Test
  void readsBackslashesAsTheSourceDoes() {
    String query = "SELECT 'a\\'; b'";
    assertThat(NativeQueryGuard.check(query, BACKSLASH)).isEqualTo(query);
    assertThatThrownBy(() -> NativeQueryGuard.check(query, PLAIN))
        .isInstanceOf(ConnectorException.class);
  }

  @Test
  void refusesAColumnNameThatComesTwice() {
    Schema schema =
        new Schema(
            List.of(
                Field.nullable("a", ArrowType.Utf8.INSTANCE),
                Field.nullable("A", ArrowType.Utf8.INSTANCE)));
    NativeQueryGuard.requireDistinctColumns(schema, Identifiers.builder('"', '"').build());
    Identifiers ignoring = Identifiers.builder('"', '"').caseRule(CaseRule.IGNORED).build();
    assertThatThrownBy(() -> NativeQueryGuard.requireDistinctColumns(schema, ignoring))
        .isInstanceOf(ConnectorException.class)
        .hasMessageContaining("'A'");
  }

  @Test
  void neverLetsASecondStatementOrAnOpenQuoteThrough() {
    String[] words = {
      "SELECT", "1", "'", "''", "\"", ";", "--", "\n", "/*", "*/", "(", ")", "$$", "$a$", "\\", "`",
      "INTO", "DROP", "a", ".", " ", "E'"
    };
    long seed = 20_260_301;
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder sql = new StringBuilder("SELECT ");
      for (int n = random.nextInt(12); n >= 0; n--) {
        sql.append(words[random.nextInt(words.length)]);
      }
      String guarded;
      try {
        guarded = NativeQueryGuard.check(sql.toString(), PLAIN);
      } catch (ConnectorException e) {
        continue;
      }
      // What is let through is stable, and stays one query with more text behind it.
      assertThat(NativeQueryGuard.check(guarded, PLAIN)).as("seed %d: %s", seed, sql).isEqualTo(guarded);
      assertThat(NativeQueryGuard.check("SELECT * FROM (\n" + guarded + "\n) AS q", PLAIN))
          .as("seed %d: %s", seed, sql)
          .endsWith(") AS q");
      assertThatThrownBy(() -> NativeQueryGuard.check(guarded + "\n; SELECT 1", PLAIN))
          .as("seed %d: %s", seed, sql)
          .isInstanceOf(ConnectorException.class)
          .hasMessageContaining("second statement");
    }
  }
}
