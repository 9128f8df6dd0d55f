<#-- CREATE and DROP of schemas, tables and indexes. -->

boolean IfNotExistsOpt() :
{
}
{
  LOOKAHEAD(3) <IF> <NOT> <EXISTS> { return true; }
|
  { return false; }
}

boolean IfExistsOpt() :
{
}
{
  LOOKAHEAD(2) <IF> <EXISTS> { return true; }
|
  { return false; }
}

SqlTypeNameSpec SqlShortTypeName(Span s) :
{
  final int precision;
}
{
  <TIMESTAMPTZ> precision = PrecisionOpt()
  { return new SqlBasicTypeNameSpec(SqlTypeName.TIMESTAMP_TZ, precision, s.end(this)); }
|
  <BLOB> { return new SqlBasicTypeNameSpec(SqlTypeName.VARBINARY, s.end(this)); }
|
  <CLOB> { return new SqlBasicTypeNameSpec(SqlTypeName.VARCHAR, s.end(this)); }
|
  ( <JSON> | <JSONB> ) { return new JsonTypeNameSpec(s.end(this)); }
|
  <TIMETZ> precision = PrecisionOpt()
  { return new SqlBasicTypeNameSpec(SqlTypeName.TIME_TZ, precision, s.end(this)); }
|
  <TEXT> { return new SqlBasicTypeNameSpec(SqlTypeName.VARCHAR, s.end(this)); }
|
  <BYTEA> { return new SqlBasicTypeNameSpec(SqlTypeName.VARBINARY, s.end(this)); }
}

SqlCreate SqlCreateStatement(Span s, boolean replace) :
{
  final SqlCreate create;
}
{
  (
    create = SqlCreateSchemaStatement(s)
  |
    create = SqlCreateTableStatement(s)
  |
    create = SqlCreateIndexStatement(s)
  |
    create = SqlCreateViewStatement(s, replace)
  )
  {
    if (replace && !(create instanceof CreateView)) {
      throw DbException.notSupported("CREATE OR REPLACE");
    }
    return create;
  }
}

SqlCreate SqlCreateSchemaStatement(Span s) :
{
  final boolean ifNotExists;
  final SqlIdentifier name;
}
{
  <SCHEMA> ifNotExists = IfNotExistsOpt() name = SimpleIdentifier()
  { return new CreateSchema(s.end(this), ifNotExists, name); }
}

SqlCreate SqlCreateTableStatement(Span s) :
{
  final boolean ifNotExists;
  final SqlIdentifier name;
  final TableElements elements = new TableElements();
}
{
  <TABLE> ifNotExists = IfNotExistsOpt() name = CompoundIdentifier()
  [ <AS> { throw DbException.notSupported("CREATE TABLE ... AS").atPosition(token.beginLine, token.beginColumn); } ]
  <LPAREN>
  TableElement(elements)
  ( <COMMA> TableElement(elements) )*
  <RPAREN>
  [
    <AS> { throw DbException.notSupported("CREATE TABLE ... AS").atPosition(token.beginLine, token.beginColumn); }
  |
    StoreOptions(elements.storeOptions())
  ]
  { return new CreateTable(s.end(this), ifNotExists, name, elements); }
}

void TableElement(TableElements elements) :
{
}
{
  TableConstraint(elements)
|
  ColumnElement(elements)
}

void TableConstraint(TableElements elements) :
{
  SqlIdentifier constraint = null;
}
{
  [ <CONSTRAINT> constraint = SimpleIdentifier() ]
  (
    TableKey(constraint, elements)
  |
    TableConstraintElement(constraint, elements)
  )
}

void TableKey(SqlIdentifier constraint, TableElements elements) :
{
  final Span s;
  boolean primary = false;
  final List<IndexColumn> columns;
}
{
  (
    <PRIMARY> { s = span(); primary = true; } <KEY>
  |
    <UNIQUE> { s = span(); }
  )
  columns = IndexColumns()
  { elements.add(new KeyDefinition(constraint, primary, columns, s.end(this))); }
}

void ColumnElement(TableElements elements) :
{
  final SqlIdentifier name;
  final SqlDataTypeSpec type;
  final ColumnDefinition.Builder builder;
}
{
  name = SimpleIdentifier() type = ColumnType()
  { builder = new ColumnDefinition.Builder(name, type); }
  (
    ColumnDefault(builder)
  |
    ColumnGenerated(builder)
  |
    ColumnConstraint(builder, elements)
  |
    <COLLATE> { throw DbException.notSupported("COLLATE").atPosition(token.beginLine, token.beginColumn); }
  )*
  { elements.add(builder.build()); }
}

void ColumnDefault(ColumnDefinition.Builder builder) :
{
  final Token first;
  final SqlNode value;
}
{
  <DEFAULT_> { first = getToken(1); }
  value = Expression(ExprContext.ACCEPT_SUB_QUERY)
  {
    builder.defaultValue(value, textFrom(first), getPos());
  }
}

void ColumnGenerated(ColumnDefinition.Builder builder) :
{
  final boolean always;
}
{
  <GENERATED>
  ( <ALWAYS> { always = true; } | <BY> <DEFAULT_> { always = false; } )
  <AS>
  (
    <IDENTITY> { builder.identity(always, getPos()); }
    [ LOOKAHEAD(2) <LPAREN> IdentityOption(builder) ( [ <COMMA> ] IdentityOption(builder) )* <RPAREN> ]
  |
    GeneratedExpression(builder, always)
  )
}

void IdentityOption(ColumnDefinition.Builder builder) :
{
  final SqlNode value;
}
{
  <START> <WITH> value = NumericLiteral() { builder.identityStart(value); }
|
  <INCREMENT> [ <BY> ] value = NumericLiteral() { builder.identityIncrement(value); }
}

void ColumnConstraint(ColumnDefinition.Builder builder, TableElements elements) :
{
  SqlIdentifier constraint = null;
  final Span s;
  boolean primary = false;
}
{
  [ <CONSTRAINT> constraint = SimpleIdentifier() ]
  (
    <NOT> <NULL> { builder.nullable(false, getPos()); }
  |
    <NULL> { builder.nullable(true, getPos()); }
  |
    (
      <PRIMARY> { s = span(); primary = true; } <KEY>
    |
      <UNIQUE> { s = span(); }
    )
    { elements.add(KeyDefinition.ofColumn(constraint, primary, builder.name(), s.end(this))); }
  |
    ColumnConstraintElement(constraint, builder.name(), elements)
  )
}

SqlCreate SqlCreateIndexStatement(Span s) :
{
  boolean unique = false;
  final boolean ifNotExists;
  final SqlIdentifier name;
  final SqlIdentifier table;
  final List<IndexColumn> columns;
  final List<SqlIdentifier> included = new ArrayList<SqlIdentifier>();
  final List<StoreOption> storeOptions = new ArrayList<StoreOption>();
}
{
  [ <UNIQUE> { unique = true; } ] <INDEX> ifNotExists = IfNotExistsOpt()
  name = CompoundIdentifier() <ON> table = CompoundIdentifier()
  columns = IndexColumns()
  [ <INCLUDE> <LPAREN> IncludedColumn(included) ( <COMMA> IncludedColumn(included) )* <RPAREN> ]
  [ StoreOptions(storeOptions) ]
  [
    <WHERE> { throw DbException.notSupported("a partial index").atPosition(token.beginLine, token.beginColumn); }
  ]
  { return new CreateIndex(s.end(this), ifNotExists, unique, name, table, columns, included, storeOptions); }
}

void StoreOptions(List<StoreOption> storeOptions) :
{
}
{
  <WITH> <LPAREN> OneStoreOption(storeOptions) ( <COMMA> OneStoreOption(storeOptions) )* <RPAREN>
}

void OneStoreOption(List<StoreOption> storeOptions) :
{
  final SqlIdentifier name;
  final SqlNode value;
}
{
  name = SimpleIdentifier() <EQ>
  ( value = StringLiteral() | value = SimpleIdentifier() )
  { storeOptions.add(StoreOption.of(name, value)); }
}

void IncludedColumn(List<SqlIdentifier> included) :
{
  final SqlIdentifier name;
}
{
  name = SimpleIdentifier() { included.add(name); }
}

List<IndexColumn> IndexColumns() :
{
  final List<IndexColumn> columns = new ArrayList<IndexColumn>();
  IndexColumn column;
}
{
  <LPAREN> column = IndexColumnDefinition() { columns.add(column); }
  ( <COMMA> column = IndexColumnDefinition() { columns.add(column); } )*
  <RPAREN>
  { return columns; }
}

IndexColumn IndexColumnDefinition() :
{
  final SqlIdentifier name;
  boolean descending = false;
  boolean nullsFirst;
}
{
  name = SimpleIdentifier()
  [ <ASC> | <DESC> { descending = true; } ]
  { nullsFirst = descending; }
  [ <NULLS> ( <FIRST> { nullsFirst = true; } | <LAST> { nullsFirst = false; } ) ]
  {
    if (nullsFirst != descending) {
      throw DbException.notSupported(
          nullsFirst ? "an index column ASC NULLS FIRST" : "an index column DESC NULLS LAST")
              .atPosition(token.beginLine, token.beginColumn);
    }
    return new IndexColumn(name, descending);
  }
}

SqlDrop SqlDropStatement(Span s, boolean replace) :
{
  final DropObject.Kind kind;
  final boolean ifExists;
  final List<SqlIdentifier> names = new ArrayList<SqlIdentifier>();
  SqlIdentifier name;
  final boolean cascade;
}
{
  (
    <SCHEMA> { kind = DropObject.Kind.SCHEMA; }
  |
    <TABLE> { kind = DropObject.Kind.TABLE; }
  |
    <INDEX> { kind = DropObject.Kind.INDEX; }
  |
    <VIEW> { kind = DropObject.Kind.VIEW; }
  )
  ifExists = IfExistsOpt() name = CompoundIdentifier() { names.add(name); }
  ( <COMMA> name = CompoundIdentifier() { names.add(name); } )*
  cascade = CascadeOpt()
  { return new DropObject(s.end(this), kind, ifExists, names, cascade); }
}

/** Whether it says CASCADE. */
boolean CascadeOpt() :
{
}
{
  <CASCADE> { return true; }
|
  <RESTRICT> { return false; }
|
  { return false; }
}
