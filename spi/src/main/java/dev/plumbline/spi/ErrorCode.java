package dev.plumbline.spi;

/**
 * A stable code of an error; a connector adds its own as an enum.
 *
 * @since 0.1.0
 */
public interface ErrorCode {
  /** {@return the code, upper case with underscores, never changed once released} */
  String name();

  /** {@return whose error it is} */
  ErrorKind kind();

  /** {@return what a caller can do about it without a person} */
  Recovery recovery();
}
