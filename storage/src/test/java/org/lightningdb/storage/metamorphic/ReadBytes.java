package org.lightningdb.storage.metamorphic;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.vfs.Vfs;
import org.lightningdb.storage.vfs.VfsFile;

/** Which bytes of the files of a directory were read through it. Thread-safe. */
final class ReadBytes {
  private final Map<String, BitSet> byFile = new HashMap<>();

  /** A directory like {@code vfs} that is watched. */
  Vfs watch(Vfs vfs) {
    return (Vfs)
        Proxy.newProxyInstance(
            Vfs.class.getClassLoader(),
            new Class<?>[] {Vfs.class},
            (proxy, method, arguments) -> {
              Object result = call(vfs, method, arguments);
              return result instanceof VfsFile file ? watch(file) : result;
            });
  }

  private VfsFile watch(VfsFile file) {
    return (VfsFile)
        Proxy.newProxyInstance(
            VfsFile.class.getClassLoader(),
            new Class<?>[] {VfsFile.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("read")) {
                note(file.name(), (Long) arguments[0], (Integer) arguments[3]);
              }
              return call(file, method, arguments);
            });
  }

  private static @Nullable Object call(
      Object target, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw Objects.requireNonNull(e.getCause());
    }
  }

  private synchronized void note(String name, long position, int length) {
    BitSet bytes = byFile.computeIfAbsent(name, unused -> new BitSet());
    bytes.set((int) position, (int) position + length);
  }

  synchronized boolean contains(String name, long position) {
    return byFile.getOrDefault(name, new BitSet()).get((int) position);
  }
}
