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

/** The type of a column: those of CAST, which has a choice for intervals already. */
SqlDataTypeSpec ColumnType() :
{
  final Span s;
  final SqlIntervalQualifier interval;
  final SqlDataTypeSpec type;
}
{
  <INTERVAL> { s = span(); } interval = IntervalQualifier()
  { return new SqlDataTypeSpec(new IntervalTypeNameSpec(interval, s.end(this)), s.end(this)); }
|
  type = DataType() { return type; }
}

/** {@code document -> key} and {@code document ->> key}. */
void JsonArrow(List<Object> list, ExprContext exprContext, Span s) :
{
  final SqlOperator operator;
}
{
  (
    <LAMBDA> { operator = JsonArrowOperator.DOCUMENT; }
  |
    <JSON_TEXT_ARROW> { operator = JsonArrowOperator.TEXT; }
  )
  {
    checkNonQueryExpression(exprContext);
    list.add(new SqlParserUtil.ToTreeListItem(operator, getPos()));
  }
  AddExpression2b(list, ExprContext.ACCEPT_SUB_QUERY)
}
