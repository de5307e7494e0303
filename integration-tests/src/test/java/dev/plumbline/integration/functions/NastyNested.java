package dev.plumbline.integration.functions;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Bytes, and values that hold values: empty, with NULL inside, with duplicates. */
final class NastyNested {
  static final List<byte[]> BINARIES =
      Stream.of("", "00", "ff", "00ff10", "80", "c3a9", "61620063", "deadbeef", hex("hello"))
          .map(HexFormat.of()::parseHex)
          .toList();

  static final List<List<@Nullable Integer>> INTEGER_ARRAYS =
      List.of(
          List.of(),
          Arrays.asList(new @Nullable Integer[] {null}),
          List.of(1),
          List.of(1, 2, 3),
          List.of(3, 1, 2, 3, 1),
          Arrays.asList(2, null, 1, null),
          Arrays.asList(null, null),
          List.of(0, -1, Integer.MIN_VALUE, Integer.MAX_VALUE),
          List.of(10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0));

  static final List<List<@Nullable String>> VARCHAR_ARRAYS =
      List.of(
          List.of(),
          List.of(""),
          List.of("a", "b", "c"),
          List.of("b", "A", "a", "B", "é", "z"),
          Arrays.asList("x", null, "", "x"),
          Arrays.asList(new @Nullable String[] {null}),
          List.of("a,b", " c ", "\"q\"", "\\", "😀"));

  static final List<Map<String, @Nullable Integer>> MAPS =
      List.of(
          Map.of(),
          Map.of("a", 1),
          ordered("b", 2, "a", 1),
          ordered("a", null, "k", 7),
          ordered("", 0, " ", -1),
          ordered("é", 5, "😀", 6));

  static final List<Struct> STRUCTS =
      List.of(
          new Struct(1, "x"),
          new Struct(null, "only text"),
          new Struct(-7, null),
          new Struct(null, null),
          new Struct(0, ""),
          new Struct(2, "\"é\\"));

  private NastyNested() {}

  /** A value of the column {@code st}. */
  record Struct(@Nullable Integer a, @Nullable String b) {}

  private static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Map<String, @Nullable Integer> ordered(
      String first, @Nullable Integer one, String second, @Nullable Integer two) {
    Map<String, @Nullable Integer> map = new LinkedHashMap<>();
    map.put(first, one);
    map.put(second, two);
    return Collections.unmodifiableMap(map);
  }
}
