package dev.plumbline.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ScanOnlyConnectorTest {
  private static final Relation.Table WORDS = new Relation.Table(List.of("words"));
  private static final Field WORD = Field.nullable("word", new ArrowType.Utf8());
  private static final Field LENGTH = Field.nullable("length", new ArrowType.Int(64, true));

  private final BufferAllocator allocator = new RootAllocator();
  private final QueryContext q = new Query(allocator);
  private final Words connector = new Words();

  @AfterEach
  void nothingLeaks() {
    allocator.close();
  }

  private record Query(BufferAllocator allocator) implements QueryContext {
    @Override
    public String queryId() {
      return "q";
    }

    @Override
    public Instant deadline() {
      return Instant.MAX;
    }

    @Override
    public boolean isCancelled() {
      return false;
    }

    @Override
    public Registration onCancel(Runnable quick) {
      return () -> {};
    }

    @Override
    public void remember(TemporaryObject object) {}
  }

  private static final class Words extends ScanOnlyConnector {
    private Schema schema = new Schema(List.of(WORD, LENGTH));
    private final List<Predicate> seen = new ArrayList<>();

    @Override
    protected List<Relation.Table> tables(QueryContext q) {
      return List.of(WORDS);
    }

    @Override
    protected Optional<Schema> schema(QueryContext q, Relation relation, ConnectorConfig options) {
      return relation.equals(WORDS) ? Optional.of(schema) : Optional.empty();
    }

    @Override
    protected BatchReader read(
        QueryContext q,
        Relation relation,
        ConnectorConfig options,
        Schema wanted,
        List<Predicate> conjuncts) {
      seen.addAll(conjuncts);
      Object[] row =
          wanted.getFields().stream()
              .map(field -> field.equals(WORD) ? (Object) "plumb" : (Object) 5L)
              .toArray();
      return RowBatches.of(wanted, List.<Object[]>of(row).iterator(), q.allocator(), () -> {});
    }
  }

  private TableHandle resolve(ReadSession session) {
    return session.introspector().resolve(q, WORDS, ConnectorConfig.empty()).orElseThrow();
  }

  private Part.Batches plan(ReadSession session, ScanRequest request) {
    ScanPlan plan = session.scan().orElseThrow().plan(q, request);
    assertThat(plan.enforced()).isEmpty();
    assertThat(plan.limitGuaranteed()).isFalse();
    assertThat(plan.parts()).hasSize(1);
    return (Part.Batches) plan.parts().get(0);
  }

  @Test
  void listsAndResolvesTables() {
    try (ReadSession session = connector.begin(q)) {
      List<Relation.Table> tables = new ArrayList<>();
      try (CloseableIterator<SchemaName> schemas = session.introspector().schemas(q)) {
        while (schemas.hasNext()) {
          session.introspector().tables(q, schemas.next()).forEachRemaining(tables::add);
        }
      }
      assertThat(tables).containsExactly(WORDS);
      TableHandle handle = resolve(session);
      assertThat(handle.schema().getFields()).containsExactly(WORD, LENGTH);
      assertThat(session.introspector().statistics(q, handle, Set.of()))
          .isEqualTo(TableStatistics.builder().build());
      assertThat(
              session
                  .introspector()
                  .resolve(q, new Relation.Table(List.of("absent")), ConnectorConfig.empty()))
          .isEmpty();
      assertThat(session.consistency()).isEqualTo(Consistency.STATEMENT);
      assertThat(session.sql()).isEmpty();
    }
  }

  @Test
  void readsExactlyTheColumnsAskedForInTheirOrder() {
    try (ReadSession session = connector.begin(q)) {
      ScanRequest request =
          ScanRequest.builder(resolve(session), List.of("length", "word")).build();
      try (BatchReader reader = session.reader().open(q, plan(session, request));
          VectorSchemaRoot batch = reader.next().orElseThrow()) {
        assertThat(batch.getSchema().getFields()).containsExactly(LENGTH, WORD);
        assertThat(batch.getVector("length").getObject(0)).isEqualTo(5L);
        assertThat(reader.next()).isEmpty();
      }
    }
  }

  @Test
  void handsConditionsToTheAuthorAndClaimsNoneAsEnforced() {
    Predicate condition = new Predicate.Nullness(FieldPath.of("word"), Polarity.IS_NOT);
    try (ReadSession session = connector.begin(q)) {
      ScanRequest request =
          ScanRequest.builder(resolve(session), List.of("word"))
              .conjuncts(List.of(condition))
              .build();
      session.reader().open(q, plan(session, request)).close();
      assertThat(connector.seen).containsExactly(condition);
    }
  }

  @Test
  void failsWhereTheColumnsHaveChangedSinceThePlan() {
    try (ReadSession session = connector.begin(q)) {
      ScanRequest request = ScanRequest.builder(resolve(session), List.of("word")).build();
      Part.Batches part = plan(session, request);
      connector.schema = new Schema(List.of(WORD));
      assertCode(StandardErrorCode.SCHEMA_CHANGED, () -> session.reader().open(q, part).close());
    }
  }

  @Test
  void refusesANativeQuery() {
    try (ReadSession session = connector.begin(q)) {
      assertCode(
          StandardErrorCode.UNSUPPORTED,
          () ->
              session
                  .introspector()
                  .resolve(q, new Relation.NativeQuery("SELECT 1"), ConnectorConfig.empty()));
    }
  }

  @Test
  void refusesTokensOfAnotherSession() {
    try (ReadSession one = connector.begin(q);
        ReadSession other = connector.begin(q)) {
      ScanRequest request = ScanRequest.builder(resolve(one), List.of("word")).build();
      assertCode(StandardErrorCode.INTERNAL, () -> other.scan().orElseThrow().plan(q, request));
      Part.Batches part = plan(one, request);
      assertCode(StandardErrorCode.INTERNAL, () -> other.reader().open(q, part).close());
      assertCode(StandardErrorCode.INTERNAL, () -> connector.reader().open(q, part).close());
    }
  }

  @Test
  void refusesAColumnThatTheTableDoesNotHave() {
    try (ReadSession session = connector.begin(q)) {
      ScanRequest request = ScanRequest.builder(resolve(session), List.of("absent")).build();
      assertThatThrownBy(() -> session.scan().orElseThrow().plan(q, request))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void writesNothingAndLeavesNothingBehind() {
    assertThat(connector.writer()).isEmpty();
    assertCode(
        StandardErrorCode.UNSUPPORTED,
        () ->
            connector.discard(
                q, TemporaryObject.builder("table", "somewhere", Token.EMPTY).build()));
  }

  private static void assertCode(StandardErrorCode code, Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            ConnectorException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
