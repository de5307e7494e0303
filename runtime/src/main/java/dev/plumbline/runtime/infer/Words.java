package dev.plumbline.runtime.infer;

import dev.plumbline.runtime.config.DatasetRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What names say: {@code churnProbability} has the words churn and probability. */
final class Words {
  private static final Set<String> IDS = Set.of("id", "ids", "uuid", "guid", "key", "identifier");
  private static final Set<String> ROW_IDS =
      Set.of("prediction", "request", "event", "row", "record", "inference", "sample", "example");
  private static final Set<String> TIMES =
      Set.of("timestamp", "ts", "time", "datetime", "at", "date", "when", "epoch", "day");
  private static final Set<String> EVENTS =
      Set.of("prediction", "predicted", "event", "observed", "request", "scored", "inference");
  private static final Set<String> UPKEEP =
      Set.of(
          "created",
          "updated",
          "modified",
          "inserted",
          "ingested",
          "loaded",
          "deleted",
          "exported",
          "processed",
          "etl",
          "dt");
  private static final Set<String> PREDICTIONS =
      Set.of(
          "prediction",
          "predictions",
          "predicted",
          "pred",
          "preds",
          "proba",
          "probability",
          "will",
          "yhat",
          "forecast",
          "forecasted",
          "predict");
  private static final Set<String> SCORES =
      Set.of("score", "prob", "estimate", "estimated", "output", "rank", "ranking", "logit");
  private static final Set<String> LABELS =
      Set.of("label", "labels", "actual", "actuals", "target", "truth", "outcome", "did");
  private static final Set<String> FILLERS =
      Set.of("is", "has", "model", "the", "hat", "y", "did", "class", "ground");
  private static final Set<String> CODES =
      Set.of(
          "code",
          "type",
          "class",
          "category",
          "group",
          "level",
          "status",
          "flag",
          "zip",
          "cluster",
          "segment",
          "tier",
          "bucket",
          "bin",
          "is",
          "has");
  private static final Set<String> IMAGES =
      Set.of("image", "images", "img", "photo", "picture", "thumbnail", "avatar", "screenshot");

  private Words() {}

  static List<String> of(String name) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    int previous = ' ';
    for (int c : name.codePoints().toArray()) {
      boolean hump = Character.isUpperCase(c) && Character.isLowerCase(previous);
      if ((hump || !Character.isLetterOrDigit(c)) && !word.isEmpty()) {
        words.add(word.toString().toLowerCase(Locale.ROOT));
        word.setLength(0);
      }
      if (Character.isLetterOrDigit(c)) {
        word.appendCodePoint(c);
      }
      previous = c;
    }
    if (!word.isEmpty()) {
      words.add(word.toString().toLowerCase(Locale.ROOT));
    }
    return words;
  }

  private static boolean any(String name, Set<String> wanted) {
    return of(name).stream().anyMatch(wanted::contains);
  }

  private static String last(String name) {
    List<String> words = of(name);
    return words.isEmpty() ? "" : words.get(words.size() - 1);
  }

  static boolean isId(String name) {
    List<String> words = of(name);
    return IDS.contains(last(name)) || (!words.isEmpty() && words.get(0).equals("id"));
  }

  /** An id by its name that, by its name, names rows and not what they are about. */
  static boolean isRowId(String name) {
    return isId(name) && (of(name).size() == 1 || any(name, ROW_IDS));
  }

  static boolean isTime(String name) {
    return any(name, TIMES);
  }

  static boolean isEventTime(String name) {
    return any(name, EVENTS)
        || Set.of("ts", "timestamp", "at").contains(name.toLowerCase(Locale.ROOT));
  }

  static boolean isUpkeep(String name) {
    return any(name, UPKEEP);
  }

  static boolean isPrediction(String name) {
    return any(name, PREDICTIONS) || String.join("", of(name)).equals("yhat");
  }

  static boolean isScore(String name) {
    return any(name, SCORES);
  }

  static boolean isRank(String name) {
    return any(name, Set.of("rank", "ranking", "relevance"));
  }

  static boolean isLabel(String name) {
    return any(name, LABELS) || Set.of("y", "ytrue", "class").contains(String.join("", of(name)));
  }

  static boolean isCode(String name) {
    return any(name, CODES);
  }

  static boolean isImage(String name) {
    return any(name, IMAGES);
  }

  /** The words that say what is predicted: of {@code will_churn} it is churn. */
  static List<String> subject(String name) {
    return of(name).stream()
        .filter(
            w ->
                !PREDICTIONS.contains(w)
                    && !SCORES.contains(w)
                    && !LABELS.contains(w)
                    && !FILLERS.contains(w))
        .toList();
  }

  /** Whether two names are about the same: {@code churned} and {@code will_churn} are. */
  static boolean areAbout(String one, String other) {
    for (String a : subject(one)) {
      for (String b : subject(other)) {
        String shorter = a.length() <= b.length() ? a : b;
        String longer = a.length() <= b.length() ? b : a;
        if (shorter.equals(longer)
            || (shorter.length() > 2
                && longer.startsWith(shorter)
                && longer.length() - shorter.length() <= 3)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether a name is another's in the past: {@code churned} of {@code will_churn}. */
  static boolean isPast(String name, String prediction) {
    return areAbout(name, prediction) && of(name).stream().anyMatch(w -> w.endsWith("ed"));
  }

  static Optional<DatasetRole> role(String table) {
    List<String> words = of(table);
    if (words.stream().anyMatch(Set.of("training", "train", "trained")::contains)) {
      return Optional.of(DatasetRole.TRAINING);
    }
    if (words.stream()
        .anyMatch(
            Set.of("testing", "test", "eval", "evaluation", "holdout", "validation")::contains)) {
      return Optional.of(DatasetRole.TESTING);
    }
    if (words.stream()
        .anyMatch(
            Set.of(
                    "actuals",
                    "actual",
                    "labels",
                    "label",
                    "outcomes",
                    "outcome",
                    "truth",
                    "groundtruth",
                    "feedback")
                ::contains)) {
      return Optional.of(DatasetRole.ACTUALS);
    }
    return words.stream()
            .anyMatch(
                Set.of(
                        "serving",
                        "serve",
                        "predictions",
                        "prediction",
                        "inference",
                        "inferences",
                        "scoring",
                        "scored",
                        "scores",
                        "production",
                        "prod",
                        "online",
                        "live")
                    ::contains)
        ? Optional.of(DatasetRole.SERVING)
        : Optional.empty();
  }
}
