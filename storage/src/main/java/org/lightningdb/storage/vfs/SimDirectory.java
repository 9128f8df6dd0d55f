package org.lightningdb.storage.vfs;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The names of a simulated disk: those that are seen, those that are surely on the device, and the
 * changes in between. A power loss keeps the changes up to a random one. Guarded by its owner.
 */
final class SimDirectory {
  /** {@code source} is created with {@code content}, renamed to {@code target}, or else deleted. */
  private record Change(String source, @Nullable String target, @Nullable SimContent content) {
    void applyTo(Map<String, SimContent> names) {
      if (content != null) {
        names.put(source, content);
        return;
      }
      SimContent moved = names.remove(source);
      if (target != null && moved != null) {
        names.put(target, moved);
      }
    }
  }

  private final boolean tracked;
  private final Map<String, SimContent> visible = new TreeMap<>();
  private final Map<String, SimContent> durable = new TreeMap<>();
  private final List<Change> unsynced = new ArrayList<>();

  SimDirectory(boolean tracked) {
    this.tracked = tracked;
  }

  List<String> names() {
    return new ArrayList<>(visible.keySet());
  }

  @Nullable SimContent get(String name) {
    return visible.get(name);
  }

  void create(String name, SimContent content) {
    change(new Change(name, null, content));
  }

  void delete(String name) {
    change(new Change(name, null, null));
  }

  void rename(String source, String target) {
    change(new Change(source, target, null));
  }

  private void change(Change change) {
    change.applyTo(visible);
    if (tracked) {
      unsynced.add(change);
    }
  }

  void sync() {
    unsynced.forEach(change -> change.applyTo(durable));
    unsynced.clear();
  }

  SimDirectory afterKill() {
    IdentityHashMap<SimContent, SimContent> copies = new IdentityHashMap<>();
    UnaryOperator<SimContent> copy =
        content -> copies.computeIfAbsent(content, SimContent::afterKill);
    SimDirectory after = new SimDirectory(tracked);
    visible.forEach((name, content) -> after.visible.put(name, copy.apply(content)));
    durable.forEach((name, content) -> after.durable.put(name, copy.apply(content)));
    for (Change change : unsynced) {
      SimContent content = change.content();
      after.unsynced.add(
          new Change(
              change.source(), change.target(), content == null ? null : copy.apply(content)));
    }
    return after;
  }

  SimDirectory afterPowerLoss(SplittableRandom random) {
    Map<String, SimContent> found = new TreeMap<>(durable);
    int kept = random.nextInt(unsynced.size() + 1);
    unsynced.subList(0, kept).forEach(change -> change.applyTo(found));
    SimDirectory after = new SimDirectory(tracked);
    found.forEach((name, content) -> after.visible.put(name, content.afterPowerLoss(random)));
    after.durable.putAll(after.visible);
    return after;
  }
}
