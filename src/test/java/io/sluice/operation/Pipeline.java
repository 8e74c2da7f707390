package io.sluice.operation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.codehaus.groovy.ast.CodeVisitorSupport;
import org.codehaus.groovy.ast.ModuleNode;
import org.codehaus.groovy.ast.expr.ArgumentListExpression;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.stmt.BlockStatement;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.ast.stmt.Statement;
import org.codehaus.groovy.control.CompilationUnit;
import org.codehaus.groovy.control.Phases;

/**
 * A declarative Jenkins pipeline as the tree its Groovy syntax makes: blocks that hold blocks.
 *
 * <p>Only parsed, up to Groovy's phase CONVERSION: nothing of it is resolved or run.
 */
final class Pipeline {

  private final List<MethodCallExpression> calls;

  private Pipeline(List<MethodCallExpression> calls) {
    this.calls = calls;
  }

  /**
   * The top level of a pipeline.
   *
   * @throws org.codehaus.groovy.control.MultipleCompilationErrorsException if it is no Groovy
   */
  static Pipeline parse(String text) {
    CompilationUnit unit = new CompilationUnit();
    unit.addSource("Jenkinsfile", text);
    unit.compile(Phases.CONVERSION);
    ModuleNode module = unit.getAST().getModules().get(0);
    return new Pipeline(callsOf(module.getStatementBlock()));
  }

  /** The names of what this block calls, in their order: of sections, directives or steps. */
  List<String> names() {
    return calls.stream().map(MethodCallExpression::getMethodAsString).toList();
  }

  /** The block of the first call of that name. */
  Pipeline block(String name) {
    return find(name).orElseThrow(() -> new AssertionError("no " + name + " in " + names()));
  }

  private Optional<Pipeline> find(String name) {
    return calls.stream()
        .filter(call -> name.equals(call.getMethodAsString()))
        .map(Pipeline::closureOf)
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** The first arguments of the calls of that name in this block, as texts. */
  List<String> texts(String name) {
    return calls.stream()
        .filter(call -> name.equals(call.getMethodAsString()))
        .map(call -> arguments(call).get(0).getText())
        .toList();
  }

  /** The block of the call of that name whose first argument is that text. */
  Pipeline block(String name, String text) {
    return calls.stream()
        .filter(call -> name.equals(call.getMethodAsString()))
        .filter(call -> text.equals(arguments(call).get(0).getText()))
        .map(Pipeline::closureOf)
        .flatMap(Optional::stream)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + name + " '" + text + "'"));
  }

  /** The commands of every {@code sh} step at any depth; one that is not a constant fails. */
  List<String> commands() {
    List<String> commands = new ArrayList<>();
    CodeVisitorSupport visitor =
        new CodeVisitorSupport() {
          @Override
          public void visitMethodCallExpression(MethodCallExpression call) {
            if ("sh".equals(call.getMethodAsString())) {
              Expression argument = arguments(call).get(0);
              // A text that Groovy fills in puts parameters into the shell's syntax.
              if (!(argument instanceof ConstantExpression)) {
                throw new AssertionError("sh with an interpolated text: " + argument.getText());
              }
              commands.add(argument.getText());
            }
            super.visitMethodCallExpression(call);
          }
        };
    calls.forEach(call -> call.visit(visitor));
    return commands;
  }

  private static List<MethodCallExpression> callsOf(Statement body) {
    if (!(body instanceof BlockStatement block)) {
      return List.of();
    }
    return block.getStatements().stream()
        .filter(ExpressionStatement.class::isInstance)
        .map(statement -> ((ExpressionStatement) statement).getExpression())
        .filter(MethodCallExpression.class::isInstance)
        .map(MethodCallExpression.class::cast)
        .toList();
  }

  private static List<Expression> arguments(MethodCallExpression call) {
    return call.getArguments() instanceof ArgumentListExpression list
        ? list.getExpressions()
        : List.of(call.getArguments());
  }

  private static Optional<Pipeline> closureOf(MethodCallExpression call) {
    return arguments(call).stream()
        .filter(ClosureExpression.class::isInstance)
        .map(closure -> new Pipeline(callsOf(((ClosureExpression) closure).getCode())))
        .findFirst();
  }
}
