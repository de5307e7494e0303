package dev.plumbline.runtime.engine;

import dev.plumbline.spi.ConnectorException;
import dev.plumbline.spi.StandardErrorCode;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Field;

/** Makes the view under which a statement reads its share of an input. */
final class InputView {
  /** The only column of an input without columns, whose rows can still be counted. */
  static final String NO_COLUMN = "plumbline_row";

  private static final Pattern COMMON_TABLE =
      Pattern.compile("\\bWITH\\s+(?!(LOCAL\\s+)?TIME\\s)", Pattern.CASE_INSENSITIVE);

  /** DuckDB turns some windows into a join of their input with itself. */
  private static final Pattern WINDOW =
      Pattern.compile("\\bOVER\\b", Pattern.CASE_INSENSITIVE);

  private final DuckSession session;
  private final BufferAllocator allocator;
  private final Feeds feeds;
  private int tables;

  InputView(DuckSession session, BufferAllocator allocator, Feeds feeds) {
    this.session = session;
    this.allocator = allocator;
    this.feeds = feeds;
  }

  /** Makes the view; the statement tells whether batches are read more than once. */
  void create(InputShare share, String statement) throws SQLException {
    refuseAmbiguousColumns(share.input());
    List<String> selects = new ArrayList<>();
    for (FileShare files : share.files()) {
      addFiles(share, files, selects);
    }
    if (!share.batches().isEmpty()) {
      selects.add(batches(share, statement));
    }
    if (selects.isEmpty()) {
      selects.add(noRows(share.input()));
    }
    session.execute(
        "CREATE TEMP VIEW "
            + DuckSql.name(share.input().name())
            + " AS "
            + String.join(" UNION ALL ", selects));
  }

  private void addFiles(InputShare share, FileShare files, List<String> selects)
      throws SQLException {
    // Only files with deleted rows pay for the join that drops these.
    Map<Boolean, List<FileShare.LocalFile>> groups =
        files.files().stream()
            .collect(Collectors.partitioningBy(file -> file.data().deletes().isPresent()));
    for (Map.Entry<Boolean, List<FileShare.LocalFile>> group : groups.entrySet()) {
      if (group.getValue().isEmpty()) {
        continue;
      }
      FileShare some = new FileShare(files.part(), group.getValue());
      checkRows(some);
      String prefix = "plumbline_" + tables++ + "_";
      String deletes = "";
      if (group.getKey()) {
        deletes = prefix + "deletes";
        String stream = prefix + "stream";
        session.register(
            stream, feeds.deletedRows(share.reader(), some.files()), allocator);
        session.execute(
            "CREATE TEMP TABLE "
                + DuckSql.name(deletes)
                + " AS SELECT * FROM "
                + DuckSql.name(stream));
      }
      selects.add(FileScan.select(session, prefix, some, deletes));
    }
  }

  /** Compares the rows that the table promises with those that the files have. */
  private void checkRows(FileShare share) throws SQLException {
    if (share.files().stream().noneMatch(file -> file.data().rows().isPresent())) {
      return;
    }
    Map<String, Long> stored = new HashMap<>();
    for (List<String> row :
        session.rows(
            "SELECT file_name, num_rows FROM parquet_file_metadata("
                + FileScan.paths(share)
                + ")")) {
      stored.put(row.get(0), Long.valueOf(row.get(1)));
    }
    for (FileShare.LocalFile file : share.files()) {
      long rows = stored.getOrDefault(file.path().toString(), -1L);
      if (file.data().rows().isPresent() && file.data().rows().getAsLong() != rows) {
        throw new ConnectorException(
            StandardErrorCode.CORRUPT_DATA,
            "engine: file '"
                + file.path()
                + "' has "
                + rows
                + " rows, expected "
                + file.data().rows().getAsLong());
      }
    }
  }

  private String batches(InputShare share, String statement) throws SQLException {
    String stream = "plumbline_" + tables++ + "_stream";
    session.register(stream, feeds.batches(share), allocator);
    String select = "SELECT * FROM " + DuckSql.name(stream);
    if (!readsOnce(share.input().name(), statement)) {
      // A stream can be read once; a table may spill.
      String table = "plumbline_" + tables++ + "_rows";
      session.execute("CREATE TEMP TABLE " + DuckSql.name(table) + " AS " + select);
      select = "SELECT * FROM " + DuckSql.name(table);
    }
    return select;
  }

  /** Errs on the side of no: then the batches are held, which is slower and never wrong. */
  private static boolean readsOnce(String input, String statement) {
    Pattern use =
        Pattern.compile(
            "(?<![A-Za-z0-9_])\"?" + Pattern.quote(input) + "\"?(?![A-Za-z0-9_.\"])",
            Pattern.CASE_INSENSITIVE);
    return use.matcher(statement).results().limit(2).count() <= 1
        && !COMMON_TABLE.matcher(statement).find()
        && !WINDOW.matcher(statement).find();
  }

  private static String noRows(EngineInput input) {
    List<Field> fields = input.schema().getFields();
    String columns =
        fields.isEmpty()
            ? "true AS " + DuckSql.name(NO_COLUMN)
            : fields.stream()
                .map(
                    field ->
                        "CAST(NULL AS "
                            + DuckSql.type(field)
                            + ") AS "
                            + DuckSql.name(field.getName()))
                .collect(Collectors.joining(", "));
    return "SELECT " + columns + " WHERE false";
  }

  private static void refuseAmbiguousColumns(EngineInput input) {
    Map<String, String> seen = new HashMap<>();
    for (Field field : input.schema().getFields()) {
      String other = seen.put(field.getName().toLowerCase(Locale.ROOT), field.getName());
      if (other != null) {
        throw new ConnectorException(
            StandardErrorCode.UNSUPPORTED,
            "engine: columns '"
                + other
                + "' and '"
                + field.getName()
                + "' differ in case only; read one of them");
      }
    }
  }
}
