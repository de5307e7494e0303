package dev.plumbline.runtime.engine;

import dev.plumbline.spi.ConnectorException;
import dev.plumbline.spi.StandardErrorCode;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;

/**
 * Whether Arrow can reach direct memory in this JVM.
 *
 * @since 0.1.0
 */
public final class ArrowAccess {
  private static final String FLAG = "--add-opens=java.base/java.nio=ALL-UNNAMED";

  private ArrowAccess() {}

  /**
   * Checks that Arrow works.
   *
   * @throws ConnectorException {@link StandardErrorCode#INVALID_CONFIGURATION}, naming the missing
   *     JVM flag
   */
  public static void check() {
    try (BufferAllocator allocator = new RootAllocator();
        ArrowBuf buffer = allocator.buffer(8)) {
      buffer.nioBuffer(0, 8);
    } catch (RuntimeException | LinkageError e) {
      throw new ConnectorException(
          StandardErrorCode.INVALID_CONFIGURATION,
          "engine: Arrow cannot reach java.nio in this JVM; start java with " + FLAG,
          e);
    }
  }
}
