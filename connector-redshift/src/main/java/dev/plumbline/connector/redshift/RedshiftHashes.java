package dev.plumbline.connector.redshift;

import dev.plumbline.spi.SqlCall;
import dev.plumbline.spi.SqlProfile;
import java.util.Optional;
import java.util.Set;

/** Hashes. Redshift takes them of text, so only bytes that are a text's are written. */
final class RedshiftHashes {
  static final String BYTES_OF_TEXT = "TO_VARBYTE({0}, 'utf8')";

  private static final String BEFORE = "TO_VARBYTE(";
  private static final String AFTER = ", 'utf8')";
  private static final String TEXT_ONLY = "Redshift hashes text only";

  private RedshiftHashes() {}

  static void into(SqlProfile.Builder profile) {
    profile
        .compute("md5", "MD5 of the text", call -> of(call, "MD5({0})"), "varbinary")
        .refuse("md5", TEXT_ONLY)
        .compute("sha1", "SHA1 of the text", call -> of(call, "SHA1({0})"), "varbinary")
        .refuse("sha1", TEXT_ONLY)
        .compute("sha2", "SHA2 of the text", RedshiftHashes::sha2, "varbinary", "integer")
        .refuse("sha2", "Redshift hashes text only, and to a constant length")
        .compute(
            "crc32",
            "CRC32 of the text as a number",
            call -> of(call, "STRTOL(CRC32({0}), 16)"),
            "varbinary")
        .refuse("crc32", TEXT_ONLY)
        .refuse("hash", "Redshift's Murmur3 hash takes one value and other seeds")
        .refuse("xxhash64", "Redshift has no xxHash64");
  }

  private static Optional<String> of(SqlCall call, String template) {
    return text(call.operands().get(0).sql()).map(text -> Fragments.with(template, text));
  }

  private static Optional<String> sha2(SqlCall call) {
    return Fragments.whole(call, 1)
        .filter(Set.of(0L, 224L, 256L, 384L, 512L)::contains)
        .flatMap(bits -> of(call, "SHA2({0}, " + bits + ")"));
  }

  /** An operand is this call as a whole if it starts as one: others come between parentheses. */
  private static Optional<String> text(String bytes) {
    return bytes.startsWith(BEFORE) && bytes.endsWith(AFTER)
        ? Optional.of(bytes.substring(BEFORE.length(), bytes.length() - AFTER.length()))
        : Optional.empty();
  }
}
