package dev.plumbline.runtime.sql;

import dev.plumbline.runtime.expression.PlanTypes;
import org.apache.arrow.vector.types.pojo.Field;

/** The vocabulary's ids of Arrow types. */
final class PlanTypeIds {
  private PlanTypeIds() {}

  static String of(Field field) {
    return PlanTypes.typeId(PlanTypes.type(field));
  }
}
