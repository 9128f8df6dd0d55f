<#-- Transactions, settings, EXPLAIN and MERGE. -->

SqlNode SqlTransactionStatement() :
{
  final Span s;
  SqlIdentifier name = null;
  TransactionModes modes;
}
{
  <BEGIN> { s = span(); } [ <WORK> | <TRANSACTION> ] modes = TransactionModesOpt()
  { return TransactionStatement.begin(s.end(this), modes); }
|
  <START> { s = span(); } <TRANSACTION> modes = TransactionModesOpt()
  { return TransactionStatement.begin(s.end(this), modes); }
|
  <COMMIT> { s = span(); } [ <WORK> | <TRANSACTION> ]
  { return TransactionStatement.of(s.end(this), TransactionStatement.Action.COMMIT, null); }
|
  <ROLLBACK> { s = span(); } [ <WORK> | <TRANSACTION> ]
  [ <TO> name = SavepointName() ]
  {
    return TransactionStatement.of(
        s.end(this),
        name == null
            ? TransactionStatement.Action.ROLLBACK
            : TransactionStatement.Action.ROLLBACK_TO_SAVEPOINT,
        name);
  }
|
  <SAVEPOINT> { s = span(); } name = SimpleIdentifier()
  { return TransactionStatement.of(s.end(this), TransactionStatement.Action.SAVEPOINT, name); }
|
  <RELEASE> { s = span(); } name = SavepointName()
  { return TransactionStatement.of(s.end(this), TransactionStatement.Action.RELEASE_SAVEPOINT, name); }
}

SqlIdentifier SavepointName() :
{
  final SqlIdentifier name;
}
{
  [ LOOKAHEAD(<SAVEPOINT> SimpleIdentifier()) <SAVEPOINT> ]
  name = SimpleIdentifier() { return name; }
}

TransactionModes TransactionModesOpt() :
{
  TransactionModes modes = TransactionModes.NONE;
}
{
  [
    modes = TransactionMode(modes)
    ( [ <COMMA> ] modes = TransactionMode(modes) )*
  ]
  { return modes; }
}

TransactionModes TransactionMode(TransactionModes modes) :
{
  final TransactionModes.Level level;
}
{
  <ISOLATION> <LEVEL> level = IsolationLevel() { return modes.withLevel(level); }
|
  LOOKAHEAD(2)
  <READ> <ONLY> { return modes.withReadOnly(true); }
|
  <READ> <WRITE> { return modes.withReadOnly(false); }
}

TransactionModes.Level IsolationLevel() :
{
}
{
  LOOKAHEAD(2)
  <READ> <UNCOMMITTED> { return TransactionModes.Level.READ_UNCOMMITTED; }
|
  <READ> <COMMITTED> { return TransactionModes.Level.READ_COMMITTED; }
|
  <REPEATABLE> <READ> { return TransactionModes.Level.REPEATABLE_READ; }
|
  <SNAPSHOT> { return TransactionModes.Level.SNAPSHOT; }
|
  <SERIALIZABLE> { return TransactionModes.Level.SERIALIZABLE; }
}

SqlNode SqlSetStatement() :
{
  final Span s;
  final TransactionModes modes;
  final SqlIdentifier name;
  SqlNode value;
}
{
  <SET> { s = span(); }
  (
    LOOKAHEAD(<TRANSACTION> ( <ISOLATION> | <READ> ))
    <TRANSACTION> modes = TransactionModesOpt()
    { return TransactionStatement.setTransaction(s.end(this), modes); }
  |
    LOOKAHEAD(<SESSION> <CHARACTERISTICS>)
    <SESSION> <CHARACTERISTICS> <AS> <TRANSACTION> modes = TransactionModesOpt()
    { return TransactionStatement.setSessionDefaults(s.end(this), modes); }
  |
    LOOKAHEAD(<SCHEMA> ( <DEFAULT_> | StringLiteral() | SimpleIdentifier() ))
    <SCHEMA>
    ( <DEFAULT_> { value = null; } | value = StringLiteral() | value = SimpleIdentifier() )
    { return new SetStatement(s.end(this), new SqlIdentifier("SCHEMA", s.pos()), value); }
  |
    LOOKAHEAD(<CONSTRAINTS> ( <ALL> | SimpleIdentifier() ))
    value = SetConstraints(s) { return value; }
  |
    LOOKAHEAD(<TIME> <ZONE>)
    value = SqlSetTimeZone(s) { return value; }
  |
    [ LOOKAHEAD(<SESSION> SimpleIdentifier()) <SESSION> ]
    name = CompoundIdentifier() ( <EQ> | <TO> ) value = SettingValue()
    { return new SetStatement(s.end(this), name, value); }
  )
|
  <RESET> { s = span(); } name = CompoundIdentifier()
  { return new SetStatement(s.end(this), name, null); }
}

/** The value of a setting; null for DEFAULT. */
SqlNode SettingValue() :
{
  final SqlNode value;
}
{
  <DEFAULT_> { return null; }
|
  ( <ON> | <GROUP> )
  { return new SqlIdentifier(token.image.toUpperCase(Locale.ROOT), getPos()); }
|
  LOOKAHEAD({ getToken(1).kind == INTERVAL
      && (getToken(2).kind == EOF || getToken(2).kind == SEMICOLON) })
  <INTERVAL>
  { return new SqlIdentifier(token.image.toUpperCase(Locale.ROOT), getPos()); }
|
  LOOKAHEAD(SimpleIdentifier())
  value = SimpleIdentifier() { return value; }
|
  value = Literal() { return value; }
}

SqlNode SqlShowStatement() :
{
  final Span s;
  final SqlIdentifier name;
  SqlIdentifier of = null;
}
{
  <SHOW> { s = span(); }
  (
    <ALL> { return new ShowStatement(s.end(this), null); }
  |
    LOOKAHEAD(<TRANSACTION> <ISOLATION>)
    <TRANSACTION> <ISOLATION> <LEVEL>
    { return new ShowStatement(s.end(this), new SqlIdentifier("TRANSACTION_ISOLATION", getPos())); }
  |
    name = CompoundIdentifier()
    [ ( <FROM> | <IN> ) of = CompoundIdentifier() { return new ShowObjects(s.end(this), name, of); } ]
    {
      return ShowObjects.isList(name)
          ? new ShowObjects(s.end(this), name, of)
          : new ShowStatement(s.end(this), name);
    }
  )
}

SqlNode SqlAnalyzeStatement() :
{
  final Span s;
  SqlIdentifier table = null;
}
{
  <ANALYZE> { s = span(); } [ <TABLE> ] [ table = CompoundIdentifier() ]
  { return new AnalyzeStatement(s.end(this), table); }
}

SqlNode SqlExplainStatement() :
{
  final Span s;
  final SqlNode statement;
  boolean analyze = false;
  boolean json = false;
}
{
  <EXPLAIN> { s = span(); }
  [ LOOKAHEAD(2) <PLAN> <FOR> ]
  [ <ANALYZE> { analyze = true; } ]
  [ <AS> <JSON> { json = true; } ]
  statement = SqlQueryOrModify()
  { return new ExplainStatement(s.end(this), statement, analyze, json); }
}

SqlNode SqlQueryOrModify() :
{
  SqlNode statement;
}
{
  (
    statement = SqlModifyStatement()
  |
    statement = OrderedQueryOrExpr(ExprContext.ACCEPT_QUERY)
    statement = RowLocksOpt(statement)
  )
  { return statement; }
}

SqlNode SqlMergeStatement() :
{
  final Span s;
  final SqlIdentifier table;
  SqlIdentifier alias = null;
  final SqlNode source;
  final SqlNode condition;
  final List<MergeBranch> branches = new ArrayList<MergeBranch>();
}
{
  <MERGE> { s = span(); } <INTO> table = CompoundTableIdentifier()
  [ [ <AS> ] alias = SimpleIdentifier() ]
  <USING> source = TableRef()
  <ON> condition = Expression(ExprContext.ACCEPT_SUB_QUERY)
  ( MergeWhen(branches) )+
  { return new MergeStatement(s.end(this), table, alias, source, condition, branches); }
}

void MergeWhen(List<MergeBranch> branches) :
{
  final Span s;
  MergeBranch.Match match = MergeBranch.Match.MATCHED;
  SqlNode condition = null;
}
{
  <WHEN> { s = span(); }
  [ <NOT> { match = MergeBranch.Match.NOT_MATCHED; } ]
  <MATCHED>
  [
    LOOKAHEAD({ getToken(1).kind == BY && match == MergeBranch.Match.NOT_MATCHED })
    <BY>
    ( <TARGET> | <SOURCE> { match = MergeBranch.Match.NOT_MATCHED_BY_SOURCE; } )
  ]
  [ <AND> condition = Expression(ExprContext.ACCEPT_SUB_QUERY) ]
  <THEN> MergeAction(branches, s, match, condition)
}

void MergeAction(List<MergeBranch> branches, Span s, MergeBranch.Match match, SqlNode condition) :
{
  SqlNodeList columns = new SqlNodeList(getPos());
  SqlNodeList values = new SqlNodeList(getPos());
}
{
  <DO> <NOTHING>
  { branches.add(MergeBranch.nothing(s.end(this), match, condition)); }
|
  LOOKAHEAD({ getToken(1).kind == INSERT && match == MergeBranch.Match.NOT_MATCHED })
  <INSERT>
  [ columns = ParenthesizedSimpleIdentifierList() ]
  (
    <VALUES> <LPAREN>
    ValueOrDefault(values) ( <COMMA> ValueOrDefault(values) )*
    <RPAREN>
    { branches.add(MergeBranch.insert(s.end(this), condition, columns, values)); }
  |
    <DEFAULT_> <VALUES>
    { branches.add(MergeBranch.insert(s.end(this), condition, columns, values)); }
  )
|
  LOOKAHEAD({ match != MergeBranch.Match.NOT_MATCHED })
  (
    <UPDATE> <SET> Assignments(columns, values)
    { branches.add(MergeBranch.update(s.end(this), match, condition, columns, values)); }
  |
    <DELETE>
    { branches.add(MergeBranch.delete(s.end(this), match, condition)); }
  )
}

/** {@code value::type}. */
void InfixCast(List<Object> list, ExprContext exprContext, Span s) :
{
  final SqlNode type;
}
{
  <INFIX_CAST> { checkNonQueryExpression(exprContext); }
  (
    <INTERVAL> type = IntervalQualifier()
  |
    type = DataType()
  )
  {
    list.add(new SqlParserUtil.ToTreeListItem(SqlLibraryOperators.INFIX_CAST, s.pos()));
    list.add(type);
  }
}
