package dev.plumbline.runtime;

import dev.plumbline.runtime.plan.StageReport;
import java.util.List;

/**
 * What a read would do, or did: what runs in the source, what stays in the engine and why, and how
 * much is read.
 *
 * @param target what was asked for
 * @param stages what each source does
 * @param engine the engine that runs the rest
 * @param residual what stays for the engine, one sentence each with the reason
 * @param engineSql the statement that the engine runs; empty where nothing is left to it
 * @since 0.1.0
 */
public record PlanReport(
    String target,
    List<StageReport> stages,
    String engine,
    List<String> residual,
    String engineSql) {
  /** Copies the lists. */
  public PlanReport {
    stages = List.copyOf(stages);
    residual = List.copyOf(residual);
  }
}
