package org.lightningdb.sql.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.calcite.plan.RelHintsPropagator;
import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.plan.RelOptRuleCall;
import org.apache.calcite.plan.RelOptRuleOperand;
import org.apache.calcite.plan.RelOptRuleOperandChildPolicy;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.jspecify.annotations.Nullable;

/**
 * Runs a fixed list of rewriting rules over a tree until none of them changes anything.
 *
 * <p>From the root down: at each node the first rule that does something replaces it; when none
 * does, its inputs are rewritten, and if one of them changed the rules are tried on the node again.
 * Trees are never changed in place, so what is known about a node (that no rule applies, its
 * metadata) stays true, and nothing is looked at twice; Calcite's HepPlanner, which keeps a graph
 * of mutable vertices, begins again at the root after every change. Thread-safe.
 */
final class RuleProgram {
  /** Only rules that undo each other get here. */
  private static final int REPLACEMENTS_MAX = 20_000;

  private final List<RelOptRule> rules;
  private final List<Function<RelNode, @Nullable RelNode>> rewritings;
  private final Map<Class<?>, List<RelOptRule>> rulesByClass = new ConcurrentHashMap<>();

  private RuleProgram(
      List<RelOptRule> rules, List<Function<RelNode, @Nullable RelNode>> rewritings) {
    this.rules = List.copyOf(rules);
    this.rewritings = List.copyOf(rewritings);
  }

  static RuleProgram of(RelOptRule... rules) {
    return new RuleProgram(List.of(rules), List.of());
  }

  /** The same with one more rule of our own, which gives null where it changes nothing. */
  RuleProgram with(Function<RelNode, @Nullable RelNode> rewriting) {
    List<Function<RelNode, @Nullable RelNode>> more = new ArrayList<>(rewritings);
    more.add(rewriting);
    return new RuleProgram(rules, more);
  }

  RelNode run(RelNode node) {
    return new Run().rewrite(node);
  }

  /** The rules whose pattern can begin with a node of a class. */
  private List<RelOptRule> rulesFor(Class<?> nodeClass) {
    return rulesByClass.computeIfAbsent(
        nodeClass,
        wanted ->
            rules.stream()
                .filter(rule -> rule.getOperand().getMatchedClass().isAssignableFrom(wanted))
                .toList());
  }

  /** One run over one tree. */
  private final class Run {
    private final Set<RelNode> settled = Collections.newSetFromMap(new IdentityHashMap<>());
    private int replacements;

    RelNode rewrite(RelNode node) {
      RelNode current = node;
      while (!settled.contains(current)) {
        RelNode replaced = replace(current);
        RelNode next = replaced == null ? Inputs.rewritten(current, this::rewrite) : replaced;
        if (next == current) {
          settled.add(current);
        }
        current = next;
      }
      return current;
    }

    private @Nullable RelNode replace(RelNode node) {
      for (RelOptRule rule : rulesFor(node.getClass())) {
        RelNode replaced = apply(rule, node);
        if (replaced != null && replaced != node) {
          replacements++;
          if (replacements > REPLACEMENTS_MAX) {
            throw new IllegalStateException("rules do not come to an end, the last was " + rule);
          }
          return replaced;
        }
      }
      for (Function<RelNode, @Nullable RelNode> rewriting : rewritings) {
        RelNode replaced = rewriting.apply(node);
        if (replaced != null) {
          return replaced;
        }
      }
      return null;
    }
  }

  private static @Nullable RelNode apply(RelOptRule rule, RelNode node) {
    List<RelNode> bound = new ArrayList<>(rule.operands.size());
    Map<RelNode, List<RelNode>> inputs = new HashMap<>();
    if (!binds(rule.getOperand(), node, bound, inputs)) {
      return null;
    }
    Call call = new Call(rule.getOperand(), bound.toArray(RelNode[]::new), inputs);
    if (!rule.matches(call)) {
      return null;
    }
    rule.onMatch(call);
    return call.result;
  }

  private static boolean binds(
      RelOptRuleOperand operand,
      RelNode node,
      List<RelNode> bound,
      Map<RelNode, List<RelNode>> inputs) {
    if (!operand.matches(node)) {
      return false;
    }
    bound.add(node);
    if (operand.childPolicy == RelOptRuleOperandChildPolicy.ANY) {
      return true;
    }
    List<RelOptRuleOperand> children = operand.getChildOperands();
    if (operand.childPolicy == RelOptRuleOperandChildPolicy.UNORDERED) {
      inputs.put(node, node.getInputs());
      return children.stream().allMatch(child -> bindsAny(child, node, bound, inputs));
    }
    if (node.getInputs().size() < children.size()) {
      return false;
    }
    for (int i = 0; i < children.size(); i++) {
      if (!binds(children.get(i), node.getInput(i), bound, inputs)) {
        return false;
      }
    }
    return true;
  }

  private static boolean bindsAny(
      RelOptRuleOperand operand,
      RelNode parent,
      List<RelNode> bound,
      Map<RelNode, List<RelNode>> inputs) {
    for (RelNode input : parent.getInputs()) {
      int before = bound.size();
      if (binds(operand, input, bound, inputs)) {
        return true;
      }
      bound.subList(before, bound.size()).clear();
    }
    return false;
  }

  /** One application of a rule; keeps the first result. */
  private static final class Call extends RelOptRuleCall {
    private @Nullable RelNode result;

    Call(RelOptRuleOperand operand, RelNode[] bound, Map<RelNode, List<RelNode>> inputs) {
      super(bound[0].getCluster().getPlanner(), operand, bound, inputs);
    }

    @Override
    public void transformTo(
        RelNode node, Map<RelNode, RelNode> equivalent, RelHintsPropagator hints) {
      RelNode replaced = rel(0);
      RelNode fitting = declaredAs(replaced.getRowType(), node);
      RelOptUtil.verifyTypeEquivalence(replaced, fitting, replaced);
      if (result == null) {
        result = hints.propagate(replaced, fitting);
      }
    }

    /**
     * A rule may find out that a column is never NULL; those above were told that it may be, and
     * are left in that belief.
     */
    private static RelNode declaredAs(RelDataType declared, RelNode node) {
      List<RelDataTypeField> found = node.getRowType().getFieldList();
      List<RelDataTypeField> wanted = declared.getFieldList();
      boolean stricter = false;
      for (int i = 0; i < found.size() && found.size() == wanted.size(); i++) {
        stricter |= wanted.get(i).getType().isNullable() && !found.get(i).getType().isNullable();
      }
      return stricter ? RelOptUtil.createCastRel(node, declared, true) : node;
    }
  }
}
