package dev.plumbline.runtime;

import dev.plumbline.runtime.config.DatasetConfig;
import dev.plumbline.runtime.dataset.RowSelection;
import dev.plumbline.runtime.model.DatasetBinding;
import dev.plumbline.runtime.plan.PhysicalPlan;
import dev.plumbline.runtime.plan.SelectedTable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/** A plan that is ready to run in one query, and the state that it is pinned to. */
record PlannedRead(
    SelectedTable table,
    Optional<DatasetConfig> dataset,
    Optional<DatasetBinding> binding,
    Optional<SelectedTable> labels,
    RowSelection selection,
    PhysicalPlan plan,
    PlanReport report,
    ReadStamp stamp) {

  /** The same, saying why it was planned again. */
  PlannedRead replanned(String reason) {
    return new PlannedRead(
        table,
        dataset,
        binding,
        labels,
        selection,
        plan,
        report,
        stamp.toBuilder().replanned(reason).build());
  }

  Schema schema() {
    return plan.query().schema();
  }

  /** The columns that matter, by name: those that a dataset maps, else those that come out. */
  Map<String, Field> columns() {
    Map<String, Field> columns = new LinkedHashMap<>();
    Set<String> wanted =
        schema().getFields().stream().map(Field::getName).collect(Collectors.toSet());
    if (binding.isPresent()) {
      binding.get().columns().forEach(c -> columns.put(c.column().getName(), c.column()));
    } else {
      table.schema().getFields().stream()
          .filter(field -> wanted.contains(field.getName()))
          .forEach(field -> columns.put(field.getName(), field));
    }
    return columns;
  }

  /** Refuses columns that are not what was planned with. */
  static void requireSame(String target, Map<String, Field> before, Map<String, Field> now) {
    before.forEach(
        (name, field) -> {
          Field found = now.get(name);
          if (found == null) {
            throw changed(target, name, "had type " + type(field), "it is not there any more");
          }
          if (!isSame(field, found)) {
            throw changed(
                target, name, "had type " + type(field), "it has type " + type(found) + " now");
          }
        });
  }

  /** Refuses another result than the planned one. */
  static void requireSame(String target, Schema before, Schema now) {
    Map<String, Field> former = new LinkedHashMap<>();
    before.getFields().forEach(field -> former.put(field.getName(), field));
    Map<String, Field> found = new LinkedHashMap<>();
    now.getFields().forEach(field -> found.put(field.getName(), field));
    requireSame(target, former, found);
    found.forEach(
        (name, field) -> {
          if (!former.containsKey(name)) {
            throw changed(target, name, "was not there", "it has type " + type(field) + " now");
          }
        });
  }

  private static boolean isSame(Field a, Field b) {
    return a.getType().equals(b.getType())
        && a.getChildren().size() == b.getChildren().size()
        && IntStream.range(0, a.getChildren().size())
            .allMatch(i -> isSame(a.getChildren().get(i), b.getChildren().get(i)));
  }

  private static String type(Field field) {
    return field.getChildren().isEmpty()
        ? field.getType().toString()
        : field.getType() + field.getChildren().toString();
  }

  static Reads.Changed changed(String target, String column, String before, String now) {
    return new Reads.Changed(
        target
            + ": column '"
            + column
            + "' "
            + before
            + " when the read was planned, and "
            + now
            + "; check the new schema and plan again");
  }
}
