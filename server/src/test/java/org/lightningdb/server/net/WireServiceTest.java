package org.lightningdb.server.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.calcite.avatica.ColumnMetaData.Rep;
import org.apache.calcite.avatica.Meta;
import org.apache.calcite.avatica.remote.AvaticaRuntimeException;
import org.apache.calcite.avatica.remote.Service;
import org.apache.calcite.avatica.remote.TypedValue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What clients other than the two JDBC drivers do. */
final class WireServiceTest {
  private static final String ID = "a connection";

  @SuppressWarnings("NullAway.Init")
  private ServerConnections connections;

  @SuppressWarnings("NullAway.Init")
  private WireService service;

  @BeforeEach
  void open() {
    connections =
        new ServerConnections(
            new H2Source("service" + System.identityHashCode(this)),
            ServerLimits.DEFAULT,
            System::nanoTime);
    service =
        new WireService(
            connections, "", RequestWishes.NONE, new Service.RpcMetadataResponse("here:1"));
    service.apply(new Service.OpenConnectionRequest(ID, Map.of()));
  }

  @AfterEach
  void close() {
    connections.closeAll();
  }

  private static List<@Nullable Object> firstColumn(Meta.@Nullable Frame frame) {
    List<@Nullable Object> values = new ArrayList<>();
    if (frame != null) {
      for (Object row : frame.rows) {
        values.add(((@Nullable Object[]) row)[0]);
      }
    }
    return values;
  }

  private Service.ResultSetResponse direct(int statement, String sql, int frameRows) {
    Service.ExecuteResponse response =
        service.apply(new Service.PrepareAndExecuteRequest(ID, statement, sql, -1, frameRows));
    assertFalse(response.missingStatement);
    return response.results.get(0);
  }

  @Test
  void otherSqlRunsOnTheIdOfAPreparedStatement() {
    Meta.StatementHandle prepared =
        service.apply(new Service.PrepareRequest(ID, "values cast(? as integer) + 1", -1))
            .statement;
    assertEquals(List.of(7), firstColumn(direct(prepared.id, "values 7", -1).firstFrame));
    Service.ExecuteResponse again =
        service.apply(
            new Service.ExecuteRequest(
                prepared, List.of(TypedValue.ofLocal(Rep.INTEGER, 41)), 100));
    assertEquals(List.of(42), firstColumn(again.results.get(0).firstFrame));
  }

  @Test
  void aLostFrameIsSentAgainAndNoOtherIs() {
    int statement = service.apply(new Service.CreateStatementRequest(ID)).statementId;
    Service.ResultSetResponse first = direct(statement, "select x from system_range(1, 7)", 3);
    assertEquals(List.of(1L, 2L, 3L), firstColumn(first.firstFrame));
    for (int attempt = 0; attempt < 2; attempt++) {
      Service.FetchResponse second = service.apply(new Service.FetchRequest(ID, statement, 3, 3));
      assertEquals(List.of(4L, 5L, 6L), firstColumn(second.frame));
      assertFalse(second.frame.done);
    }
    AvaticaRuntimeException early =
        assertThrows(
            AvaticaRuntimeException.class,
            () -> service.apply(new Service.FetchRequest(ID, statement, 0, 3)));
    assertEquals("24000", early.getSqlState());
    Service.FetchResponse last = service.apply(new Service.FetchRequest(ID, statement, 6, 3));
    assertEquals(List.of(7L), firstColumn(last.frame));
    assertTrue(last.frame.done);
    assertTrue(service.apply(new Service.FetchRequest(ID, statement, 7, 3)).frame.done);
  }

  @Test
  void anUnknownStatementIsSaidAndAnUnknownConnectionIsAnErrorThatStopsTheClient() {
    assertTrue(
        service.apply(new Service.PrepareAndExecuteRequest(ID, 99, "values 1", -1))
            .missingStatement);
    AvaticaRuntimeException gone =
        assertThrows(
            AvaticaRuntimeException.class,
            () -> service.apply(new Service.CommitRequest("another connection")));
    assertEquals("08003", gone.getSqlState());
    AvaticaRuntimeException twice =
        assertThrows(
            AvaticaRuntimeException.class,
            () -> service.apply(new Service.OpenConnectionRequest(ID, Map.of())));
    assertEquals("08002", twice.getSqlState());
  }

  @Test
  void aParameterOfAStrangeTypeOrNoneIsRefused() {
    Meta.StatementHandle prepared =
        service.apply(new Service.PrepareRequest(ID, "values cast(? as integer)", -1)).statement;
    List<@Nullable TypedValue> unset = new ArrayList<>();
    unset.add(null);
    AvaticaRuntimeException notSet =
        assertThrows(
            AvaticaRuntimeException.class,
            () -> service.apply(new Service.ExecuteRequest(prepared, unset, 100)));
    assertEquals("22023", notSet.getSqlState());
    AvaticaRuntimeException strange =
        assertThrows(
            AvaticaRuntimeException.class,
            () ->
                service.apply(
                    new Service.ExecuteRequest(
                        prepared, List.of(TypedValue.ofSerial(Rep.ARRAY, List.of(1))), 100)));
    assertEquals("0A000", strange.getSqlState());
  }
}
