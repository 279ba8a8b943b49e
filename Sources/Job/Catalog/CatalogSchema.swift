/// The tables of catalog.sqlite. docs/formats.md describes them for users.
enum CatalogSchema {
  /// Marks the file as ours: "algn".
  static let applicationID = 0x61_6C_67_6E
  /// The schema's version.
  static let version = 4

  /// The bytes of an image's path. `path_bytes` is null where `path` is those bytes.
  static let pathBytes = "coalesce(images.path_bytes, CAST(images.path AS BLOB))"

  /// The order of everything that is written: trees as they were given, then the bytes of the
  /// path, then those of the face's id.
  static let order = "images.source, \(pathBytes), images.face_id"

  /// The tables of every catalog.
  static let sql = tables(of: "main")

  /// The tables of a catalog, in a database that is attached under a name.
  static func tables(of database: String) -> String {
    """
    PRAGMA \(database).application_id = \(applicationID);
    PRAGMA \(database).user_version = \(version);

    CREATE TABLE \(database).settings (
      name  TEXT PRIMARY KEY,
      value TEXT NOT NULL
    ) WITHOUT ROWID;

    CREATE TABLE \(database).sources (
      id     INTEGER PRIMARY KEY,
      name   TEXT NOT NULL,
      layout TEXT NOT NULL,
      face   TEXT NOT NULL
    );

    CREATE TABLE \(database).images (
      id          INTEGER PRIMARY KEY,
      source      INTEGER NOT NULL REFERENCES sources (id),
      path        TEXT NOT NULL,
      path_bytes  BLOB,
      face_id     TEXT NOT NULL DEFAULT '',
      identity    TEXT,
      demand      TEXT,
      outcome     TEXT NOT NULL CHECK (outcome IN ('pending', 'face', 'rejected')),
      reason      TEXT,
      detail      TEXT,
      bytes       INTEGER,
      modified_ns INTEGER,
      sha256      TEXT,
      width       INTEGER,
      height      INTEGER,
      faces       INTEGER,
      warning     TEXT
    );
    CREATE UNIQUE INDEX \(database).images_by_path
      ON images (source, coalesce(path_bytes, CAST(path AS BLOB)), face_id);

    CREATE TABLE \(database).faces (
      id            INTEGER PRIMARY KEY,
      image         INTEGER NOT NULL REFERENCES images (id),
      "left"        INTEGER NOT NULL,
      top           INTEGER NOT NULL,
      "right"       INTEGER NOT NULL,
      bottom        INTEGER NOT NULL,
      score         REAL NOT NULL,
      sharpness     REAL NOT NULL,
      landmarks     BLOB NOT NULL,
      pixels_sha256 TEXT NOT NULL,
      descriptor    BLOB NOT NULL,
      fate          TEXT CHECK (fate IN ('kept', 'duplicate', 'excluded', 'pruned')),
      label         INTEGER,
      shard         TEXT,
      "row"         INTEGER
    );
    CREATE INDEX \(database).faces_by_image ON faces (image);

    CREATE TABLE \(database).pixels (
      face INTEGER PRIMARY KEY REFERENCES faces (id),
      rgb  BLOB NOT NULL
    );

    CREATE TABLE \(database).thumbnails (
      image  INTEGER PRIMARY KEY REFERENCES images (id),
      width  INTEGER NOT NULL,
      height INTEGER NOT NULL,
      jpeg   BLOB NOT NULL
    );
    """
  }
}
