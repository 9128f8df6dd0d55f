<#-- Liberties that queries may take, and statements that look at the catalog. -->

/** A query that begins with FROM; without SELECT it is about all columns. */
SqlNode FromFirst() :
{
  final Span s;
  final SqlNode from;
  final List<SqlLiteral> keywords = new ArrayList<SqlLiteral>();
  final List<SqlNode> items = new ArrayList<SqlNode>();
  SqlNode distinctOn = null;
  SqlNode where = null;
  SqlNodeList groupBy = null;
  SqlNode having = null;
  SqlNodeList windows = null;
  SqlNode qualify = null;
}
{
  <FROM> { s = span(); } from = FromClause()
  [
    <SELECT>
    [ distinctOn = SelectQuantifier(keywords) ]
    SelectItems(items)
  ]
  [ where = Where() ]
  [ groupBy = GroupBy() ]
  [ having = Having() ]
  [ windows = Window() ]
  [ qualify = Qualify() ]
  {
    if (items.isEmpty()) {
      items.add(SqlIdentifier.star(s.pos()));
    }
    return new SqlSelect(s.end(this), new SqlNodeList(keywords, s.pos()),
        new SqlNodeList(items, Span.of(items).pos()), from, where, groupBy, having, windows,
        DistinctOn.qualify(distinctOn, qualify), null, null, null, new SqlNodeList(s.pos()));
  }
}

/** Adds ALL or DISTINCT to the keywords; returns DISTINCT ON, which is a condition, or null. */
SqlNode SelectQuantifier(List<SqlLiteral> keywords) :
{
  final SqlLiteral keyword;
  final Span s;
  final List<SqlNode> keys = new ArrayList<SqlNode>();
}
{
  keyword = AllOrDistinct()
  [
    LOOKAHEAD({ getToken(1).kind == ON && token.kind == DISTINCT })
    <ON> { s = span(); } <LPAREN> AddExpressions(keys, ExprContext.ACCEPT_SUB_QUERY) <RPAREN>
    { return DistinctOn.of(keys, s.end(this)); }
  ]
  { keywords.add(keyword); return null; }
}

void SelectItems(List<SqlNode> items) :
{
}
{
  AddSelectItem(items)
  (
    LOOKAHEAD({ getToken(1).kind == COMMA && !ClauseWords.endList(getToken(2).image) })
    <COMMA> AddSelectItem(items)
  )*
  CommaBehindOpt()
}

void CommaBehindOpt() :
{
}
{
  [
    LOOKAHEAD({ getToken(1).kind == COMMA && ClauseWords.endList(getToken(2).image) })
    <COMMA>
  ]
}

/** DESCRIBE and SUMMARIZE of a table or of a query. */
SqlNode SqlDescribeStatement() :
{
  final Span s;
  final SqlNode subject;
  final Token first;
  boolean summary = false;
}
{
  ( <DESCRIBE> | <DESC> | <SUMMARIZE> { summary = true; } ) { s = span(); first = getToken(1); }
  (
    LOOKAHEAD({ ClauseWords.beginQuery(getToken(1).image) })
    subject = OrderedQueryOrExpr(ExprContext.ACCEPT_QUERY)
  |
    [ <TABLE> ] subject = CompoundIdentifier()
  )
  {
    return new DescribeStatement(
        s.end(this),
        subject,
        SourceText.between(
            getOriginalSql(), first.beginLine, first.beginColumn, token.endLine, token.endColumn),
        summary);
  }
}

/** {@code EXCLUDE (names)}, {@code REPLACE (expressions)} behind a star. */
SqlNode StarChange(SqlNode star) :
{
  final Span s = Span.of(star);
  final List<SqlNode> columns = new ArrayList<SqlNode>();
  SqlIdentifier name;
}
{
  ( <EXCLUDE> | <EXCEPT> )
  (
    <LPAREN>
    name = CompoundIdentifier() { columns.add(name); }
    ( <COMMA> name = CompoundIdentifier() { columns.add(name); } )*
    <RPAREN>
  |
    name = CompoundIdentifier() { columns.add(name); }
  )
  { return StarColumns.without(star, columns, s.end(this)); }
|
  <REPLACE> <LPAREN>
  StarReplacement(columns)
  ( <COMMA> StarReplacement(columns) )*
  <RPAREN>
  { return StarColumns.replacing(star, columns, s.end(this)); }
}

void StarReplacement(List<SqlNode> columns) :
{
  final SqlNode value;
  final SqlIdentifier name;
}
{
  value = Expression(ExprContext.ACCEPT_SUB_QUERY) <AS> name = CompoundIdentifier()
  { columns.add(SqlStdOperatorTable.AS.createCall(Span.of(value, name).pos(), value, name)); }
}
