package org.lightningdb.index.catalog;

import java.nio.BufferUnderflowException;
import org.lightningdb.index.schema.SchemaObject;
import org.lightningdb.index.schema.SchemaObject.Dependency;
import org.lightningdb.index.schema.SequenceDescriptor;
import org.lightningdb.index.schema.ViewDescriptor;
import org.lightningdb.index.schema.ViewDescriptor.CheckOption;
import org.lightningdb.index.table.StorageErrors;
import org.lightningdb.storage.bytes.Slice;

/**
 * What is no table, as bytes, in the notation of {@link CatalogOutput}.
 *
 * <pre>
 *   object     := kind (1) id (4) schema name  what its kind has
 *   1 view     := list of (column name type)  query  path  check option  list of dependency
 *   2 sequence := type start (8) increment (8) minimum (8) maximum (8) cycle (1) cache (4)
 *   dependency := object id (4) list of column name
 * </pre>
 *
 * <p>A kind whose form changes takes a new number. A release that does not know a number refuses
 * it.
 */
final class ObjectCodec {
  private static final int VIEW = 1;
  private static final int SEQUENCE = 2;

  private ObjectCodec() {}

  static Slice encode(SchemaObject object) {
    CatalogOutput out = new CatalogOutput();
    if (object instanceof ViewDescriptor view) {
      writeHead(out, VIEW, object);
      out.writeList(
          view.columns(), column -> out.writeText(column.name()).writeType(column.type()));
      out.writeText(view.sql());
      out.writeText(view.path()).writeEnum(view.check());
      out.writeList(view.dependencies(), dependency -> write(out, dependency));
    } else if (object instanceof SequenceDescriptor sequence) {
      writeHead(out, SEQUENCE, object);
      out.writeType(sequence.type()).writeLong(sequence.start()).writeLong(sequence.increment());
      out.writeLong(sequence.minimum()).writeLong(sequence.maximum());
      out.writeByte(sequence.cycle() ? 1 : 0).writeInt(sequence.cache());
    } else {
      throw new IllegalArgumentException("no form for " + object.kindName());
    }
    return out.slice();
  }

  static SchemaObject decode(Slice bytes) {
    CatalogInput in = new CatalogInput(bytes);
    try {
      int kind = in.readByte();
      int id = in.readInt();
      String schema = in.readText();
      String name = in.readText();
      return switch (kind) {
        case VIEW -> view(in, id, schema, name);
        case SEQUENCE -> sequence(in, id, schema, name);
        default -> throw DescriptorCodec.writtenLater("an object of kind " + kind);
      };
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      throw StorageErrors.corrupted("an object of the catalog", e);
    }
  }

  private static ViewDescriptor view(CatalogInput in, int id, String schema, String name) {
    return new ViewDescriptor(
        id,
        schema,
        name,
        in.readList(() -> new ViewDescriptor.Column(in.readText(), in.readType())),
        in.readText(),
        in.readText(),
        in.readEnum(CheckOption.class),
        in.readList(() -> new Dependency(in.readInt(), in.readList(in::readText))));
  }

  private static SequenceDescriptor sequence(CatalogInput in, int id, String schema, String name) {
    return new SequenceDescriptor(
        id,
        schema,
        name,
        in.readType(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readByte() != 0,
        in.readInt());
  }

  private static void writeHead(CatalogOutput out, int kind, SchemaObject object) {
    out.writeByte(kind).writeInt(object.id());
    out.writeText(object.schema()).writeText(object.name());
  }

  private static void write(CatalogOutput out, Dependency dependency) {
    out.writeInt(dependency.objectId()).writeList(dependency.columns(), out::writeText);
  }
}
