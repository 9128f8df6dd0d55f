<#-- INSERT, UPDATE, DELETE and TRUNCATE. -->

SqlNode SqlModifyStatement() :
{
  SqlNode statement;
}
{
  (
    statement = SqlInsertStatement()
  |
    statement = SqlUpdateStatement()
  |
    statement = SqlDeleteStatement()
  |
    statement = SqlMergeStatement()
  )
  [ statement = Returning(statement) ]
  { return statement; }
}

SqlNode Returning(SqlNode change) :
{
  final Span s;
  final List<SqlNode> items = new ArrayList<SqlNode>();
}
{
  <RETURNING> { s = span(); }
  AddSelectItem(items) ( <COMMA> AddSelectItem(items) )*
  { return new ReturningStatement(s.end(this), change, items); }
}

SqlNode SqlInsertStatement() :
{
  final Span s;
  final SqlIdentifier table;
  SqlIdentifier alias = null;
  SqlNodeList columns = null;
  InsertStatement.Overriding overriding = null;
  SqlNode source = null;
  ConflictClause conflict = null;
}
{
  <UPSERT> { throw DbException.notSupported("UPSERT").atPosition(token.beginLine, token.beginColumn); }
|
  <INSERT> { s = span(); } <INTO> table = CompoundTableIdentifier()
  [ <AS> alias = SimpleIdentifier() ]
  [ LOOKAHEAD(2) columns = InsertColumns() ]
  [ LOOKAHEAD(2) overriding = Overriding() ]
  (
    <DEFAULT_> <VALUES>
  |
    source = OrderedQueryOrExpr(ExprContext.ACCEPT_QUERY)
  )
  [ conflict = Conflict() ]
  { return InsertStatement.of(s.end(this), table, alias, columns, overriding, source, conflict); }
}

SqlNodeList InsertColumns() :
{
  final Span s;
  final List<SqlNode> columns = new ArrayList<SqlNode>();
  SqlIdentifier column;
}
{
  <LPAREN> { s = span(); } column = CompoundIdentifier() { columns.add(column); }
  ( <COMMA> column = CompoundIdentifier() { columns.add(column); } )*
  <RPAREN>
  { return new SqlNodeList(columns, s.end(this)); }
}

InsertStatement.Overriding Overriding() :
{
  final InsertStatement.Overriding overriding;
}
{
  <OVERRIDING>
  (
    <SYSTEM> { overriding = InsertStatement.Overriding.SYSTEM_VALUE; }
  |
    <USER> { overriding = InsertStatement.Overriding.USER_VALUE; }
  )
  <VALUE>
  { return overriding; }
}

ConflictClause Conflict() :
{
  final Span s;
  final ConflictClause clause;
}
{
  <ON> { s = span(); }
  (
    <CONFLICT> clause = ConflictClause(s) { return clause; }
  |
    <DUPLICATE> { throw DbException.notSupported("ON DUPLICATE KEY").atPosition(token.beginLine, token.beginColumn); }
  )
}

ConflictClause ConflictClause(Span s) :
{
  SqlIdentifier constraint = null;
  SqlNodeList columns = null;
  SqlNode predicate = null;
  final SqlNodeList assigned = new SqlNodeList(getPos());
  final SqlNodeList values = new SqlNodeList(getPos());
  SqlNode where = null;
}
{
  [
    <ON> <CONSTRAINT> constraint = SimpleIdentifier()
  |
    columns = ParenthesizedSimpleIdentifierList() [ predicate = Where() ]
  ]
  <DO>
  (
    <NOTHING>
    { return ConflictClause.nothing(s.end(this), constraint, columns, predicate); }
  |
    <UPDATE> <SET> Assignments(assigned, values) [ where = Where() ]
    {
      return ConflictClause.update(
          s.end(this), constraint, columns, predicate, assigned, values, where);
    }
  )
}

SqlNode SqlUpdateStatement() :
{
  final Span s;
  final SqlIdentifier table;
  SqlIdentifier alias = null;
  final SqlNodeList columns;
  final SqlNodeList values;
  SqlNode from = null;
  SqlNode where = null;
}
{
  <UPDATE> {
    s = span();
    columns = new SqlNodeList(s.pos());
    values = new SqlNodeList(s.pos());
  }
  table = CompoundTableIdentifier()
  [ [ <AS> ] alias = SimpleIdentifier() ]
  <SET> Assignments(columns, values)
  [ <FROM> from = FromClause() ]
  [ where = Where() ]
  {
    final SqlUpdate update = new SqlUpdate(s.end(this), table, columns, values, where, null, alias);
    return from == null ? update : new UpdateStatement(update, from);
  }
}

SqlNode SqlDeleteStatement() :
{
  final Span s;
  final SqlIdentifier table;
  SqlIdentifier alias = null;
  SqlNode using = null;
  SqlNode where = null;
}
{
  <DELETE> { s = span(); } <FROM> table = CompoundTableIdentifier()
  [ [ <AS> ] alias = SimpleIdentifier() ]
  [ <USING> using = FromClause() ]
  [ where = Where() ]
  {
    final SqlDelete delete = new SqlDelete(s.end(this), table, where, null, alias);
    return using == null ? delete : new DeleteStatement(delete, using);
  }
}

void Assignments(SqlNodeList columns, SqlNodeList values) :
{
}
{
  Assignment(columns, values) ( <COMMA> Assignment(columns, values) )*
}

void Assignment(SqlNodeList columns, SqlNodeList values) :
{
  final SqlIdentifier column;
  final SqlNodeList several;
}
{
  column = CompoundIdentifier() { columns.add(column); }
  <EQ> ValueOrDefault(values)
|
  several = InsertColumns() <EQ> SeveralValues(several, columns, values)
}

/** What {@code (a, b) =} are assigned: a row of values, or a query of one row. */
void SeveralValues(SqlNodeList several, SqlNodeList columns, SqlNodeList values) :
{
  final SqlNodeList row = new SqlNodeList(getPos());
  final SqlNode query;
}
{
  LOOKAHEAD({ getToken(1).kind == LPAREN
      && (getToken(2).kind == SELECT || getToken(2).kind == VALUES || getToken(2).kind == WITH) })
  query = ParenthesizedExpression(ExprContext.ACCEPT_QUERY)
  { SeveralAssignments.ofQuery(several, query, columns, values); }
|
  [ <ROW> ] <LPAREN> ValueOrDefault(row) ( <COMMA> ValueOrDefault(row) )* <RPAREN>
  { SeveralAssignments.ofRow(several, row, columns, values); }
}

void ValueOrDefault(SqlNodeList values) :
{
}
{
  <DEFAULT_> { values.add(SqlStdOperatorTable.DEFAULT.createCall(getPos())); }
|
  AddExpression(values, ExprContext.ACCEPT_SUB_QUERY)
}

SqlNode SqlTruncateStatement() :
{
  final Span s;
  final List<SqlIdentifier> tables = new ArrayList<SqlIdentifier>();
  SqlIdentifier table;
  boolean restart = false;
  boolean cascade = false;
}
{
  <TRUNCATE> { s = span(); } [ <TABLE> ]
  table = CompoundTableIdentifier() { tables.add(table); }
  ( <COMMA> table = CompoundTableIdentifier() { tables.add(table); } )*
  [ <RESTART> { restart = true; } <IDENTITY> | <CONTINUE> <IDENTITY> ]
  [ <CASCADE> { cascade = true; } | <RESTRICT> ]
  { return new TruncateStatement(s.end(this), tables, restart, cascade); }
}

/** {@code (expression) [STORED | VIRTUAL]} behind GENERATED ALWAYS AS. */
void GeneratedExpression(ColumnDefinition.Builder builder, boolean always) :
{
  final Token first;
  final SqlNode value;
}
{
  <LPAREN> { first = getToken(1); }
  value = Expression(ExprContext.ACCEPT_SUB_QUERY)
  {
    builder.generated(
        always,
        value,
        SourceText.between(
            getOriginalSql(), first.beginLine, first.beginColumn, token.endLine, token.endColumn),
        getPos());
  }
  <RPAREN>
  [ <STORED> | <VIRTUAL> ]
}
