package org.lightningdb.storage.vfs;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Gives mapped memory back at once where this Java can do that. Where it cannot, the garbage
 * collector does it some time; until then a deleted file keeps its space.
 */
final class MappedMemory {
  private static final @Nullable MethodHandle INVOKE_CLEANER = find();

  private MappedMemory() {}

  private static @Nullable MethodHandle find() {
    try {
      Class<?> unsafe = Class.forName("sun.misc.Unsafe");
      Field instance = unsafe.getDeclaredField("theUnsafe");
      instance.setAccessible(true);
      return MethodHandles.lookup()
          .findVirtual(unsafe, "invokeCleaner", MethodType.methodType(void.class, ByteBuffer.class))
          .bindTo(instance.get(null))
          .asType(MethodType.methodType(void.class, MappedByteBuffer.class));
    } catch (ReflectiveOperationException | RuntimeException e) {
      return null; // A Java that has closed this door.
    }
  }

  /** The memory must never be touched again. */
  static void giveBack(MappedByteBuffer memory) {
    if (INVOKE_CLEANER == null) {
      return;
    }
    try {
      INVOKE_CLEANER.invokeExact(memory);
    } catch (Throwable e) {
      throw new IllegalStateException("mapped memory was refused", e);
    }
  }
}
