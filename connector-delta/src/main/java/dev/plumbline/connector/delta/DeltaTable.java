package dev.plumbline.connector.delta;

import dev.plumbline.spi.CloseableIterator;
import dev.plumbline.spi.ColumnTrait;
import dev.plumbline.spi.ConnectorException;
import dev.plumbline.spi.FieldPath;
import dev.plumbline.spi.Literal;
import io.delta.kernel.types.DataType;
import io.delta.kernel.types.StructField;
import io.delta.kernel.types.StructType;
import java.lang.ref.SoftReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/** One table at one version: its columns, and the files that the log lists. Thread-safe. */
final class DeltaTable {
  // A log is replayed again for larger tables, rather than kept in memory.
  private static final int KEPT_FILES = 50_000;

  private final String name;
  private final Path folder;
  private final KernelLog log;
  private final Schema schema;
  private final Map<String, Leaf> partitions = new LinkedHashMap<>();

  // Absent until a listing is complete.
  private volatile @Nullable SoftReference<List<LogFile>> listed;

  /**
   * A column or field of a struct as statistics know it.
   *
   * @param physical its names in the files
   * @param partition its position among the partition columns, -1 if it is none
   * @param binary false for text of another collation, which compares otherwise
   */
  record Leaf(List<String> physical, ArrowType type, int partition, boolean binary) {
    boolean isPartition() {
      return partition >= 0;
    }
  }

  /**
   * Describes a table.
   *
   * @param name its path below the source's folder, empty for that folder itself
   * @throws ConnectorException for a column whose type has no Arrow type
   */
  DeltaTable(String name, Path folder, KernelLog log) {
    this.name = name;
    this.folder = folder;
    this.log = log;
    List<Field> fields = new ArrayList<>();
    for (StructField column : log.schema().fields()) {
      fields.add(
          DeltaTypes.field(
              column.getName(), column.getDataType(), column.isNullable(), column.getName()));
    }
    this.schema = new Schema(fields);
    for (String column : log.partitionColumns()) {
      StructField field = log.schema().get(column);
      partitions.put(
          column,
          new Leaf(
              List.of(physical(field)),
              schema.findField(column).getType(),
              partitions.size(),
              DeltaTypes.comparesByValue(field.getDataType())));
    }
  }

  String name() {
    return name;
  }

  Path folder() {
    return folder;
  }

  KernelLog log() {
    return log;
  }

  Schema schema() {
    return schema;
  }

  boolean hasColumn(String column) {
    return schema.getFields().stream().anyMatch(field -> field.getName().equals(column));
  }

  StructField column(String column) {
    return log.schema().get(column);
  }

  Optional<Leaf> partition(String column) {
    return Optional.ofNullable(partitions.get(column));
  }

  /** Finds a column or a field inside structs, of a type that has no fields itself. */
  Optional<Leaf> leaf(FieldPath path) {
    if (path.names().size() == 1 && partitions.containsKey(path.names().get(0))) {
      return partition(path.names().get(0));
    }
    DataType type = log.schema();
    List<Field> fields = schema.getFields();
    List<String> physical = new ArrayList<>();
    ArrowType arrow = ArrowType.Null.INSTANCE;
    for (String step : path.names()) {
      int at = type instanceof StructType struct ? struct.indexOf(step) : -1;
      if (at < 0) {
        return Optional.empty();
      }
      StructField field = ((StructType) type).at(at);
      physical.add(physical(field));
      type = field.getDataType();
      arrow = fields.get(at).getType();
      fields = fields.get(at).getChildren();
    }
    return Optional.of(
        new Leaf(List.copyOf(physical), arrow, -1, DeltaTypes.comparesByValue(type)));
  }

  private String physical(StructField field) {
    return log.mapping() == KernelLog.Mapping.NONE
        ? field.getName()
        : KernelLog.physicalName(field);
  }

  /** What may be relied on. */
  Map<FieldPath, Set<ColumnTrait>> traits() {
    Map<FieldPath, Set<ColumnTrait>> traits = new LinkedHashMap<>();
    collect(log.schema(), List.of(), true, traits);
    return traits;
  }

  private void collect(
      StructType struct,
      List<String> above,
      boolean aboveIsThere,
      Map<FieldPath, Set<ColumnTrait>> traits) {
    for (StructField field : struct.fields()) {
      List<String> names = new ArrayList<>(above);
      names.add(field.getName());
      Set<ColumnTrait> found = new LinkedHashSet<>();
      boolean isThere = aboveIsThere && !field.isNullable();
      if (DeltaTypes.isBinaryText(field.getDataType())) {
        found.add(ColumnTrait.BINARY_TEXT);
      }
      if (above.isEmpty() && partitions.containsKey(field.getName())) {
        found.add(ColumnTrait.PARTITION);
      }
      if (isThere) {
        found.add(ColumnTrait.NEVER_NULL);
      }
      if (!found.isEmpty()) {
        traits.put(new FieldPath(names), found);
      }
      if (field.getDataType() instanceof StructType inner) {
        collect(inner, names, isThere, traits);
      }
    }
  }

  /** All files of the version. */
  CloseableIterator<LogFile> files() {
    SoftReference<List<LogFile>> reference = listed;
    List<LogFile> known = reference == null ? null : reference.get();
    return known != null ? CloseableIterator.of(known) : new Keeping(log.files());
  }

  /** The partition values of a file, in the order of the metadata. */
  List<Literal> partitionValues(LogFile file) {
    List<Literal> values = new ArrayList<>();
    for (Map.Entry<String, Leaf> partition : partitions.entrySet()) {
      String text = partitionText(file, partition.getValue().physical().get(0));
      values.add(
          PartitionValues.parse(partition.getValue().type(), text)
              .orElseThrow(
                  () ->
                      new ConnectorException(
                          DeltaErrorCode.CORRUPT_LOG,
                          "table '"
                              + folder
                              + "', version "
                              + log.version()
                              + ": file '"
                              + file.path()
                              + "' has '"
                              + text
                              + "' in partition column '"
                              + partition.getKey()
                              + "', which is no "
                              + partition.getValue().type())));
    }
    return values;
  }

  private static @Nullable String partitionText(LogFile file, String physical) {
    Map<String, @Nullable String> values = file.partitionValues();
    if (values.containsKey(physical)) {
      return values.get(physical);
    }
    // Names keep their case and are found without it.
    return values.entrySet().stream()
        .filter(value -> value.getKey().equalsIgnoreCase(physical))
        .findFirst()
        .map(Map.Entry::getValue)
        .orElse(null);
  }

  /**
   * Gives a file's place on disk.
   *
   * @throws ConnectorException with {@link DeltaErrorCode#PATH_ESCAPES} if it is outside the table
   */
  Path locate(LogFile file) {
    String path = file.path();
    if (path.startsWith("file:")) {
      path = path.replaceFirst("^file:/+", "/");
    }
    if (path.matches("[A-Za-z][A-Za-z0-9+.-]*:/.*")) {
      throw escapes(file);
    }
    Path found = folder.resolve(decoded(path, file)).normalize();
    if (!found.startsWith(folder) || found.equals(folder)) {
      throw escapes(file);
    }
    return found;
  }

  private ConnectorException escapes(LogFile file) {
    return new ConnectorException(
        DeltaErrorCode.PATH_ESCAPES,
        "table '"
            + folder
            + "', version "
            + log.version()
            + ": file '"
            + file.path()
            + "' lies outside of the table's folder, as in a shallow clone; copy the table with its"
            + " files (a deep clone)");
  }

  private String decoded(String path, LogFile file) {
    if (path.indexOf('%') < 0) {
      return path;
    }
    byte[] encoded = path.getBytes(StandardCharsets.UTF_8);
    byte[] plain = new byte[encoded.length];
    int length = 0;
    for (int i = 0; i < encoded.length; i++) {
      if (encoded[i] != '%') {
        plain[length++] = encoded[i];
        continue;
      }
      if (i + 2 >= encoded.length
          || !HexFormat.isHexDigit(encoded[i + 1])
          || !HexFormat.isHexDigit(encoded[i + 2])) {
        throw new ConnectorException(
            DeltaErrorCode.CORRUPT_LOG,
            "table '"
                + folder
                + "', version "
                + log.version()
                + ": the path '"
                + file.path()
                + "' has a percent sign without two hexadecimal digits");
      }
      plain[length++] =
          (byte)
              (HexFormat.fromHexDigit(encoded[i + 1]) << 4
                  | HexFormat.fromHexDigit(encoded[i + 2]));
      i += 2;
    }
    return new String(plain, 0, length, StandardCharsets.UTF_8);
  }

  /** Remembers a listing once it has been read to its end. */
  private final class Keeping implements CloseableIterator<LogFile> {
    private final CloseableIterator<LogFile> inner;
    private @Nullable List<LogFile> seen = new ArrayList<>();

    Keeping(CloseableIterator<LogFile> inner) {
      this.inner = inner;
    }

    @Override
    public boolean hasNext() {
      boolean more = inner.hasNext();
      if (!more && seen != null) {
        listed = new SoftReference<>(List.copyOf(seen));
        seen = null;
      }
      return more;
    }

    @Override
    public LogFile next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      LogFile file = inner.next();
      if (seen != null) {
        seen.add(file);
        if (seen.size() > KEPT_FILES) {
          seen = null;
        }
      }
      return file;
    }

    @Override
    public void close() {
      inner.close();
    }
  }
}
