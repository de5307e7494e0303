package dev.plumbline.standalone;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.plumbline.runtime.validate.Outcome;
import dev.plumbline.runtime.validate.SchemaSnapshot;
import dev.plumbline.runtime.validate.Severity;
import dev.plumbline.runtime.validate.ValidationSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A result that an earlier run printed with {@code --output json}.
 *
 * @param command the command that printed it
 * @param validation what it says, if it is a validation
 * @param schema what it says, if it is a list of tables
 */
record KeptResult(
    String command, Optional<ValidationSnapshot> validation, Optional<SchemaSnapshot> schema) {
  private static final long LARGEST = 256L << 20;
  private static final String WANTED =
      "; write the file that 'plumbline validate --output json' or 'plumbline discover SOURCE"
          + " --output json' prints";

  /** What is wrong with a file, to be told with its name. */
  private static final class Misshapen extends Exception {
    private static final long serialVersionUID = 1L;

    Misshapen(String message) {
      super(message);
    }
  }

  static KeptResult read(Path file) {
    try {
      return of(root(file));
    } catch (Misshapen e) {
      throw new UsageException("'" + file + "' " + e.getMessage());
    }
  }

  /** The findings that a validation is compared with. */
  static ValidationSnapshot baseline(Path file) {
    KeptResult kept = read(file);
    return kept.validation()
        .orElseThrow(
            () ->
                new UsageException(
                    "--baseline: '"
                        + file
                        + "' is what '"
                        + kept.command()
                        + "' printed; write the file that 'plumbline validate --output json'"
                        + " printed"));
  }

  private static Map<?, ?> root(Path file) throws Misshapen {
    try {
      if (!Files.isRegularFile(file)) {
        throw new Misshapen(
            (Files.exists(file) ? "is no regular file" : "does not exist") + WANTED);
      }
      if (Files.size(file) > LARGEST) {
        throw new Misshapen("is larger than 256 MiB, which no result is" + WANTED);
      }
      if (JsonText.read(file) instanceof Map<?, ?> root) {
        return root;
      }
      throw new Misshapen("is JSON, and no result of a command" + WANTED);
    } catch (JsonProcessingException e) {
      // Its own message quotes the file.
      String at = e.getLocation() == null ? "" : " in line " + e.getLocation().getLineNr();
      throw new Misshapen("is no JSON" + at + WANTED);
    } catch (NoSuchFileException e) {
      throw new Misshapen("does not exist" + WANTED);
    } catch (IOException e) {
      throw new Misshapen("cannot be read (" + e.getClass().getSimpleName() + ")");
    }
  }

  private static KeptResult of(Map<?, ?> root) throws Misshapen {
    String name = root.get("command") instanceof String command ? command : "";
    Object version = root.get("version");
    if (name.isEmpty() || version == null) {
      throw new Misshapen("is JSON, and no result of a command" + WANTED);
    }
    if (!version.equals(1L)) {
      throw new Misshapen("is of version " + version + "; this plumbline reads version 1");
    }
    return switch (name) {
      case "validate" -> new KeptResult(name, Optional.of(validation(root)), Optional.empty());
      case "discover" -> new KeptResult(name, Optional.empty(), Optional.of(schema(root)));
      default -> throw new Misshapen("is what '" + Text.line(name) + "' printed" + WANTED);
    };
  }

  private static ValidationSnapshot validation(Map<?, ?> root) throws Misshapen {
    ArrayList<ValidationSnapshot.Dataset> datasets = new ArrayList<>();
    for (Map<?, ?> dataset : objects(root, "datasets")) {
      ArrayList<ValidationSnapshot.Finding> findings = new ArrayList<>();
      for (Map<?, ?> check : objects(dataset, "checks")) {
        findings.add(
            new ValidationSnapshot.Finding(
                text(check, "code"),
                text(check, "subject"),
                word(Outcome.values(), check, "outcome"),
                word(Severity.values(), check, "severity"),
                number(check, "count").orElse(0),
                text(check, "message")));
      }
      datasets.add(
          new ValidationSnapshot.Dataset(
              text(dataset, "dataset"), state(dataset), number(dataset, "rows"), findings));
    }
    return new ValidationSnapshot(datasets);
  }

  private static SchemaSnapshot schema(Map<?, ?> root) throws Misshapen {
    ArrayList<SchemaSnapshot.Table> tables = new ArrayList<>();
    for (Map<?, ?> table : objects(root, "tables")) {
      ArrayList<SchemaSnapshot.Column> columns = new ArrayList<>();
      for (Map<?, ?> column : objects(table, "columns")) {
        columns.add(
            new SchemaSnapshot.Column(
                text(column, "name"),
                text(column, "type"),
                !Boolean.FALSE.equals(column.get("nullable"))));
      }
      tables.add(
          new SchemaSnapshot.Table(
              text(table, "name"),
              state(table),
              columns,
              Optional.ofNullable(table.get("problem")).map(String::valueOf)));
    }
    return new SchemaSnapshot(tables);
  }

  private static Misshapen broken(String key) {
    return new Misshapen(
        "is no result that can be compared: '" + key + "' is not as it should be" + WANTED);
  }

  private static List<Map<?, ?>> objects(Map<?, ?> parent, String key) throws Misshapen {
    if (!(parent.get(key) instanceof List<?> list)) {
      throw broken(key);
    }
    ArrayList<Map<?, ?>> objects = new ArrayList<>();
    for (Object item : list) {
      if (!(item instanceof Map<?, ?> object)) {
        throw broken(key);
      }
      objects.add(object);
    }
    return objects;
  }

  private static String text(Map<?, ?> parent, String key) throws Misshapen {
    if (parent.get(key) instanceof String text) {
      return text;
    }
    throw broken(key);
  }

  private static OptionalLong number(Map<?, ?> parent, String key) throws Misshapen {
    Object value = parent.get(key);
    if (value == null) {
      return OptionalLong.empty();
    }
    if (value instanceof Long number && number >= 0) {
      return OptionalLong.of(number);
    }
    throw broken(key);
  }

  private static <E extends Enum<E>> E word(E[] values, Map<?, ?> parent, String key)
      throws Misshapen {
    String word = text(parent, key);
    for (E value : values) {
      if (value.name().toLowerCase(Locale.ROOT).equals(word)) {
        return value;
      }
    }
    throw broken(key);
  }

  private static Optional<String> state(Map<?, ?> parent) throws Misshapen {
    Object state = parent.get("state");
    return state instanceof Map<?, ?> object
        ? Optional.of(text(object, "kind").replace('-', ' ') + " " + text(object, "id"))
        : Optional.empty();
  }
}
