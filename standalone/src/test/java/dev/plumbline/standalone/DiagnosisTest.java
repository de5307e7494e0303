package dev.plumbline.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DiagnosisTest {
  @Test
  void isWellWithoutFailures() {
    Diagnosis diagnosis = new Diagnosis();
    diagnosis.ok("java", "17.0.15");
    diagnosis.note("configuration", "there is none", "name one with -c FILE");

    assertThat(diagnosis.isHealthy()).isTrue();
    assertThat(diagnosis.text(Reports.PLAIN))
        .isEqualTo(
            """
            ok   java           17.0.15
            info configuration  there is none
                                -> name one with -c FILE

            all is well
            """);
  }

  @Test
  void countsWhatIsWrong() {
    Diagnosis diagnosis = new Diagnosis();
    diagnosis.failed("source lake", "no such folder", "");

    assertThat(diagnosis.isHealthy()).isFalse();
    assertThat(diagnosis.text(Reports.FRAMED))
        .isEqualTo("✗ source lake  no such folder\n\n1 problem\n");
    assertThat(Json.compact(diagnosis.json()))
        .isEqualTo(
            "{\"version\":1,\"command\":\"doctor\",\"healthy\":false,\"findings\":[{\"subject\":"
                + "\"source lake\",\"status\":\"failed\",\"detail\":\"no such folder\","
                + "\"advice\":\"\"}]}");
  }
}
