package dev.plumbline.runtime.config;

import dev.plumbline.spi.ConfigProblem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Turns a file into values, within limits on size, line length and depth. It works on the parser's
 * events: neither an alias nor a tag ever becomes an object.
 */
final class YamlReader {
  static final int MAX_BYTES = 256 * 1024;
  // The scanner needs quadratic time for a plain scalar on one line.
  static final int MAX_LINE = 16 * 1024;
  static final int MAX_DEPTH = 64;

  private final Problems problems;
  private final String text;
  private final Iterator<Event> events;

  private YamlReader(Problems problems, String text) {
    this.problems = problems;
    this.text = text;
    // The parser fails on a surrogate pair that its buffer cuts in two, so the buffer takes all.
    this.events =
        new Parse(
                LoadSettings.builder()
                    .setLabel("configuration")
                    .setBufferSize(text.length() + 2)
                    .build())
            .parseString(text)
            .iterator();
  }

  /** Empty stands for a file without any value. */
  static Optional<YamlValue> read(Path file, Problems problems) {
    String text = decode(load(file, problems), problems);
    checkText(text, problems);
    YamlReader reader = new YamlReader(problems, text);
    try {
      return reader.document();
    } catch (MarkedYamlEngineException e) {
      // The exception's own message quotes the file, which may hold a secret.
      Position at = e.getProblemMark().or(e::getContextMark).map(YamlReader::at).orElse(START);
      if (reader.isIndentedWithTab(at.line())) {
        throw problems.stop("", at, "the line is indented with a tab; indent with spaces");
      }
      String context = e.getContext() == null ? "" : " " + Hints.shown(e.getContext());
      throw problems.stop(
          "", at, "is not valid YAML" + context + ": " + Hints.shown(e.getProblem()));
    } catch (YamlEngineException e) {
      throw problems.stop("", START, "is not valid YAML");
    }
  }

  private static final Position START = new Position(1, 1);

  private static byte[] load(Path file, Problems problems) {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      // Opening a pipe would wait for a writer, and a device may have no end.
      if (!attributes.isRegularFile()) {
        throw problems.stop(
            "",
            Position.UNKNOWN,
            "is " + (attributes.isDirectory() ? "a folder" : "no regular file") + "; name a file");
      }
      try (InputStream in = Files.newInputStream(file)) {
        byte[] bytes = in.readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
          throw problems.stop(
              "", Position.UNKNOWN, "is larger than 256 KiB, which no configuration needs");
        }
        return bytes;
      }
    } catch (NoSuchFileException e) {
      throw problems.stop("", Position.UNKNOWN, "does not exist; create it or name another file");
    } catch (IOException e) {
      throw problems.stop(
          "", Position.UNKNOWN, "cannot be read (" + e.getClass().getSimpleName() + ")");
    }
  }

  private static String decode(byte[] bytes, Problems problems) {
    int first = bytes.length > 0 ? bytes[0] & 0xFF : -1;
    int second = bytes.length > 1 ? bytes[1] & 0xFF : -1;
    if ((first == 0xFE && second == 0xFF)
        || (first == 0xFF && second == 0xFE)
        || first == 0
        || second == 0) {
      throw problems.stop("", START, "is UTF-16 or UTF-32; save it as UTF-8");
    }
    int mark =
        first == 0xEF && second == 0xBB && bytes.length > 2 && bytes[2] == (byte) 0xBF ? 3 : 0;
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes, mark, bytes.length - mark);
    try {
      return decoder.decode(in).toString();
    } catch (CharacterCodingException e) {
      String sound =
          StandardCharsets.UTF_8
              .decode(in.duplicate().position(mark).limit(in.position()))
              .toString();
      throw problems.stop("", end(sound), "is not UTF-8 from here on; save it as UTF-8");
    }
  }

  private static Position end(String text) {
    int line = 1;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '\n') {
        line++;
        start = i + 1;
      }
    }
    return new Position(line, text.codePointCount(start, text.length()) + 1);
  }

  private static void checkText(String text, Problems problems) {
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n' || c == '\r') {
        start = i + 1;
      } else if (i - start >= MAX_LINE) {
        throw problems.stop(
            "",
            end(text.substring(0, i)),
            "the line is longer than 16 KiB, which no configuration needs");
      } else if ((c < ' ' && c != '\t')
          || c == 0x7F
          || (c >= 0x80 && c < 0xA0 && c != 0x85)
          || c == 0xFFFE
          || c == 0xFFFF) {
        throw problems.stop(
            "",
            end(text.substring(0, i)),
            String.format("the character U+%04X is not allowed; remove it", (int) c));
      }
    }
  }

  private boolean isIndentedWithTab(int line) {
    return text.lines()
        .skip(line - 1L)
        .findFirst()
        .map(l -> l.substring(0, l.length() - l.stripLeading().length()).indexOf('\t') >= 0)
        .orElse(false);
  }

  private Optional<YamlValue> document() {
    Optional<YamlValue> root = Optional.empty();
    boolean begun = false;
    while (events.hasNext()) {
      Event event = events.next();
      switch (event.getEventId()) {
        case DocumentStart -> {
          if (begun) {
            throw problems.stop(
                "", at(event), "a second document begins here; write one document a file");
          }
          begun = true;
        }
        case StreamStart, StreamEnd, DocumentEnd, Comment -> {}
        default -> root = Optional.of(value(event, "", 1));
      }
    }
    return root;
  }

  private YamlValue value(Event event, String path, int depth) {
    if (event instanceof AliasEvent) {
      throw problems.stop(path, at(event), "is an alias; write the value out");
    }
    if (event instanceof NodeEvent node && node.getAnchor().isPresent()) {
      throw problems.stop(path, at(event), "has an anchor; write the value out where it is needed");
    }
    if (depth > MAX_DEPTH) {
      throw problems.stop("", at(event), "is nested deeper than 64 levels");
    }
    if (event instanceof ScalarEvent scalar) {
      refuseTag(scalar.getTag(), path, event);
      return new YamlValue.Scalar(at(event), scalar.getValue(), scalar.isPlain());
    }
    if (event instanceof CollectionStartEvent collection) {
      refuseTag(collection.getTag(), path, event);
    }
    return event.getEventId() == Event.ID.SequenceStart
        ? sequence(event, path, depth)
        : mapping(event, path, depth);
  }

  private void refuseTag(Optional<String> tag, String path, Event event) {
    if (tag.isPresent()) {
      throw problems.stop(path, at(event), "has a tag (!); write the value without it");
    }
  }

  private YamlValue sequence(Event start, String path, int depth) {
    List<YamlValue> items = new ArrayList<>();
    for (Event event = events.next();
        event.getEventId() != Event.ID.SequenceEnd;
        event = events.next()) {
      items.add(value(event, path + "[" + items.size() + "]", depth + 1));
    }
    return new YamlValue.Sequence(at(start), items);
  }

  private YamlValue mapping(Event start, String path, int depth) {
    Map<String, YamlValue.Entry> entries = new LinkedHashMap<>();
    for (Event event = events.next();
        event.getEventId() != Event.ID.MappingEnd;
        event = events.next()) {
      YamlValue key = value(event, path, depth + 1);
      String name = key instanceof YamlValue.Scalar scalar ? scalar.text() : "";
      String keyPath = path.isEmpty() ? Hints.shown(name) : path + "." + Hints.shown(name);
      YamlValue value = value(events.next(), keyPath, depth + 1);
      if (!(key instanceof YamlValue.Scalar)) {
        problems.error(
            ConfigProblem.Code.WRONG_VALUE,
            path,
            key.at(),
            "has a key that " + key.described() + "; write text as a key");
        continue;
      }
      YamlValue.Entry first = entries.putIfAbsent(name, new YamlValue.Entry(key.at(), value));
      if (first != null) {
        problems.error(
            ConfigProblem.Code.CONFLICT,
            keyPath,
            key.at(),
            "stands here again, first at line "
                + first.keyAt().line()
                + ", column "
                + first.keyAt().column()
                + "; keep one");
      }
    }
    return new YamlValue.Mapping(at(start), entries);
  }

  private static Position at(Event event) {
    return event.getStartMark().map(YamlReader::at).orElse(START);
  }

  private static Position at(Mark mark) {
    return new Position(mark.getLine() + 1, mark.getColumn() + 1);
  }
}
