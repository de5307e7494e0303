package dev.plumbline.runtime;

import dev.plumbline.runtime.validate.CheckResult;
import dev.plumbline.runtime.validate.DatasetReport;
import dev.plumbline.runtime.validate.ProgressListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Tells several listeners, in their order. */
final class Listeners implements PlumblineListener {
  private final List<PlumblineListener> all;

  Listeners(List<PlumblineListener> all) {
    this.all = List.copyOf(all);
  }

  /** These, and then one that hears of a single validation. */
  ProgressListener and(ProgressListener last) {
    List<PlumblineListener> more = new ArrayList<>(all);
    more.add(new OneCall(last));
    return new Listeners(more);
  }

  private record OneCall(ProgressListener listener) implements PlumblineListener {
    @Override
    public void step(String dataset, String doing) {
      listener.step(dataset, doing);
    }

    @Override
    public void datasetStarted(String dataset) {
      listener.datasetStarted(dataset);
    }

    @Override
    public void checkFinished(String dataset, CheckResult result) {
      listener.checkFinished(dataset, result);
    }

    @Override
    public void datasetFinished(DatasetReport report) {
      listener.datasetFinished(report);
    }
  }

  private void tell(Consumer<PlumblineListener> what) {
    all.forEach(what);
  }

  @Override
  public void step(String dataset, String doing) {
    tell(listener -> listener.step(dataset, doing));
  }

  @Override
  public void datasetStarted(String dataset) {
    tell(listener -> listener.datasetStarted(dataset));
  }

  @Override
  public void checkFinished(String dataset, CheckResult result) {
    tell(listener -> listener.checkFinished(dataset, result));
  }

  @Override
  public void datasetFinished(DatasetReport report) {
    tell(listener -> listener.datasetFinished(report));
  }

  @Override
  public void readStarted(String target) {
    tell(listener -> listener.readStarted(target));
  }

  @Override
  public void batchRead(String target, int rows, long bytes) {
    tell(listener -> listener.batchRead(target, rows, bytes));
  }

  @Override
  public void readFinished(String target, long rows, Duration elapsed, ReadEnd end) {
    tell(listener -> listener.readFinished(target, rows, elapsed, end));
  }
}
