/// The tables, functions and views of the database, in SQL that may be run any number of times.
enum PostgresSchema {
  /// The version of the tables; a database that has another is refused.
  static let version = 1

  /// Everything but indexes.
  static var definitions: String {
    [tables, normalizing, searching, applying].joined(separator: "\n")
  }

  // Every key of what belongs to a record begins with the record's number, so that the tables can be
  // distributed by it and joined where they lie. What may be of any length has an index that holds hashes.
  private static let tables = """
    CREATE SCHEMA IF NOT EXISTS archivist;

    CREATE TABLE IF NOT EXISTS archivist.state (
      one boolean PRIMARY KEY DEFAULT true CHECK (one),
      version integer NOT NULL,
      archive uuid NOT NULL,
      name text NOT NULL,
      ceiling text NOT NULL CHECK (ceiling IN ('unconditional', 'conditional', 'closed', 'undetermined')),
      next bigint NOT NULL CHECK (next >= 0),
      leaf text,
      told bigint NOT NULL CHECK (told >= next)
    );

    CREATE TABLE IF NOT EXISTS archivist.records (
      serial bigint NOT NULL CHECK (serial > 0),
      item integer NOT NULL CHECK (item >= 0),
      meeting integer CHECK (meeting IS NOT DISTINCT FROM CASE WHEN item > 0 THEN 0 END),
      kind text NOT NULL CHECK (CASE WHEN item > 0
        THEN kind IN ('report', 'resolution', 'personnel', 'matter', 'agreement')
        ELSE kind IN ('meeting', 'document') END),
      title text NOT NULL,
      date text NOT NULL,
      days daterange CHECK ((days IS NULL) = (date = 'unknown')),
      series text,
      term bigint,
      ordinal bigint,
      number text,
      outcome text,
      stage text,
      status text,
      openness text NOT NULL
        CHECK (openness IN ('unconditional', 'conditional', 'closed', 'undetermined')),
      retracted text
        CHECK (retracted IN ('duplicate', 'wrongSource', 'misattributed', 'depublished')),
      recorded timestamptz NOT NULL,
      position bigint NOT NULL CHECK (position >= 0),
      content_position bigint NOT NULL CHECK (content_position >= position),
      words text NOT NULL,
      pairs tsvector NOT NULL,
      entry jsonb NOT NULL,
      PRIMARY KEY (serial, item),
      FOREIGN KEY (serial, meeting) REFERENCES archivist.records (serial, item) ON DELETE CASCADE
    );

    CREATE TABLE IF NOT EXISTS archivist.record_bodies (
      serial bigint NOT NULL,
      item integer NOT NULL,
      place integer NOT NULL CHECK (place > 0),
      name text NOT NULL,
      PRIMARY KEY (serial, item, place),
      FOREIGN KEY (serial, item) REFERENCES archivist.records ON DELETE CASCADE
    );

    CREATE TABLE IF NOT EXISTS archivist.record_topics (
      serial bigint NOT NULL,
      item integer NOT NULL,
      place integer NOT NULL CHECK (place > 0),
      name text NOT NULL,
      key text NOT NULL,
      PRIMARY KEY (serial, item, place),
      FOREIGN KEY (serial, item) REFERENCES archivist.records ON DELETE CASCADE
    );

    CREATE TABLE IF NOT EXISTS archivist.record_people (
      serial bigint NOT NULL,
      item integer NOT NULL,
      place integer NOT NULL CHECK (place > 0),
      name text NOT NULL,
      key text NOT NULL,
      role text NOT NULL
        CHECK (role IN ('chair', 'attendance', 'speaker', 'presenter', 'proposer', 'personnel')),
      office text,
      organ text,
      action text,
      PRIMARY KEY (serial, item, place),
      FOREIGN KEY (serial, item) REFERENCES archivist.records ON DELETE CASCADE
    );

    CREATE TABLE IF NOT EXISTS archivist.record_sources (
      serial bigint NOT NULL,
      item integer NOT NULL,
      place integer NOT NULL CHECK (place > 0),
      title text,
      date text,
      page text,
      url text,
      lines text,
      sha256 text,
      quote text,
      PRIMARY KEY (serial, item, place),
      FOREIGN KEY (serial, item) REFERENCES archivist.records ON DELETE CASCADE
    );

    CREATE TABLE IF NOT EXISTS archivist.record_acts (
      serial bigint NOT NULL,
      item integer NOT NULL,
      position bigint NOT NULL,
      event text NOT NULL,
      recorded timestamptz NOT NULL,
      detail jsonb NOT NULL,
      PRIMARY KEY (serial, position),
      FOREIGN KEY (serial, item) REFERENCES archivist.records ON DELETE CASCADE
    );

    CREATE TABLE IF NOT EXISTS archivist.sections (
      serial bigint NOT NULL,
      item integer NOT NULL CHECK (item = 0),
      place integer NOT NULL CHECK (place > 0),
      path text NOT NULL,
      heading text,
      text text,
      PRIMARY KEY (serial, item, place),
      FOREIGN KEY (serial, item) REFERENCES archivist.records ON DELETE CASCADE
    );

    CREATE TABLE IF NOT EXISTS archivist.events (
      position bigint PRIMARY KEY CHECK (position >= 0),
      recorded timestamptz NOT NULL,
      role text NOT NULL,
      stream text NOT NULL,
      revision bigint NOT NULL,
      type text NOT NULL
    );

    CREATE TABLE IF NOT EXISTS archivist.body_names (
      id uuid PRIMARY KEY,
      name text NOT NULL,
      body text NOT NULL,
      rank integer NOT NULL CHECK (rank >= 0)
    );

    CREATE TABLE IF NOT EXISTS archivist.body_parents (
      id uuid PRIMARY KEY,
      body text NOT NULL,
      parent text NOT NULL
    );

    CREATE TABLE IF NOT EXISTS archivist.topics (
      id uuid PRIMARY KEY,
      name text NOT NULL,
      key text NOT NULL,
      broader text
    );

    CREATE TABLE IF NOT EXISTS archivist.topic_phrases (
      id uuid PRIMARY KEY,
      topic text NOT NULL,
      phrase text NOT NULL,
      words text NOT NULL
    );

    """

  // PostgreSQL decomposes characters; what becomes of letters and Chinese besides, the program's table tells.
  private static var normalizing: String {
    let (from, to) = replacements
    return """
      CREATE OR REPLACE FUNCTION archivist.normal(word text) RETURNS text
        LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $archivist$
        SELECT regexp_replace(translate(normalize(word, NFKD),
          \(CopyText.literal(from)),
          \(CopyText.literal(to))), '\\s+', ' ', 'g')
      $archivist$;

      """
  }

  /// The characters that become another one, and what they become.
  private static let replacements: (from: String, to: String) = {
    var (from, to) = (String.UnicodeScalarView(), String.UnicodeScalarView())
    let cased: [ClosedRange<UInt32>] = [
      0x41...0x5A, 0xC0...0x58F, 0x10A0...0x10FF, 0x1C80...0x1CBF, 0x2C00...0x2DFF,
      0xA640...0xA7FF, 0xAB70...0xABBF, 0x1_0400...0x1_044F,
    ]
    for scalar in (cased + [0x3400...0x9FFF]).joined().compactMap({ Unicode.Scalar($0) }) {
      let scalars = Normalizer.scalars(of: scalar)
      guard scalars.count == 1, scalars[0] != scalar, scalars[0].value > 0x40 else { continue }
      from.append(scalar)
      to.append(scalars[0])
    }
    return (String(from), String(to))
  }()

  private static let searching = #"""
    CREATE OR REPLACE FUNCTION archivist.key(name text) RETURNS text
      LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $archivist$
      SELECT replace(archivist.normal(name), ' ', '')
    $archivist$;

    CREATE OR REPLACE FUNCTION archivist.pairs(word text) RETURNS tsquery
      LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $archivist$
      SELECT string_agg(
        '''' || replace(replace(pair, '\', '\\'), '''', '''''') || '''', ' & ')::tsquery
      FROM (SELECT DISTINCT substr(word, at, 2) AS pair
            FROM generate_series(1, length(word) - 1) AS at) AS pairs
      WHERE pair !~ '[\x01-\x20]'
    $archivist$;

    CREATE OR REPLACE FUNCTION archivist.found(word text) RETURNS SETOF archivist.records
      LANGUAGE sql STABLE PARALLEL SAFE AS $archivist$
      SELECT * FROM archivist.records
      WHERE retracted IS NULL
        AND (pairs @@ archivist.pairs(archivist.normal(word))
          OR archivist.pairs(archivist.normal(word)) IS NULL)
        AND strpos(words, archivist.normal(word)) > 0
    $archivist$;

    CREATE OR REPLACE FUNCTION archivist.names_of(wanted text) RETURNS SETOF text
      LANGUAGE sql STABLE PARALLEL SAFE AS $archivist$
      WITH RECURSIVE below (body) AS (
        SELECT body FROM archivist.body_names WHERE name = wanted
        UNION
        SELECT p.body FROM archivist.body_parents AS p JOIN below ON p.parent = below.body)
      SELECT name FROM archivist.body_names JOIN below USING (body)
    $archivist$;

    CREATE OR REPLACE VIEW archivist.entries AS
      SELECT * FROM archivist.records WHERE retracted IS NULL;

    CREATE OR REPLACE VIEW archivist.bodies AS
      SELECT DISTINCT ON (body) body, name FROM archivist.body_names ORDER BY body, rank, name;

    CREATE OR REPLACE VIEW archivist.topics_above AS
      WITH RECURSIVE above (key, topic) AS (
        SELECT key, key FROM archivist.topics
        UNION
        SELECT above.key, t.broader FROM above JOIN archivist.topics AS t ON t.key = above.topic
        WHERE t.broader IS NOT NULL)
      SELECT key, topic FROM above;

    CREATE OR REPLACE VIEW archivist.all_topics AS
      WITH own (serial, item, key) AS (
        SELECT serial, item, key FROM archivist.record_topics
        UNION
        SELECT r.serial, r.item, p.topic
        FROM archivist.topic_phrases AS p JOIN archivist.records AS r
          ON r.pairs @@ archivist.pairs(p.words) AND strpos(r.words, p.words) > 0
        UNION
        SELECT r.serial, r.item, p.topic
        FROM archivist.topic_phrases AS p JOIN archivist.records AS r
          ON archivist.pairs(p.words) IS NULL AND strpos(r.words, p.words) > 0)
      SELECT serial, item, key AS topic FROM own
      UNION
      SELECT own.serial, own.item, a.topic FROM own JOIN archivist.topics_above AS a USING (key);

    """#

  private static var applying: String {
    """
    CREATE OR REPLACE PROCEDURE archivist.apply(
      of_archive uuid, under text, first bigint, after text, upto bigint, last text, known bigint,
      has_names boolean)
      LANGUAGE plpgsql AS $archivist$
    DECLARE
      present archivist.state;
    BEGIN
      SELECT * INTO STRICT present FROM archivist.state FOR UPDATE;
      IF present.version <> \(version) THEN
        RAISE EXCEPTION 'the tables are of version %, and the stream is of version \(version)',
          present.version;
      END IF;
      IF present.archive <> of_archive THEN
        RAISE EXCEPTION 'the database holds archive %, and the stream is of archive %',
          present.archive, of_archive;
      END IF;
      IF present.ceiling <> under THEN
        RAISE EXCEPTION 'the database was filled with --ceiling %, and the stream is made with --ceiling %',
          present.ceiling, under;
      END IF;
      IF upto <= present.next THEN
        RETURN;
      END IF;
      IF first > present.next THEN
        RAISE EXCEPTION 'the database has reached position %, and the stream begins at %', present.next, first
          USING HINT = format('make a stream with --from %s', present.next);
      END IF;
      IF first = present.next AND present.leaf IS DISTINCT FROM after THEN
        RAISE EXCEPTION 'the event before position % is another one than the database was filled with', first
          USING HINT = 'the archive was restored or replaced: drop the schema archivist and begin anew';
      END IF;
      IF known < present.told THEN
        RAISE EXCEPTION 'the stream was made when the log had % events, and the database knows of %',
          known, present.told
          USING HINT = format('make a stream with --from %s', present.next);
      END IF;
      DELETE FROM archivist.records WHERE serial = ANY (ARRAY(SELECT serial FROM pg_temp.new_serials));
    \(PostgresTable.ofRecords.map(insert).joined(separator: "\n"))
      INSERT INTO archivist.events (\(list(.events)))
        SELECT \(list(.events)) FROM \(PostgresTable.events.incoming) WHERE position >= present.next;
      IF has_names THEN
    \(PostgresTable.ofNames.map(exchange).joined(separator: "\n"))
      END IF;
      UPDATE archivist.state SET next = upto, leaf = last, told = known;
    END
    $archivist$;

    """
  }

  private static func list(_ table: PostgresTable) -> String {
    table.columns.joined(separator: ", ")
  }

  private static func insert(_ table: PostgresTable) -> String {
    """
      INSERT INTO archivist.\(table.name) (\(list(table)))
        SELECT \(list(table)) FROM \(table.incoming);
    """
  }

  /// What is not there any more goes, what is new comes, and the rest is not touched.
  private static func exchange(_ table: PostgresTable) -> String {
    let (name, new) = ("archivist.\(table.name)", table.incoming)
    let same = table.columns.map {
      $0 == "id" ? "o.id = n.id" : "o.\($0) IS NOT DISTINCT FROM n.\($0)"
    }.joined(separator: " AND ")
    return """
          DELETE FROM \(name) AS o WHERE NOT EXISTS (SELECT FROM \(new) AS n WHERE \(same));
          INSERT INTO \(name) (\(list(table)))
            SELECT \(list(table)) FROM \(new) AS n
            WHERE NOT EXISTS (SELECT FROM \(name) AS o WHERE o.id = n.id);
      """
  }

  /// The tables that rows are copied to, which end with the session.
  static var incoming: String {
    let tables = PostgresTable.allCases.map { table in
      """
      CREATE TEMPORARY TABLE new_\(table.name) (LIKE archivist.\(table.name))
        ON COMMIT DELETE ROWS;
      """
    }
    return tables.joined(separator: "\n")
      + "\nCREATE TEMPORARY TABLE new_serials (serial bigint NOT NULL) ON COMMIT DELETE ROWS;\n"
  }

  /// What makes questions fast; made when the tables are filled.
  static let indexes = """
    CREATE INDEX IF NOT EXISTS records_pairs ON archivist.records USING gin (pairs);
    CREATE INDEX IF NOT EXISTS records_days ON archivist.records USING gist (days);
    CREATE INDEX IF NOT EXISTS records_number ON archivist.records USING hash (number);
    CREATE INDEX IF NOT EXISTS record_bodies_name ON archivist.record_bodies USING hash (name);
    CREATE INDEX IF NOT EXISTS record_topics_key ON archivist.record_topics USING hash (key);
    CREATE INDEX IF NOT EXISTS record_people_key ON archivist.record_people USING hash (key);
    CREATE INDEX IF NOT EXISTS body_names_name ON archivist.body_names USING hash (name);

    """
}
