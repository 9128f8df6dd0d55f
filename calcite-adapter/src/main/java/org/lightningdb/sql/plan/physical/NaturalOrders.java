package org.lightningdb.sql.plan.physical;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.RelCollation;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sort;
import org.lightningdb.sql.plan.TableAccess;

/**
 * The orders that a node's rows may come in without being sorted: those of indexes, as far as they
 * survive what is above. A guess from above of what is worth asking for; whether a candidate comes
 * in an order, only the candidate knows.
 */
final class NaturalOrders {
  private NaturalOrders() {}

  static List<RelCollation> of(RelNode node) {
    if (node instanceof TableAccess access) {
      return access.possibleOrders();
    }
    if (node instanceof Filter) {
      return of(node.getInput(0));
    }
    if (node instanceof Project project) {
      return Orders.projected(of(project.getInput()), project.getProjects());
    }
    if (node instanceof Join join) {
      return switch (join.getJoinType()) {
        case INNER, LEFT, SEMI, ANTI, LEFT_MARK -> of(join.getLeft());
        default -> List.of();
      };
    }
    if (node instanceof Sort sort) {
      RelCollation order = sort.getCollation();
      return order.getFieldCollations().isEmpty() ? of(sort.getInput()) : List.of(order);
    }
    return node instanceof Aggregate aggregate ? ofGroups(aggregate) : List.of();
  }

  /** The orders of keys in which groups come if they are not hashed. */
  private static List<RelCollation> ofGroups(Aggregate aggregate) {
    List<RelCollation> orders = new ArrayList<>();
    if (aggregate.getGroupSets().size() == 1) {
      List<Integer> keys = aggregate.getGroupSet().asList();
      for (RelCollation order : of(aggregate.getInput())) {
        RelCollation kept = Orders.prefix(order, keys);
        if (kept.getFieldCollations().size() == keys.size()) {
          orders.addAll(Orders.renumbered(List.of(kept), keys::indexOf, true));
        }
      }
    }
    return orders;
  }
}
