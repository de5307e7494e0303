package dev.plumbline.integration.catalogue;

import dev.plumbline.runtime.validate.Check;
import dev.plumbline.runtime.validate.CheckResult;
import java.util.OptionalLong;

/**
 * What must be found.
 *
 * @param role the dataset whose report says it
 * @param check the check that fails
 * @param subject of what
 * @param count how many are wrong; empty where that is not said
 */
record Finding(String role, Check check, String subject, OptionalLong count) {
  boolean is(String foundIn, CheckResult found) {
    return role.equals(foundIn)
        && check == found.check()
        && subject.equals(found.subject())
        && (count.isEmpty() || count.getAsLong() == found.count());
  }

  static Finding of(String role, CheckResult found) {
    return new Finding(role, found.check(), found.subject(), OptionalLong.of(found.count()));
  }

  @Override
  public String toString() {
    return role
        + " "
        + check
        + (subject.isEmpty() ? "" : " " + subject)
        + (count.isPresent() ? " " + count.getAsLong() : "");
  }
}
