package org.lightningdb.sql.exec.expression;

/** The operations of arithmetic. The remainder has the sign of the dividend. */
public enum Arithmetic {
  ADD("+"),
  SUBTRACT("-"),
  MULTIPLY("*"),
  DIVIDE("/"),
  REMAINDER("%");

  private final String sign;

  Arithmetic(String sign) {
    this.sign = sign;
  }

  /** As written in an expression. */
  public String sign() {
    return sign;
  }
}
