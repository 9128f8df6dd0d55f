<#-- CREATE VIEW. -->

SqlCreate SqlCreateViewStatement(Span s, boolean replace) :
{
  final boolean ifNotExists;
  final SqlIdentifier name;
  SqlNodeList columns = SqlNodeList.EMPTY;
  final Token first;
  final SqlNode query;
  final String text;
  CreateView.Check check = CreateView.Check.NONE;
}
{
  <VIEW> ifNotExists = IfNotExistsOpt() name = CompoundIdentifier()
  [ columns = ParenthesizedSimpleIdentifierList() ]
  <AS> { first = getToken(1); }
  query = OrderedQueryOrExpr(ExprContext.ACCEPT_QUERY)
  {
    text = SourceText.between(
        getOriginalSql(), first.beginLine, first.beginColumn, token.endLine, token.endColumn);
  }
  [
    <WITH> { check = CreateView.Check.CASCADED; }
    [ <LOCAL> { check = CreateView.Check.LOCAL; } | <CASCADED> ]
    <CHECK> <OPTION>
  ]
  { return new CreateView(s.end(this), replace, ifNotExists, name, columns, query, text, check); }
}
