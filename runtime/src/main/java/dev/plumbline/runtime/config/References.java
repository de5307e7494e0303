package dev.plumbline.runtime.config;

import dev.plumbline.spi.ConnectorException;
import dev.plumbline.spi.StandardErrorCode;
import dev.plumbline.spi.UnresolvedText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Looks up <code>${env:NAME}</code> and <code>${file:PATH}</code>. What comes in is never looked at
 * again, so a value cannot refer to another.
 */
final class References {
  static final int MAX_FILE_BYTES = 64 * 1024;

  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  /** What a text is for, which decides what may come into it. */
  enum Use {
    /** A secret: a single line, from a file that only its owner reads. */
    SECRET,
    /** Any other option of a connector: a single line. */
    OPTION,
    /** A query or name, whose own rules say what it may hold. */
    TEXT
  }

  /** A reference that cannot be followed. Its message may be printed. */
  static final class Unresolved extends Exception {
    private static final long serialVersionUID = 1L;

    private final String reason;

    Unresolved(String reason) {
      super(reason, null, false, false);
      this.reason = reason;
    }

    /** Ends a sentence that begins with the key. */
    String reason() {
      return reason;
    }
  }

  /** A piece of a text: literal, or a reference by kind and name. */
  private record Piece(Kind kind, String text) {
    String written() {
      return switch (kind) {
        case LITERAL -> text;
        case ENV -> "${env:" + text + "}";
        case FILE -> "${file:" + Hints.shown(text) + "}";
      };
    }
  }

  private enum Kind {
    LITERAL,
    ENV,
    FILE
  }

  private final Map<String, String> environment;
  private final List<Path> folders;
  private final boolean followed;

  private References() {
    this.environment = Map.of();
    this.folders = List.of();
    this.followed = false;
  }

  /** Takes every text as it is, for what a program gives. */
  static References none() {
    return new References();
  }

  /** Whether texts are looked through for references at all. */
  boolean areFollowed() {
    return followed;
  }

  References(Map<String, String> environment, Path base, Optional<Path> secrets) {
    this.environment = environment;
    List<Path> all = new ArrayList<>();
    all.add(base);
    secrets.ifPresent(s -> all.add(s.toAbsolutePath().normalize()));
    this.folders = List.copyOf(all);
    this.followed = true;
  }

  /** A text whose references were found and could be followed. */
  final class Checked implements UnresolvedText {
    private final List<Piece> pieces;
    private final Use use;
    private final Optional<String> fixed;

    private Checked(List<Piece> pieces, Use use) throws Unresolved {
      this.pieces = pieces;
      this.use = use;
      String now = References.this.resolve(pieces, use);
      // A secret is looked up at each use, so that a rotated one is seen; nothing else changes.
      this.fixed = use == Use.SECRET ? Optional.empty() : Optional.of(now);
    }

    boolean refers() {
      return pieces.stream().anyMatch(p -> p.kind() != Kind.LITERAL);
    }

    boolean hasLiteralPart() {
      return pieces.stream().anyMatch(p -> p.kind() == Kind.LITERAL);
    }

    /** Files that everybody on this machine can read. */
    List<String> worldReadable() {
      return pieces.stream()
          .filter(p -> p.kind() == Kind.FILE && isWorldReadable(p.text()))
          .map(Piece::written)
          .toList();
    }

    @Override
    public String reference() {
      StringBuilder all = new StringBuilder();
      for (Piece piece : pieces) {
        boolean hidden = use == Use.SECRET && piece.kind() == Kind.LITERAL;
        all.append(hidden ? "******" : piece.written());
      }
      return all.toString();
    }

    @Override
    public String resolve() {
      if (fixed.isPresent()) {
        return fixed.get();
      }
      try {
        return References.this.resolve(pieces, use);
      } catch (Unresolved e) {
        throw new ConnectorException(
            StandardErrorCode.INVALID_CONFIGURATION, reference() + " " + e.reason());
      }
    }

    @Override
    public String toString() {
      return reference();
    }
  }

  /** Finds the references of a text and follows each once, to see that it can be. */
  Checked check(String text, Use use) throws Unresolved {
    return new Checked(
        followed || text.isEmpty() ? pieces(text) : List.of(new Piece(Kind.LITERAL, text)), use);
  }

  private static List<Piece> pieces(String text) throws Unresolved {
    List<Piece> pieces = new ArrayList<>();
    StringBuilder literal = new StringBuilder();
    int i = 0;
    while (i < text.length()) {
      if (text.startsWith("$${", i)) {
        literal.append("${");
        i += 3;
      } else if (text.startsWith("${", i)) {
        int end = text.indexOf('}', i);
        String inner = end < 0 ? "" : text.substring(i + 2, end);
        boolean env = inner.startsWith("env:") && VARIABLE.matcher(inner.substring(4)).matches();
        boolean file = inner.startsWith("file:") && inner.length() > 5;
        if (!env && !file) {
          // What stands there is not shown: it may be a literal secret that happens to hold "${".
          throw new Unresolved(
              "holds '${' without a known reference; write ${env:NAME} or ${file:PATH},"
                  + " or $${ for the two characters themselves");
        }
        if (literal.length() > 0) {
          pieces.add(new Piece(Kind.LITERAL, literal.toString()));
          literal.setLength(0);
        }
        pieces.add(new Piece(env ? Kind.ENV : Kind.FILE, inner.substring(env ? 4 : 5)));
        i = end + 1;
      } else {
        literal.append(text.charAt(i++));
      }
    }
    if (literal.length() > 0) {
      pieces.add(new Piece(Kind.LITERAL, literal.toString()));
    }
    return List.copyOf(pieces);
  }

  private String resolve(List<Piece> pieces, Use use) throws Unresolved {
    StringBuilder all = new StringBuilder();
    for (Piece piece : pieces) {
      String value =
          switch (piece.kind()) {
            case LITERAL -> piece.text();
            case ENV -> variable(piece);
            case FILE -> content(piece);
          };
      if (piece.kind() != Kind.LITERAL && use != Use.TEXT && breaksLines(value)) {
        throw new Unresolved(
            "refers to "
                + piece.written()
                + ", whose value holds a line break or a NUL; give a value of one line");
      }
      all.append(value);
    }
    if (all.length() == 0 && !pieces.isEmpty()) {
      throw new Unresolved("refers to " + pieces.get(0).written() + ", which is empty");
    }
    return all.toString();
  }

  static boolean breaksLines(String value) {
    return value.chars().anyMatch(c -> c == '\n' || c == '\r' || c == 0);
  }

  private String variable(Piece piece) throws Unresolved {
    String value = environment.get(piece.text());
    if (value == null) {
      throw new Unresolved("refers to " + piece.written() + ", which is not set; set it");
    }
    return value;
  }

  private String content(Piece piece) throws Unresolved {
    String shown = piece.written();
    Path real = find(piece.text(), shown);
    try {
      // Opening a pipe would wait for a writer, and a device may have no end.
      if (!Files.readAttributes(real, BasicFileAttributes.class).isRegularFile()) {
        throw new Unresolved("refers to " + shown + ", which is no regular file; name a file");
      }
      byte[] bytes;
      try (InputStream in = Files.newInputStream(real)) {
        bytes = in.readNBytes(MAX_FILE_BYTES + 1);
      }
      if (bytes.length > MAX_FILE_BYTES) {
        throw new Unresolved("refers to " + shown + ", which is larger than 64 KiB");
      }
      String value = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      int end = value.length();
      if (value.endsWith("\r\n")) {
        end -= 2;
      } else if (value.endsWith("\n")) {
        end -= 1;
      }
      return value.substring(0, end);
    } catch (CharacterCodingException e) {
      throw new Unresolved("refers to " + shown + ", which is not UTF-8 text");
    } catch (IOException e) {
      throw new Unresolved(
          "refers to " + shown + ", which cannot be read (" + e.getClass().getSimpleName() + ")");
    }
  }

  private Path find(String written, String shown) throws Unresolved {
    String outside =
        "refers to "
            + shown
            + ", which lies outside of the configuration's folder and the secrets folder";
    boolean inside = false;
    try {
      for (Path folder : folders) {
        Path candidate = folder.resolve(written).normalize();
        if (!isBelowFolder(candidate)) {
          continue;
        }
        inside = true;
        if (Files.exists(candidate)) {
          Path real = candidate.toRealPath();
          if (!isBelowFolder(real)) {
            throw new Unresolved(outside);
          }
          return real;
        }
      }
    } catch (InvalidPathException | IOException e) {
      throw new Unresolved("refers to " + shown + ", which cannot be found");
    }
    throw new Unresolved(inside ? "refers to " + shown + ", which does not exist" : outside);
  }

  /** A folder may be reached through links itself, so both of its names count. */
  private boolean isBelowFolder(Path path) throws IOException {
    for (Path folder : folders) {
      if (path.startsWith(folder)
          || (Files.isDirectory(folder) && path.startsWith(folder.toRealPath()))) {
        return true;
      }
    }
    return false;
  }

  private boolean isWorldReadable(String written) {
    try {
      PosixFileAttributeView view =
          Files.getFileAttributeView(find(written, written), PosixFileAttributeView.class);
      return view != null
          && view.readAttributes().permissions().contains(PosixFilePermission.OTHERS_READ);
    } catch (IOException | Unresolved e) {
      return false;
    }
  }
}
