<#-- CHECK, FOREIGN KEY, SET CONSTRAINTS, and the row locks of a query. -->

/** CHECK and FOREIGN KEY beside the columns of a table. */
void TableConstraintElement(SqlIdentifier name, TableElements elements) :
{
  final Span s;
  final List<SqlIdentifier> columns;
  final ForeignKeyDefinition.Builder key;
}
{
  CheckElement(name, null, elements)
|
  <FOREIGN> { s = span(); } <KEY> columns = NameList()
  { key = new ForeignKeyDefinition.Builder(name, columns); }
  ForeignKeyReference(key)
  { elements.add(key.build(s.end(this))); }
}

/** The same beside one column. */
void ColumnConstraintElement(
    SqlIdentifier name, SqlIdentifier column, TableElements elements) :
{
  final Span s;
  final ForeignKeyDefinition.Builder key;
}
{
  CheckElement(name, column, elements)
|
  {
    s = span();
    key = new ForeignKeyDefinition.Builder(name, Collections.singletonList(column));
  }
  ForeignKeyReference(key)
  { elements.add(key.build(s.end(this))); }
}

void CheckElement(SqlIdentifier name, SqlIdentifier column, TableElements elements) :
{
  final Span s;
  final Token first;
  final Token last;
  final SqlNode condition;
}
{
  <CHECK> { s = span(); } <LPAREN> { first = getToken(1); }
  condition = Expression(ExprContext.ACCEPT_SUB_QUERY) { last = token; }
  <RPAREN>
  {
    elements.add(
        new CheckDefinition(
            name,
            column,
            condition,
            SourceText.between(
                getOriginalSql(), first.beginLine, first.beginColumn, last.endLine, last.endColumn),
            s.end(this)));
  }
}

void ForeignKeyReference(ForeignKeyDefinition.Builder key) :
{
  final SqlIdentifier parent;
  List<SqlIdentifier> columns = Collections.<SqlIdentifier>emptyList();
}
{
  <REFERENCES> parent = CompoundIdentifier()
  [ LOOKAHEAD(1) columns = NameList() ]
  { key.parent(parent, columns); }
  (
    LOOKAHEAD(2)
    ForeignKeyClause(key)
  )*
}

void ForeignKeyClause(ForeignKeyDefinition.Builder key) :
{
  final ForeignKeyDefinition.Action action;
}
{
  <MATCH>
  (
    <FULL> { key.matchFull(); }
  |
    <SIMPLE>
  |
    <PARTIAL> { throw DbException.notSupported("MATCH PARTIAL").atPosition(token.beginLine, token.beginColumn); }
  )
|
  <ON>
  (
    <DELETE> action = ForeignKeyAction() { key.onDelete(action, getPos()); }
  |
    <UPDATE> action = ForeignKeyAction() { key.onUpdate(action, getPos()); }
  )
|
  <DEFERRABLE> { key.deferrable(true); }
|
  <NOT> <DEFERRABLE> { key.deferrable(false); }
|
  <INITIALLY>
  (
    <DEFERRED> { key.initiallyDeferred(true); }
  |
    <IMMEDIATE> { key.initiallyDeferred(false); }
  )
}

ForeignKeyDefinition.Action ForeignKeyAction() :
{
}
{
  <CASCADE> { return ForeignKeyDefinition.Action.CASCADE; }
|
  <RESTRICT> { return ForeignKeyDefinition.Action.RESTRICT; }
|
  <NO> <ACTION> { return ForeignKeyDefinition.Action.NO_ACTION; }
|
  <SET>
  (
    <NULL> { return ForeignKeyDefinition.Action.SET_NULL; }
  |
    <DEFAULT_> { return ForeignKeyDefinition.Action.SET_DEFAULT; }
  )
}

List<SqlIdentifier> NameList() :
{
  final List<SqlIdentifier> names = new ArrayList<SqlIdentifier>();
  SqlIdentifier name;
}
{
  <LPAREN> name = SimpleIdentifier() { names.add(name); }
  ( <COMMA> name = SimpleIdentifier() { names.add(name); } )*
  <RPAREN>
  { return names; }
}

SqlNode SetConstraints(Span s) :
{
  final List<SqlIdentifier> names = new ArrayList<SqlIdentifier>();
  SqlIdentifier name;
  boolean deferred = false;
}
{
  <CONSTRAINTS>
  (
    <ALL>
  |
    name = CompoundIdentifier() { names.add(name); }
    ( <COMMA> name = CompoundIdentifier() { names.add(name); } )*
  )
  ( <DEFERRED> { deferred = true; } | <IMMEDIATE> )
  { return new SetConstraintsStatement(s.end(this), names, deferred); }
}

/** A query and the row locks that it takes. */
SqlNode SqlLockableQuery() :
{
  SqlNode query;
}
{
  LOOKAHEAD({ getToken(1).kind == SELECT || getToken(1).kind == WITH || getToken(1).kind == LPAREN })
  query = OrderedQueryOrExpr(ExprContext.ACCEPT_QUERY)
  query = RowLocksOpt(query)
  { return query; }
}

SqlNode RowLocksOpt(SqlNode query) :
{
  final List<RowLockClause> clauses = new ArrayList<RowLockClause>();
}
{
  ( LOOKAHEAD(2) RowLocks(clauses) )*
  { return clauses.isEmpty() ? query : new LockingSelect(getPos(), query, clauses); }
}

void RowLocks(List<RowLockClause> clauses) :
{
  final Span s;
  final boolean exclusive;
  final List<SqlIdentifier> tables = new ArrayList<SqlIdentifier>();
  SqlIdentifier table;
  RowLockClause.Wait wait = RowLockClause.Wait.WAIT;
}
{
  <FOR> { s = span(); }
  (
    <UPDATE> { exclusive = true; }
  |
    <NO> <KEY> <UPDATE> { exclusive = true; }
  |
    <SHARE> { exclusive = false; }
  |
    <KEY> <SHARE> { exclusive = false; }
  )
  [
    <OF> table = SimpleIdentifier() { tables.add(table); }
    ( <COMMA> table = SimpleIdentifier() { tables.add(table); } )*
  ]
  [
    <NOWAIT> { wait = RowLockClause.Wait.FAIL; }
  |
    <SKIP_> <LOCKED> { wait = RowLockClause.Wait.SKIP; }
  ]
  { clauses.add(new RowLockClause(exclusive, tables, wait, s.end(this))); }
}
