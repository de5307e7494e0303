package dev.plumbline.connector.delta;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What lies in a {@code _delta_log}, looked at without Kernel: which versions there are, and, after
 * Kernel has failed, which file is to blame.
 */
final class LogFolder {
  private static final Pattern COMMIT = Pattern.compile("(\\d{20})\\.json");
  private static final Pattern CHECKPOINT =
      Pattern.compile(
          "(\\d{20})\\.checkpoint(?:\\.(\\d{10})\\.(\\d{10}))?(?:\\..+)?\\.(parquet|json)");
  private static final byte[] PARQUET = {'P', 'A', 'R', '1'};
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;
  private final TreeMap<Long, Path> commits = new TreeMap<>();
  private final TreeMap<Long, TreeSet<Path>> checkpoints = new TreeMap<>();

  /** A version range, both ends included. */
  record Versions(long first, long last) {}

  LogFolder(Path table) throws IOException {
    this.folder = table.resolve("_delta_log");
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        String name = String.valueOf(entry.getFileName());
        Matcher commit = COMMIT.matcher(name);
        Matcher checkpoint = CHECKPOINT.matcher(name);
        if (commit.matches()) {
          commits.put(Long.valueOf(commit.group(1)), entry);
        } else if (checkpoint.matches()) {
          checkpoints
              .computeIfAbsent(Long.valueOf(checkpoint.group(1)), version -> new TreeSet<>())
              .add(entry);
        }
      }
    }
  }

  static boolean isTable(Path folder) {
    return Files.isDirectory(folder.resolve("_delta_log"));
  }

  /** The versions that can be rebuilt, if the log has no gap; empty if there is no version. */
  Optional<Versions> versions() {
    if (commits.isEmpty() && checkpoints.isEmpty()) {
      return Optional.empty();
    }
    long last =
        Math.max(
            commits.isEmpty() ? 0 : commits.lastKey(),
            checkpoints.isEmpty() ? 0 : checkpoints.lastKey());
    boolean whole = commits.containsKey(0L);
    long first = whole || checkpoints.isEmpty() ? 0 : checkpoints.firstKey();
    return Optional.of(new Versions(first, last));
  }

  /**
   * Finds what is wrong with the log of a version.
   *
   * @return the end of a sentence that begins with the table; empty if nothing is found
   */
  Optional<String> culprit(long version) throws IOException {
    Long start = null;
    Optional<String> part = Optional.empty();
    for (Map.Entry<Long, TreeSet<Path>> checkpoint :
        checkpoints.headMap(version, true).descendingMap().entrySet()) {
      Optional<String> missing = missingPart(checkpoint.getKey(), checkpoint.getValue());
      if (missing.isEmpty()) {
        start = checkpoint.getKey();
        for (Path file : checkpoint.getValue()) {
          Optional<String> broken = brokenCheckpoint(file);
          if (broken.isPresent()) {
            return broken;
          }
        }
        break;
      }
      part = part.isPresent() ? part : missing;
    }
    long end = commits.isEmpty() ? -1 : Math.min(version, commits.lastKey());
    for (long v = start == null ? 0 : start + 1; v <= end; v++) {
      Path commit = commits.get(v);
      if (commit == null) {
        return part.isPresent() ? part : Optional.of(missing(v));
      }
      Optional<String> broken = brokenLines(commit);
      if (broken.isPresent()) {
        return broken;
      }
    }
    // Kernel asks for the commit of a checkpoint as well.
    if (start != null && !commits.containsKey(start)) {
      return Optional.of(missing(start));
    }
    return part;
  }

  /** Finds a column of type {@code void} in the newest schema that a commit sets. */
  Optional<String> voidColumn(long version) throws IOException {
    for (Path commit : commits.headMap(version, true).descendingMap().values()) {
      for (String line : Files.readAllLines(commit)) {
        JsonNode schema = JSON.readTree(line).path("metaData").path("schemaString");
        if (schema.isTextual()) {
          return Optional.ofNullable(voidField("", JSON.readTree(schema.textValue())));
        }
      }
    }
    return Optional.empty();
  }

  private static @Nullable String voidField(String at, JsonNode type) {
    if (type.isTextual()) {
      return type.textValue().equals("void") ? at : null;
    }
    for (JsonNode field : type.path("fields")) {
      String name = field.path("name").asText();
      String found = voidField(at.isEmpty() ? name : at + '.' + name, field.path("type"));
      if (found != null) {
        return found;
      }
    }
    for (String inner : new String[] {"elementType", "keyType", "valueType"}) {
      String found = type.has(inner) ? voidField(at, type.get(inner)) : null;
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private static Optional<String> missingPart(long version, Set<Path> files) {
    Set<Integer> found = new HashSet<>();
    int parts = 0;
    for (Path file : files) {
      Matcher name = CHECKPOINT.matcher(String.valueOf(file.getFileName()));
      if (!name.matches() || name.group(3) == null) {
        return Optional.empty();
      }
      found.add(Integer.valueOf(name.group(2)));
      parts = Math.max(parts, Integer.parseInt(name.group(3)));
    }
    for (int i = 1; i <= parts; i++) {
      if (!found.contains(i)) {
        String name = "%020d.checkpoint.%010d.%010d.parquet".formatted(version, i, parts);
        return Optional.of(
            "part "
                + i
                + " of "
                + parts
                + " of checkpoint "
                + version
                + " is missing: "
                + name
                + " is not there");
      }
    }
    return Optional.empty();
  }

  private static Optional<String> brokenCheckpoint(Path file) throws IOException {
    long size = Files.size(file);
    if (size == 0) {
      return Optional.of(file.getFileName() + " is empty");
    }
    if (String.valueOf(file.getFileName()).endsWith(".json")) {
      return brokenLines(file);
    }
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "r")) {
      byte[] mark = new byte[PARQUET.length];
      boolean whole = size >= 12;
      if (whole) {
        bytes.readFully(mark);
        whole = Arrays.equals(mark, PARQUET);
        bytes.seek(size - mark.length);
        bytes.readFully(mark);
      }
      return whole && Arrays.equals(mark, PARQUET)
          ? Optional.empty()
          : Optional.of(file.getFileName() + " is no whole Parquet file");
    }
  }

  private static Optional<String> brokenLines(Path file) throws IOException {
    if (Files.size(file) == 0) {
      return Optional.of(file.getFileName() + " is empty");
    }
    int number = 0;
    try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (!line.isBlank() && !isObject(line)) {
          return Optional.of("line " + number + " of " + file.getFileName() + " is no JSON object");
        }
      }
    } catch (CharacterCodingException e) {
      return Optional.of(
          "line " + (number + 1) + " of " + file.getFileName() + " is no UTF-8 text");
    }
    return Optional.empty();
  }

  private static boolean isObject(String line) throws IOException {
    try (JsonParser parser = JSON.createParser(line)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return false;
      }
      parser.skipChildren();
      return parser.nextToken() == null;
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  private static String missing(long commit) {
    return "commit %d is missing: %020d.json is not there".formatted(commit, commit);
  }
}
