<#-- Types and operators of times with a zone. -->

/** {@code SET TIME ZONE …}, behind SET. */
SqlNode SqlSetTimeZone(Span s) :
{
  final SqlIdentifier name;
  SqlNode value;
}
{
  <TIME> <ZONE> { name = new SqlIdentifier("TIME_ZONE", getPos()); }
  (
    LOOKAHEAD(1)
    ( <DEFAULT_> | <LOCAL> ) { value = null; }
  |
    value = StringLiteral()
  |
    value = NumericLiteral() { value = SqlLiteral.createCharString(value.toString(), getPos()); }
  |
    value = SimpleIdentifier()
  )
  { return new SetStatement(s.end(this), name, value); }
}

/** {@code value AT TIME ZONE zone}. */
void AtTimeZone(List<Object> list, ExprContext exprContext, Span s) :
{
}
{
  <AT> { checkNonQueryExpression(exprContext); s.clear().add(this); }
  (
    <TIME> <ZONE>
    {
      list.add(new SqlParserUtil.ToTreeListItem(AtTimeZoneOperator.INSTANCE, s.end(this)));
    }
    AddExpression2b(list, ExprContext.ACCEPT_SUB_QUERY)
  |
    <LOCAL>
    {
      list.add(new SqlParserUtil.ToTreeListItem(AtTimeZoneOperator.INSTANCE, s.end(this)));
      list.add(SqlLiteral.createCharString("LOCAL", getPos()));
    }
  )
}
