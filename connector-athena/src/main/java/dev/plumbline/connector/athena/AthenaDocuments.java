package dev.plumbline.connector.athena;

import static dev.plumbline.connector.athena.AthenaCalls.sql;
import static dev.plumbline.connector.athena.AthenaCalls.whole;

import dev.plumbline.spi.SqlCall;
import dev.plumbline.spi.SqlProfile;
import java.util.Optional;

/** JSON, and checksums. */
final class AthenaDocuments {
  private AthenaDocuments() {}

  static void into(SqlProfile.Builder profile) {
    String lenient =
        "text that is not quite JSON, or goes on after it, is read in Spark but not here";
    profile
        .refuse("get_json_object", lenient)
        .refuse("json_array_length", lenient)
        .refuse("json_object_keys", lenient)
        .refuse("to_json", "fields that are NULL are left out in Spark but not here")
        .write("md5", "lower(to_hex(md5({0})))", "varbinary")
        .write("sha1", "lower(to_hex(sha1({0})))", "varbinary")
        .compute("sha2", "of a constant length", AthenaDocuments::sha2, "varbinary", "integer")
        .refuse("sha2", "only the constant lengths 0, 256 and 512 can be written")
        .write("crc32", "crc32({0})", "varbinary")
        .refuse("hash", "there is no Murmur3 hash of 32 bits")
        .refuse("xxhash64", "the hash starts with another seed here");
  }

  private static Optional<String> sha2(SqlCall call) {
    long bits = whole(call, 1).orElse(-1L);
    String function = bits == 0 || bits == 256 ? "sha256" : bits == 512 ? "sha512" : "";
    return function.isEmpty()
        ? Optional.empty()
        : Optional.of("lower(to_hex(" + function + "(" + sql(call, 0) + ")))");
  }
}
