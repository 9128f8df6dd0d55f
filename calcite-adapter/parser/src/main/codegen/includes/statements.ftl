<#-- Transactions, settings, EXPLAIN, and what may follow INSERT, UPDATE and DELETE. -->

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
    name = CompoundIdentifier() { return new ShowStatement(s.end(this), name); }
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
  final SqlNode statement;
}
{
  (
    statement = SqlModifyStatement()
  |
    statement = OrderedQueryOrExpr(ExprContext.ACCEPT_QUERY)
  )
  { return statement; }
}

SqlNode SqlModifyStatement() :
{
  final SqlNode statement;
  final SqlIdentifier table;
  final Span s;
}
{
  LOOKAHEAD(<INSERT> <INTO> CompoundTableIdentifier() <DEFAULT_>)
  <INSERT> { s = span(); } <INTO> table = CompoundTableIdentifier() <DEFAULT_> <VALUES>
  { return new InsertDefaultValues(s.end(this), table); }
|
  ( statement = SqlInsert() | statement = SqlUpdate() | statement = SqlDelete() )
  [
    <RETURNING> { throw DbException.notSupported("RETURNING").atPosition(token.beginLine, token.beginColumn); }
  |
    <ON>
    (
      <CONFLICT> { throw DbException.notSupported("ON CONFLICT").atPosition(token.beginLine, token.beginColumn); }
    |
      <DUPLICATE> { throw DbException.notSupported("ON DUPLICATE KEY").atPosition(token.beginLine, token.beginColumn); }
    )
  ]
  { return statement; }
}
