package dev.plumbline.connector.redshift;

import dev.plumbline.spi.SqlProfile;
import java.util.List;

/** What Redshift keeps in SUPER, and JSON: nothing of it is written. */
final class RedshiftNested {
  private static final List<String> NESTED =
      List.of(
          "array",
          "size",
          "array_size",
          "array_contains",
          "array_position",
          "array_min",
          "array_max",
          "array_sum",
          "array_sizes",
          "array_distinct",
          "array_join",
          "array_sort",
          "sort_array",
          "slice",
          "element_at",
          "try_element_at",
          "element",
          "get",
          "array_remove",
          "array_union",
          "array_intersect",
          "array_except",
          "arrays_overlap",
          "array_append",
          "array_prepend",
          "array_compact",
          "array_repeat",
          "flatten",
          "sequence",
          "map",
          "map_keys",
          "map_values",
          "map_contains_key",
          "map_from_arrays",
          "map_concat",
          "str_to_map",
          "named_struct",
          "field",
          "split",
          "regexp_extract_all",
          "json_object_keys",
          "to_json");

  private RedshiftNested() {}

  static void into(SqlProfile.Builder profile) {
    for (String id : NESTED) {
      profile.refuse(id, "Redshift has arrays, maps and structs only as SUPER, without types");
    }
    profile
        .refuse(
            "get_json_object",
            "JSON_EXTRACT_PATH_TEXT gives an empty text for JSON's null, and reads other texts as"
                + " JSON")
        .refuse("json_array_length", "JSON_ARRAY_LENGTH reads other texts as JSON");
  }
}
