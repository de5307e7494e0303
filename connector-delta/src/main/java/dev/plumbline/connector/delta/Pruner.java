package dev.plumbline.connector.delta;

import dev.plumbline.spi.Comparison;
import dev.plumbline.spi.Literal;
import dev.plumbline.spi.Polarity;
import dev.plumbline.spi.Predicate;
import dev.plumbline.spi.PredicateVisitor;
import java.util.List;
import java.util.Optional;

/**
 * Says for one file whether a condition holds. Partition values decide exactly; statistics can only
 * rule out, and whatever is in doubt is left to the engine.
 */
final class Pruner implements PredicateVisitor<Pruner.Verdict> {
  private final FileFacts file;

  /** For how many of the file's rows a condition is true. */
  enum Verdict {
    ALL,
    NONE,
    UNDECIDED
  }

  private Pruner(FileFacts file) {
    this.file = file;
  }

  static Verdict judge(FileFacts file, Predicate predicate) {
    return predicate.accept(new Pruner(file));
  }

  static boolean mayMatch(FileFacts file, List<Predicate> conjuncts) {
    Pruner pruner = new Pruner(file);
    return conjuncts.stream().noneMatch(conjunct -> conjunct.accept(pruner) == Verdict.NONE);
  }

  @Override
  public Verdict cannot(Predicate predicate) {
    return Verdict.UNDECIDED;
  }

  @Override
  public Verdict and(Predicate.And predicate) {
    Verdict all = Verdict.ALL;
    for (Predicate part : predicate.all()) {
      Verdict verdict = part.accept(this);
      if (verdict == Verdict.NONE) {
        return Verdict.NONE;
      }
      all = verdict == Verdict.UNDECIDED ? verdict : all;
    }
    return all;
  }

  @Override
  public Verdict or(Predicate.Or predicate) {
    Verdict any = Verdict.NONE;
    for (Predicate part : predicate.any()) {
      Verdict verdict = part.accept(this);
      if (verdict == Verdict.ALL) {
        return Verdict.ALL;
      }
      any = verdict == Verdict.UNDECIDED ? verdict : any;
    }
    return any;
  }

  @Override
  public Verdict compare(Predicate.Compare predicate) {
    DeltaTable.Leaf leaf = file.leaf(predicate.column()).orElse(null);
    if (leaf == null || !leaf.binary()) {
      return Verdict.UNDECIDED;
    }
    Literal wanted = predicate.value();
    if (leaf.isPartition()) {
      Literal value = file.partitionValues().get(leaf.partition());
      if (value.isNull()) {
        return Verdict.NONE;
      }
      return Literals.compare(value, wanted)
          .map(
              order ->
                  decided(
                      switch (predicate.op()) {
                        case EQ -> order == 0;
                        case NE -> order != 0;
                        case LT -> order < 0;
                        case LE -> order <= 0;
                        case GT -> order > 0;
                        case GE -> order >= 0;
                      }))
          .orElse(Verdict.UNDECIDED);
    }
    if (file.isAlwaysNull(leaf)) {
      return Verdict.NONE;
    }
    Optional<Integer> min = file.min(leaf).flatMap(bound -> Literals.compare(bound, wanted));
    Optional<Integer> max = file.max(leaf).flatMap(bound -> Literals.compare(bound, wanted));
    boolean ruledOut =
        switch (predicate.op()) {
          case EQ -> above(min) || below(max);
          case NE -> equal(min) && equal(max);
          case LT -> above(min) || equal(min);
          case LE -> above(min);
          case GT -> below(max) || equal(max);
          case GE -> below(max);
        };
    return ruledOut ? Verdict.NONE : Verdict.UNDECIDED;
  }

  @Override
  public Verdict oneOf(Predicate.OneOf predicate) {
    boolean listed = predicate.polarity() == Polarity.IS;
    List<Predicate> each =
        predicate.values().stream()
            .<Predicate>map(
                value ->
                    new Predicate.Compare(
                        predicate.column(), listed ? Comparison.EQ : Comparison.NE, value))
            .toList();
    if (each.isEmpty()) {
      return Verdict.UNDECIDED;
    }
    return listed ? or(new Predicate.Or(each)) : and(new Predicate.And(each));
  }

  @Override
  public Verdict nullness(Predicate.Nullness predicate) {
    DeltaTable.Leaf leaf = file.leaf(predicate.column()).orElse(null);
    if (leaf == null) {
      return Verdict.UNDECIDED;
    }
    boolean wanted = predicate.polarity() == Polarity.IS;
    if (leaf.isPartition()) {
      return decided(file.partitionValues().get(leaf.partition()).isNull() == wanted);
    }
    return (wanted ? file.isNeverNull(leaf) : file.isAlwaysNull(leaf))
        ? Verdict.NONE
        : Verdict.UNDECIDED;
  }

  @Override
  public Verdict like(Predicate.Like predicate) {
    DeltaTable.Leaf leaf = file.leaf(predicate.column()).orElse(null);
    TextPattern pattern = TextPattern.of(predicate.pattern(), predicate.escape()).orElse(null);
    if (leaf == null || !leaf.binary() || pattern == null) {
      return Verdict.UNDECIDED;
    }
    boolean wanted = predicate.polarity() == Polarity.IS;
    if (leaf.isPartition()) {
      Literal value = file.partitionValues().get(leaf.partition());
      if (value.isNull()) {
        return Verdict.NONE;
      }
      return value.value() instanceof String text
          ? decided(pattern.matches(text) == wanted)
          : Verdict.UNDECIDED;
    }
    if (file.isAlwaysNull(leaf)) {
      return Verdict.NONE;
    }
    if (!wanted) {
      return Verdict.UNDECIDED;
    }
    String prefix = pattern.prefix();
    boolean tooSmall =
        file.max(leaf)
            .map(max -> max.value() instanceof String text && Literals.compare(text, prefix) < 0)
            .orElse(false);
    boolean tooGreat =
        file.min(leaf)
            .map(
                min ->
                    min.value() instanceof String text
                        && !text.startsWith(prefix)
                        && Literals.compare(text, prefix) > 0)
            .orElse(false);
    return tooSmall || tooGreat ? Verdict.NONE : Verdict.UNDECIDED;
  }

  private static Verdict decided(boolean holds) {
    return holds ? Verdict.ALL : Verdict.NONE;
  }

  private static boolean above(Optional<Integer> order) {
    return order.isPresent() && order.get() > 0;
  }

  private static boolean below(Optional<Integer> order) {
    return order.isPresent() && order.get() < 0;
  }

  private static boolean equal(Optional<Integer> order) {
    return order.isPresent() && order.get() == 0;
  }
}
