package dev.plumbline.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SqlVocabularyTest {
  private static final String TYPE =
      "(boolean|tinyint|smallint|integer|bigint|real|double|decimal|varchar|varbinary|date"
          + "|timestamp|instant|struct|integral|numeric|any|[TUKV])";
  private static final Pattern ARGUMENT =
      Pattern.compile(TYPE + "|array<(array<)?" + TYPE + ">{1,2}|map<" + TYPE + "," + TYPE + ">|");
  private static final Pattern RESULT =
      Pattern.compile(ARGUMENT.pattern() + "|decimal\\(\\d+,\\d+\\)|=[a-z_]+");

  @Test
  void aBlockHasNamesFormsAndDefaults() throws IOException {
    SqlOperator operator =
        read("""
                == text

                # a comment
                joined
                  spark: joined join_all
                  spark: a || b
                  form: varchar, map<K,V>? -> varchar
                  form: varbinary... -> varbinary
                  meaning: all: joined
                """)
            .get("joined");

    assertThat(operator)
        .isEqualTo(
            new SqlOperator(
                "joined",
                "text",
                List.of("joined", "join_all", "a || b"),
                List.of(
                    new SqlForm(List.of("varchar", "map<K,V>?"), "varchar"),
                    new SqlForm(List.of("varbinary..."), "varbinary")),
                "NULL if any argument is NULL",
                "none",
                "all: joined"));
  }

  @Test
  void anOperatorInWordsIsOneText() throws IOException {
    assertThat(read("== a\n\nx\n  spark: a div b\n  form: -> T\n  meaning: m\n").values())
        .extracting(SqlOperator::spark)
        .containsExactly(List.of("a div b"));
  }

  @Test
  void aBlockThatIsNotWholeIsNamed() {
    assertThatThrownBy(() -> read("== a\n\nhalf\n  spark: half\n  meaning: m\n"))
        .hasMessageContaining("half is not whole");
    assertThatThrownBy(() -> read("== a\n\nx\n  colour: red\n"))
        .hasMessageContaining("4")
        .hasMessageContaining("colour");
  }

  @Test
  void everyFormIsMadeOfKnownTypes() {
    assertThat(SqlVocabulary.operators().values())
        .hasSizeGreaterThan(190)
        .allSatisfy(
            operator -> {
              assertThat(operator.id()).matches("[a-z0-9_]+");
              assertThat(operator.forms())
                  .allSatisfy(
                      form -> {
                        assertThat(form.arguments())
                            .allSatisfy(
                                a ->
                                    assertThat(a.replaceAll("\\?|\\.\\.\\.$", ""))
                                        .matches(ARGUMENT));
                        assertThat(form.result()).matches(RESULT);
                      });
            });
  }

  @Test
  void noNameStandsForTwoOperators() {
    Map<String, String> owners = new HashMap<>();
    for (SqlOperator operator : SqlVocabulary.operators().values()) {
      for (String name : operator.spark()) {
        assertThat(owners.put(name, operator.id())).as(name).isNull();
      }
    }
  }

  private static Map<String, SqlOperator> read(String text) throws IOException {
    return SqlVocabulary.read(new BufferedReader(new StringReader(text)));
  }
}
