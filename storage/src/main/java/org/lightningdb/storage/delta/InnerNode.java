package org.lightningdb.storage.delta;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lightningdb.storage.bytes.Slice;

/**
 * Separators and children: child {@code i + 1} holds the keys from separator {@code i} on, and
 * always that key itself, since separators are keys of leaves and keys are never removed.
 */
final class InnerNode extends Node {
  private final @Nullable Node[] children = new @Nullable Node[CAPACITY + 1];

  /** A new root over the halves of the old one. */
  static InnerNode root(Node left, long separator, Slice separatorKey, Node right, Arena arena) {
    InnerNode root = new InnerNode();
    root.children[0] = left;
    root.insertKey(0, separator, separatorKey, arena);
    root.children[1] = right;
    return root;
  }

  boolean isFull() {
    return count == CAPACITY;
  }

  /** The child that {@code key} belongs to, or null for {@link #RESTART}; validate after it. */
  @Nullable Node childOf(Slice key, long seen, Arena arena) {
    int index = find(key, seen, arena);
    return index == RESTART ? null : children[index >= 0 ? index + 1 : -1 - index];
  }

  /** Where {@link #childOf} finds the child, from 0; or {@link #RESTART}. */
  int positionOf(Slice key, long seen, Arena arena) {
    int index = find(key, seen, arena);
    return index >= 0 ? index + 1 : index == RESTART ? RESTART : -1 - index;
  }

  Node childAt(int position) {
    return Objects.requireNonNull(children[position]);
  }

  /** The child that holds the largest key below {@code key}, or null as in {@link #childOf}. */
  @Nullable Node childBelow(Slice key, long seen, Arena arena) {
    int index = find(key, seen, arena);
    return index == RESTART ? null : children[index >= 0 ? index : -1 - index];
  }

  @Nullable Node firstChild() {
    return children[0];
  }

  @Nullable Node lastChild() {
    return children[Math.min(count, CAPACITY)];
  }

  /** Under the lock, with room. */
  void insert(long separator, Slice separatorKey, Node right, Arena arena) {
    int index = -1 - find(separatorKey, lockedVersion(), arena);
    insertKey(index, separator, separatorKey, arena);
    System.arraycopy(children, index + 1, children, index + 2, count - 1 - index);
    children[index + 1] = right;
  }

  /** A right neighbour with what is above the separator at {@code middle}; not changed yet. */
  InnerNode rightPart(int middle, Arena arena) {
    InnerNode right = new InnerNode();
    right.copyKeys(this, middle + 1, count, arena);
    System.arraycopy(children, middle + 1, right.children, 0, right.count + 1);
    return right;
  }
}
