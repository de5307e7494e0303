package dev.plumbline.integration.sql;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** What was sent to a source: to look at relations, and to read their rows. */
final class StatementLog {
  private static final Map<String, StatementLog> LOGS = new ConcurrentHashMap<>();

  private final List<String> looked = new CopyOnWriteArrayList<>();
  private final List<String> executed = new CopyOnWriteArrayList<>();

  private StatementLog() {}

  /** The log of a source, the same for each of its connectors. */
  static StatementLog of(String source) {
    return LOGS.computeIfAbsent(source, name -> new StatementLog());
  }

  void look(String sql) {
    looked.add(sql);
  }

  void execute(String sql) {
    executed.add(sql);
  }

  List<String> looked() {
    return List.copyOf(looked);
  }

  List<String> executed() {
    return List.copyOf(executed);
  }

  void clear() {
    looked.clear();
    executed.clear();
  }
}
