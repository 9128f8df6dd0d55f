package org.lightningdb.server.net;

import com.google.protobuf.Message;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.calcite.avatica.proto.Common;
import org.apache.calcite.avatica.proto.Responses;
import org.apache.calcite.avatica.remote.ProtobufTranslationImpl;
import org.apache.calcite.avatica.remote.Service;

/**
 * The two answers that say nothing but "done". Avatica gives them no public constructor, so they
 * are read from their messages.
 */
final class EmptyAnswers {
  static final Service.CommitResponse COMMITTED =
      (Service.CommitResponse) read(Responses.CommitResponse.getDefaultInstance());
  static final Service.RollbackResponse ROLLED_BACK =
      (Service.RollbackResponse) read(Responses.RollbackResponse.getDefaultInstance());

  private EmptyAnswers() {}

  private static Service.Response read(Message message) {
    Common.WireMessage wire =
        Common.WireMessage.newBuilder()
            .setName(message.getClass().getName())
            .setWrappedMessage(message.toByteString())
            .build();
    try {
      return new ProtobufTranslationImpl().parseResponse(wire.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
