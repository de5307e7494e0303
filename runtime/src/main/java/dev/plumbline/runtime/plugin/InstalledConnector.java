package dev.plumbline.runtime.plugin;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A connector that was found, whether it works or not.
 *
 * @param name its name: the factory's where it loaded, else the folder's
 * @param status whether it can be used
 * @param version the implementation version of its jar, where the manifest says
 * @param spiVersion the SPI version that it was written for, where it got that far
 * @param location the folder, or {@code class path}
 * @param jars the file names of its jars, sorted
 * @param reason why it failed, one sentence that says what to do; empty when ready
 * @since 0.1.0
 */
public record InstalledConnector(
    String name,
    Status status,
    Optional<String> version,
    Optional<Integer> spiVersion,
    String location,
    List<String> jars,
    Optional<String> reason) {
  /**
   * Whether a connector can be used.
   *
   * @since 0.1.0
   */
  public enum Status {
    /** It can. */
    READY,
    /** It cannot; the reason says why. */
    FAILED
  }

  /** Copies the list. */
  public InstalledConnector {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(status, "status");
    Objects.requireNonNull(location, "location");
    jars = List.copyOf(jars);
  }
}
