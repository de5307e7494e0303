package dev.plumbline.runtime.config;

import static dev.plumbline.runtime.config.ConfigurationFile.VALID;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.spi.ConfigProblem.Code;
import dev.plumbline.spi.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The bad inputs that a configuration must stand, by their numbers. */
@Timeout(20)
class BadInputTest {
  @TempDir Path root;

  private Path folder;
  private ConfigurationFile file;

  @BeforeEach
  void prepare() throws IOException {
    folder = Files.createDirectory(root.resolve("configuration"));
    Files.createDirectory(folder.resolve("secrets"));
    file = ConfigurationFile.in(folder);
  }

  @Test
  void number33AnAliasBombStopsAtItsFirstAnchor() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x]\n");
    for (int i = 1; i <= 9; i++) {
      bomb.append("a").append(i).append(": &a").append(i).append(" [");
      bomb.append(("*a" + (i - 1) + ", ").repeat(8)).append("x]\n");
    }
    file.refuses(bomb.toString(), Code.UNREADABLE, "a0", 1, 5);
    file.refuses("version: *one\n", Code.UNREADABLE, "version", 1, 10);
  }

  @Test
  void number34ARecursiveAnchorIsRefused() {
    file.refuses("version: 1\nmodels: &m\n  x: *m\n", Code.UNREADABLE, "models", 2, 9);
  }

  @Test
  void number35ATagIsRefusedAndLoadsNoClass() {
    file.refuses(
        "version: 1\nmodels: !!javax.script.ScriptEngineManager [x]\n",
        Code.UNREADABLE,
        "models",
        2,
        9);
    file.refuses("version: !!int 1\n", Code.UNREADABLE, "version", 1, 10);
    file.refuses("version: !own 1\n", Code.UNREADABLE, "version", 1, 10);
  }

  @Test
  void number36ADuplicateKeyIsReportedWithBothPlaces() {
    String text = VALID.replace("    port: 5439\n", "    port: 5439\n    path: hunter2\n");
    file.refuses(text, Code.CONFLICT, "sources.lake.path", 8, 5);
    assertThat(file.problems(text).get(0).problem().message()).contains("line 6, column 5");
  }

  @Test
  void number37DeepNestingIsRefusedBeforeTheStackIs() {
    file.refuses("x: " + "[".repeat(16_000) + "\n", Code.UNREADABLE, "", 1, 67);
    file.refuses("[\n".repeat(50_000), Code.UNREADABLE, "", 65, 1);
    file.refuses("- ".repeat(8_000) + "\n", Code.UNREADABLE, "", 1, 129);
    file.refuses("? ".repeat(8_000) + "\n", Code.UNREADABLE, "", 1, 129);
  }

  @Test
  void number38LongLinesAndLargeFilesAreRefusedBeforeParsing() {
    file.refuses("x: " + "a".repeat(20_000) + "\n", Code.UNREADABLE, "", 1, 16_385);
    file.refuses("x: " + "a".repeat(1 << 20), Code.UNREADABLE, "", 0, 0);
    file.refuses("#\n".repeat(128 * 1024) + "#", Code.UNREADABLE, "", 0, 0);
    file.refuses("#\n".repeat(128 * 1024), Code.MISSING_KEY, "version", 1, 1);
  }

  @Test
  void number38LargeFilesWithinTheLimitsAreReadInTime() {
    String line = "a".repeat(16_000) + "\n ";
    assertThat(file.problems("x: " + line.repeat(16))).hasSize(2);
    StringBuilder keys = new StringBuilder("version: 1\n");
    for (int i = 0; keys.length() < 250_000; i++) {
      keys.append("k").append(i).append(": 1\n");
    }
    assertThat(file.problems(keys.toString())).hasSizeGreaterThan(10_000);
  }

  @Test
  void number38ManyWrongNamesCostNoQuadraticTime() {
    StringBuilder text =
        new StringBuilder("version: 1\nmodels:\n m:\n  version: a\n  type: binary\n");
    text.append("  predictions: {p: numeric}\n  features:\n");
    for (int i = 0; i < 6_000; i++) {
      text.append("   a").append(i).append(": numeric\n");
    }
    text.append("  serving:\n   features:\n");
    for (int i = 0; i < 6_000; i++) {
      text.append("    b").append(i).append(": c").append(i).append("\n");
    }
    assertThat(file.problems(text.toString())).hasSizeGreaterThan(6_000);
  }

  @Test
  void number39ASecondDocumentIsRefused() {
    file.refuses("version: 1\n---\nversion: 1\n", Code.UNREADABLE, "", 2, 1);
    assertThat(file.read("---\nversion: 1\n...\n")).isEqualTo(Configuration.empty());
  }

  @Test
  void number40TabsAreNamed() {
    String text = "version: 1\nsources:\n\tlake: {connector: shelf}\n";
    List<LocatedProblem> problems = file.problems(text);
    assertThat(problems).hasSize(1);
    assertThat(problems.get(0).at().line()).isEqualTo(3);
    assertThat(problems.get(0).problem().message()).contains("tab");
  }

  @Test
  void number41WordsAndNumbersStayWhatTheyLookLike() {
    String source = "version: 1\nsources:\n  s: {connector: shelf, path: p, ";
    file.refuses(source + "port: 0123}\n", Code.WRONG_VALUE, "sources.s.port", 3, 40);
    file.refuses(source + "enabled: no}\n", Code.WRONG_VALUE, "sources.s.enabled", 3, 43);
    file.refuses(source + "timeout: 30}\n", Code.WRONG_VALUE, "sources.s.timeout", 3, 43);
    file.refuses(source + "port: 1e999999999}\n", Code.WRONG_VALUE, "sources.s.port", 3, 40);
    file.refuses("version: 1.10\n", Code.WRONG_VALUE, "version", 1, 10);
    assertThat(ConfigurationFile.churn(file.read(VALID)).version()).isEqualTo("1.10");
  }

  @Test
  void number42AUtf8MarkIsAcceptedAndUtf16IsNot() {
    assertThat(file.read("\ufeffversion: 1\n")).isEqualTo(Configuration.empty());
    file.refuses("\ufeffversion: 1\n".getBytes(UTF_16LE), Code.UNREADABLE, "", 1, 1);
    file.refuses("\ufeffversion: 1\n".getBytes(UTF_16BE), Code.UNREADABLE, "", 1, 1);
    file.refuses("version: 1\n".getBytes(UTF_16BE), Code.UNREADABLE, "", 1, 1);
    byte[] latin1 = "version: 1\n# \u00fc\n".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    file.refuses(latin1, Code.UNREADABLE, "", 2, 3);
    file.refuses("version: 1\nx: a\u0007b\n", Code.UNREADABLE, "", 2, 5);
  }

  @Test
  void number42ACharacterOfTwoHalvesMayStandAnywhere() {
    for (int length = 1_000; length < 1_050; length++) {
      String text = "version: 1\n#" + "a".repeat(length - 12) + "\ud83d\ude00\n";
      assertThat(file.read(text)).as("at %d", length).isEqualTo(Configuration.empty());
    }
  }

  @Test
  void number43AMisspeltKeyIsNamedWithTheNearest() {
    String text = VALID.replace("id_column: prediction_id", "id_colum: prediction_id");
    List<LocatedProblem> problems = file.problems(text);
    assertThat(problems.stream().map(ConfigurationFile::summary))
        .containsExactly(
            "ERROR MISSING_KEY models.churn.serving.id_column 27:5",
            "ERROR UNKNOWN_KEY models.churn.serving.id_colum 30:7");
    assertThat(problems.get(1).problem().message()).contains("did you mean 'id_column'?");
  }

  @Test
  void number43AMisspeltConnectorIsNamedAlthoughNothingElseCanBe() {
    List<LocatedProblem> problems =
        file.problems("version: 1\nsources:\n  lake: {conector: shelf, path: x}\n");
    assertThat(problems.stream().map(ConfigurationFile::summary))
        .containsExactly(
            "ERROR MISSING_KEY sources.lake.connector 3:3",
            "ERROR UNKNOWN_KEY sources.lake.conector 3:10");
    assertThat(problems.get(1).problem().message()).contains("did you mean 'connector'?");
  }

  @Test
  void number44NullsAndWrongKindsAreTypedErrors() {
    file.refuses("version: 1\nsources:\n", Code.WRONG_VALUE, "sources", 2, 9);
    file.refuses("version: 1\nsources: [a]\n", Code.WRONG_VALUE, "sources", 2, 10);
    file.refuses("version: 1\nsources:\n  lake: null\n", Code.WRONG_VALUE, "sources.lake", 3, 9);
    file.refuses(
        "version: 1\nsources:\n  lake: {connector: shelf, path: ~}\n",
        Code.WRONG_VALUE,
        "sources.lake.path",
        3,
        34);
    file.refuses(
        "version: 1\nsources:\n  lake: {connector: [shelf], path: x}\n",
        Code.WRONG_VALUE,
        "sources.lake.connector",
        3,
        21);
    file.refuses(
        VALID.replace("path: serving", "path: {a: b}"),
        Code.WRONG_VALUE,
        "models.churn.serving.path",
        29,
        13);
    file.refuses("- a\n", Code.UNREADABLE, "", 1, 1);
    file.refuses("hunter2\n", Code.UNREADABLE, "", 1, 1);
    file.refuses("version: 1\n? [a, b]\n: 1\n", Code.WRONG_VALUE, "", 2, 3);
  }

  @Test
  void number45AnUnsetVariableIsAProblem() {
    refusesPassword("${env:UNSET}");
    file.refuses(
        VALID.replace("path: serving", "path: ${env:UNSET}"),
        Code.UNRESOLVED_REFERENCE,
        "models.churn.serving.path",
        29,
        13);
    file.refuses(
        VALID.replace("path: lake\n", "path: ${env:UNSET}\n"),
        Code.UNRESOLVED_REFERENCE,
        "sources.lake.path",
        6,
        11);
  }

  @Test
  void number46AValueThatLooksLikeAReferenceIsNotFollowed() {
    assertThat(password("${env:NESTED}").reveal()).isEqualTo("${env:PASSWORD}");
  }

  @Test
  void number47FilesOutsideAndSpecialFilesAreRefused() throws IOException, InterruptedException {
    Files.writeString(root.resolve("outside"), "hunter2");
    Files.createSymbolicLink(folder.resolve("leak"), root.resolve("outside"));
    Files.createDirectory(folder.resolve("folder"));
    refusesPassword("${file:/etc/shadow}");
    refusesPassword("${file:../outside}");
    refusesPassword("${file:secrets/../../outside}");
    refusesPassword("${file:leak}");
    refusesPassword("${file:folder}");
    refusesPassword("${file:none}");
    refusesPassword("${file:/dev/zero}");
    Files.createSymbolicLink(folder.resolve("zero"), Path.of("/dev/zero"));
    refusesPassword("${file:zero}");
    Files.delete(folder.resolve("zero"));
    Process process = new ProcessBuilder("mkfifo", folder.resolve("pipe").toString()).start();
    assertThat(process.waitFor()).isZero();
    refusesPassword("${file:pipe}");
  }

  @Test
  void number47LinksWithinTheFoldersAreFollowed() throws IOException {
    Path data = Files.createDirectory(folder.resolve("secrets/..data"));
    writePrivate(data.resolve("password"), "canary-link\n");
    Files.createSymbolicLink(folder.resolve("secrets/password"), Path.of("..data/password"));
    assertThat(password("${file:password}").reveal()).isEqualTo("canary-link");
    assertThat(password("${file:secrets/password}").reveal()).isEqualTo("canary-link");
    assertThat(password("${file:" + folder.resolve("secrets/password") + "}").reveal())
        .isEqualTo("canary-link");
  }

  @Test
  void number48ASecretOfSeveralLinesIsRefused() throws IOException {
    writePrivate(folder.resolve("one"), "canary\r\n");
    assertThat(password("${file:one}").reveal()).isEqualTo("canary");
    writePrivate(folder.resolve("two"), "canary\nX-Evil: 1\n");
    refusesPassword("${file:two}");
    writePrivate(folder.resolve("return"), "canary\rmore");
    refusesPassword("${file:return}");
    file = new ConfigurationFile(folder, Map.of("PASSWORD", "canary\n"));
    refusesPassword("${env:PASSWORD}");
    file.refuses(
        VALID.replace("${env:PASSWORD}", "\"hunter2\\nx\""),
        Code.WRONG_VALUE,
        "sources.lake.password",
        8,
        15);
  }

  @Test
  void number49ASecretMayHave64KiBAndNoMore() throws IOException {
    writePrivate(folder.resolve("large"), "x".repeat(64 * 1024));
    assertThat(password("${file:large}").reveal()).hasSize(64 * 1024);
    writePrivate(folder.resolve("large"), "x".repeat(64 * 1024 + 1));
    refusesPassword("${file:large}");
    Files.write(folder.resolve("binary"), new byte[] {(byte) 0xC3, 0x28});
    refusesPassword("${file:binary}");
  }

  @Test
  void number51AReferenceInAKeyStaysAKey() {
    assertThat(file.problems("version: 1\n${env:PASSWORD}: 1\n").get(0).problem().key())
        .isEqualTo("${env:PASSWORD}");
  }

  @Test
  void number52AValueThatShouldBeSecretAppearsNowhere() {
    Configuration literal = file.read(VALID.replace("${env:PASSWORD}", "hunter2"));
    assertThat(literal.warnings().stream().map(ConfigurationFile::summary))
        .containsExactly("WARNING LITERAL_SECRET sources.lake.password 8:15");
    assertThat(literal.toString()).doesNotContain("hunter2");

    Configuration part = file.read(VALID.replace("${env:PASSWORD}", "hunter2-${env:PASSWORD}"));
    assertThat(part.warnings().stream().map(ConfigurationFile::summary))
        .containsExactly("WARNING LITERAL_SECRET sources.lake.password 8:15");
    Secret secret = ConfigurationFile.lake(part).options().value(ShelfConnector.PASSWORD);
    assertThat(secret.reference()).contains("******${env:PASSWORD}");
    assertThat(secret.reveal()).isEqualTo("hunter2-canary-7f3a");
    assertThat(part.toString()).doesNotContain("hunter2", "canary");

    for (String value : List.of("{a: hunter2}", "[[hunter2]]", "\"hunter2${x}\"", "'${hunter2'")) {
      List<LocatedProblem> problems = file.problems(VALID.replace("${env:PASSWORD}", value));
      assertThat(problems).hasSize(1);
      assertThat(problems.get(0).problem().key()).isEqualTo("sources.lake.password");
    }
    // Broken YAML around a secret: the parser's own message would quote it.
    for (String value :
        List.of("\"hunter2", "'hunter2", "[hunter2", "{hunter2", "@hunter2", "%hunter2")) {
      assertThat(file.problems(VALID.replace("${env:PASSWORD}", value))).hasSize(1);
    }
  }

  @Test
  void d4WarnsOfAFileThatEverybodyCanRead() throws IOException {
    Files.writeString(folder.resolve("open"), "canary");
    Files.setPosixFilePermissions(
        folder.resolve("open"), PosixFilePermissions.fromString("rw-r--r--"));
    Configuration read = file.read(VALID.replace("${env:PASSWORD}", "${file:open}"));
    assertThat(read.warnings().stream().map(ConfigurationFile::summary))
        .containsExactly("WARNING UNRESOLVED_REFERENCE sources.lake.password 8:15");
  }

  @Test
  void d4ResolvesASecretAtEachUse() throws IOException {
    writePrivate(folder.resolve("rotating"), "first");
    Secret secret = password("${file:rotating}");
    assertThat(secret.reveal()).isEqualTo("first");
    writePrivate(folder.resolve("rotating"), "second");
    assertThat(secret.reveal()).isEqualTo("second");
    assertThat(secret.reference()).contains("${file:rotating}");
  }

  @Test
  void d4ResolvesReferencesInsideALongerTextAndKeepsEscapedOnes() throws IOException {
    Files.writeString(folder.resolve("query.sql"), "SELECT 1\nFROM t\n");
    String text =
        VALID
            .replace("path: serving", "path: ${env:USER_NAME}/$${x}/${env:USER_NAME}")
            .replace(
                "query: |\n        SELECT *\n        FROM testing\n", "query: ${file:query.sql}\n")
            .replace("port: 5439", "user: u-${env:USER_NAME}");
    Configuration read = file.read(text);
    assertThat(read.dataset("churn.serving").orElseThrow().relation().toString())
        .contains("etl/${x}/etl");
    assertThat(read.dataset("churn.testing").orElseThrow().relation().toString())
        .contains("SELECT 1\nFROM t");
    assertThat(ConfigurationFile.lake(read).options().value(ShelfConnector.USER))
        .isEqualTo("u-etl");
  }

  @Test
  void d4TakesNumbersAndFlagsByReferenceAndShowsNoValueThatIsWrong() {
    file = new ConfigurationFile(folder, Map.of("PASSWORD", "p", "PORT", "80", "OFF", "false"));
    Configuration read =
        file.read(VALID.replace("port: 5439", "port: ${env:PORT}\n    enabled: ${env:OFF}"));
    assertThat(ConfigurationFile.lake(read).options().value(ShelfConnector.PORT)).isEqualTo(80L);
    assertThat(ConfigurationFile.lake(read).options().value(ShelfConnector.ENABLED)).isFalse();

    for (String wrong : List.of("99887766", "hunter2", "8.5", "true")) {
      file = new ConfigurationFile(folder, Map.of("PASSWORD", "p", "PORT", wrong));
      String text = VALID.replace("port: 5439", "port: ${env:PORT}");
      file.refuses(text, Code.WRONG_VALUE, "sources.lake.port", 7, 11);
      assertThat(file.problems(text).get(0).toString())
          .contains("${env:PORT}")
          .doesNotContain("'" + wrong + "'");
    }
  }

  private Secret password(String reference) {
    return ConfigurationFile.lake(file.read(VALID.replace("${env:PASSWORD}", reference)))
        .options()
        .value(ShelfConnector.PASSWORD);
  }

  private void refusesPassword(String reference) {
    file.refuses(
        VALID.replace("${env:PASSWORD}", reference),
        Code.UNRESOLVED_REFERENCE,
        "sources.lake.password",
        8,
        15);
  }

  private static void writePrivate(Path path, String content) throws IOException {
    Files.write(path, content.getBytes(UTF_8));
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
  }
}
