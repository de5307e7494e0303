package dev.plumbline.runtime.plan;

import dev.plumbline.runtime.engine.EngineQuery;
import java.util.List;
import java.util.Objects;

/**
 * A plan that an engine can run.
 *
 * @param query what the engine runs
 * @param stages what each source does, for people to read
 * @param residual what stays with the engine and why, one sentence each
 * @since 0.1.0
 */
public record PhysicalPlan(EngineQuery query, List<StageReport> stages, List<String> residual) {
  /** Copies the lists. */
  public PhysicalPlan {
    Objects.requireNonNull(query, "query");
    stages = List.copyOf(stages);
    residual = List.copyOf(residual);
  }
}
