<#-- ALTER TABLE and ALTER INDEX. -->

SqlNode SqlAlterStatement() :
{
  final Span s;
  final SqlNode statement;
}
{
  <ALTER> { s = span(); }
  (
    statement = SqlAlterTable(s)
  |
    statement = SqlAlterIndex(s)
  )
  { return statement; }
}

SqlNode SqlAlterIndex(Span s) :
{
  final boolean ifExists;
  final SqlIdentifier index;
  final SqlIdentifier name;
}
{
  <INDEX> ifExists = IfExistsOpt() index = CompoundIdentifier()
  <RENAME> <TO> name = SimpleIdentifier()
  { return new AlterIndex(s.end(this), index, ifExists, name); }
}

SqlNode SqlAlterTable(Span s) :
{
  final boolean ifExists;
  final SqlIdentifier table;
  final List<AlterAction> actions = new ArrayList<AlterAction>();
}
{
  <TABLE> ifExists = IfExistsOpt() table = CompoundIdentifier()
  AlterTableAction(actions)
  ( <COMMA> AlterTableAction(actions) )*
  { return new AlterTable(s.end(this), table, ifExists, actions); }
}

void AlterTableAction(List<AlterAction> actions) :
{
}
{
  AlterAdd(actions)
|
  AlterDrop(actions)
|
  AlterRename(actions)
|
  AlterColumn(actions)
|
  AlterSchema(actions)
}

void AlterSchema(List<AlterAction> actions) :
{
  final SqlIdentifier name;
}
{
  <SET> <SCHEMA> name = SimpleIdentifier()
  { actions.add(new AlterAction.SetSchema(name)); }
}

void AlterAdd(List<AlterAction> actions) :
{
  final TableElements elements = new TableElements();
  boolean ifNotExists = false;
}
{
  <ADD>
  (
    TableConstraint(elements)
  |
    [ LOOKAHEAD(<COLUMN> ( <IF> <NOT> | SimpleIdentifier() )) <COLUMN> ]
    ifNotExists = IfNotExistsOpt()
    ColumnElement(elements)
  )
  { actions.add(new AlterAction.Add(elements, ifNotExists)); }
}

void AlterDrop(List<AlterAction> actions) :
{
  final boolean ifExists;
  final SqlIdentifier name;
  final boolean cascade;
}
{
  <DROP>
  (
    <CONSTRAINT> ifExists = IfExistsOpt() name = SimpleIdentifier() cascade = CascadeOpt()
    { actions.add(new AlterAction.DropConstraint(name, ifExists, cascade)); }
  |
    LOOKAHEAD(<PRIMARY> <KEY>)
    <PRIMARY> <KEY> cascade = CascadeOpt()
    { actions.add(new AlterAction.DropPrimaryKey(cascade)); }
  |
    [ LOOKAHEAD(<COLUMN> ( <IF> | SimpleIdentifier() )) <COLUMN> ]
    ifExists = IfExistsOpt() name = SimpleIdentifier() cascade = CascadeOpt()
    { actions.add(new AlterAction.DropColumn(name, ifExists, cascade)); }
  )
}

void AlterRename(List<AlterAction> actions) :
{
  final SqlIdentifier name;
  final SqlIdentifier newName;
}
{
  <RENAME>
  (
    <TO> newName = SimpleIdentifier()
    { actions.add(new AlterAction.RenameTable(newName)); }
  |
    <CONSTRAINT> name = SimpleIdentifier() <TO> newName = SimpleIdentifier()
    { actions.add(new AlterAction.RenameConstraint(name, newName)); }
  |
    [ LOOKAHEAD(<COLUMN> SimpleIdentifier()) <COLUMN> ] name = SimpleIdentifier() <TO> newName = SimpleIdentifier()
    { actions.add(new AlterAction.RenameColumn(name, newName)); }
  )
}

void AlterColumn(List<AlterAction> actions) :
{
  final SqlIdentifier column;
}
{
  <ALTER> [ LOOKAHEAD(<COLUMN> SimpleIdentifier()) <COLUMN> ] column = SimpleIdentifier()
  (
    <SET> AlterColumnSet(column, actions)
  |
    AlterColumnType(column, actions)
  |
    <DROP> AlterColumnDrop(column, actions)
  |
    <ADD> AlterColumnIdentity(column, AlterAction.SetIdentity.Change.ADD, actions)
  |
    AlterColumnRestart(column, actions)
  )
}

void AlterColumnSet(SqlIdentifier column, List<AlterAction> actions) :
{
  final Token first;
}
{
  <DEFAULT_> { first = getToken(1); }
  Expression(ExprContext.ACCEPT_SUB_QUERY)
  { actions.add(new AlterAction.SetDefault(column, textFrom(first))); }
|
  <NOT> <NULL> { actions.add(new AlterAction.SetNullable(column, false)); }
|
  <NULL> { actions.add(new AlterAction.SetNullable(column, true)); }
|
  <DATA> AlterColumnType(column, actions)
|
  AlterColumnIdentity(column, AlterAction.SetIdentity.Change.SET, actions)
}

void AlterColumnType(SqlIdentifier column, List<AlterAction> actions) :
{
  final SqlDataTypeSpec type;
  String using = null;
  Token first;
}
{
  <TYPE> type = ColumnType()
  [ <USING> { first = getToken(1); } Expression(ExprContext.ACCEPT_SUB_QUERY) { using = textFrom(first); } ]
  { actions.add(new AlterAction.SetType(column, type, using)); }
}

void AlterColumnDrop(SqlIdentifier column, List<AlterAction> actions) :
{
  final boolean ifExists;
}
{
  <DEFAULT_> { actions.add(new AlterAction.SetDefault(column, null)); }
|
  <NOT> <NULL> { actions.add(new AlterAction.SetNullable(column, true)); }
|
  <IDENTITY> ifExists = IfExistsOpt()
  {
    actions.add(new AlterAction.SetIdentity(
        column,
        ColumnDefinition.Numbering.NONE,
        ifExists
            ? AlterAction.SetIdentity.Change.DROP_IF_EXISTS
            : AlterAction.SetIdentity.Change.DROP));
  }
}

void AlterColumnIdentity(
    SqlIdentifier column, AlterAction.SetIdentity.Change change, List<AlterAction> actions) :
{
  final ColumnDefinition.Numbering numbering;
}
{
  <GENERATED>
  (
    <ALWAYS> { numbering = ColumnDefinition.Numbering.ALWAYS; }
  |
    <BY> <DEFAULT_> { numbering = ColumnDefinition.Numbering.BY_DEFAULT; }
  )
  [ LOOKAHEAD({ change == AlterAction.SetIdentity.Change.ADD }) <AS> <IDENTITY> ]
  { actions.add(new AlterAction.SetIdentity(column, numbering, change)); }
}

void AlterColumnRestart(SqlIdentifier column, List<AlterAction> actions) :
{
  SqlNode value = null;
}
{
  <RESTART> [ <WITH> value = NumericLiteral() ]
  { actions.add(AlterAction.RestartIdentity.of(column, value)); }
}

/** The text from a token to the last one read. */
JAVACODE
String textFrom(Token first) {
  return SourceText.between(
      getOriginalSql(), first.beginLine, first.beginColumn, token.endLine, token.endColumn);
}
