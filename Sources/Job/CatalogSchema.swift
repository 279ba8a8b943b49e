/// The tables of catalog.sqlite. docs/formats.md describes them for users.
enum CatalogSchema {
  /// Marks the file as ours: "algn".
  static let applicationID = 0x61_6C_67_6E
  /// The schema's version.
  static let version = 1

  /// The order of everything that is written: trees as they were given, then the bytes of the
  /// path. `path_bytes` is null where `path` is those bytes.
  static let order = "images.source, coalesce(images.path_bytes, CAST(images.path AS BLOB))"

  static let sql = """
    PRAGMA application_id = \(applicationID);
    PRAGMA user_version = \(version);

    CREATE TABLE sources (
      id     INTEGER PRIMARY KEY,
      name   TEXT NOT NULL,
      layout TEXT NOT NULL
    );

    CREATE TABLE images (
      id          INTEGER PRIMARY KEY,
      source      INTEGER NOT NULL REFERENCES sources (id),
      path        TEXT NOT NULL,
      path_bytes  BLOB,
      identity    TEXT,
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
    CREATE UNIQUE INDEX images_by_path
      ON images (source, coalesce(path_bytes, CAST(path AS BLOB)));

    CREATE TABLE faces (
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
      position      INTEGER,
      label         INTEGER,
      shard         TEXT,
      "row"         INTEGER
    );
    CREATE INDEX faces_by_image ON faces (image);
    """
}
