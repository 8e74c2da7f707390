-- The state of Sluice. The same statements run on H2 and on PostgreSQL; digests are 'sha256:' and 64 hexadecimal digits.

-- One row, locked by each transaction that changes versions or aliases: such changes are rare, and so come one by one.
CREATE TABLE catalogue_lock (
  id INTEGER PRIMARY KEY CHECK (id = 1)
);
INSERT INTO catalogue_lock (id) VALUES (1);

-- Versions that were committed. A deleted one stays as a tombstone: its number is never given again.
CREATE TABLE model_version (
  model VARCHAR(63) NOT NULL,
  number INTEGER NOT NULL CHECK (number BETWEEN 1 AND 999999999),
  source_digest VARCHAR(71) NOT NULL,
  source_bytes BIGINT NOT NULL,
  stored_digest VARCHAR(71) NOT NULL,
  stored_bytes BIGINT NOT NULL,
  format VARCHAR(16) NOT NULL,
  descriptor TEXT,
  state VARCHAR(16) NOT NULL CHECK (state IN ('committed', 'held', 'deleted')),
  pushed_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  pushed_by VARCHAR(255) NOT NULL,
  PRIMARY KEY (model, number)
);

-- Where each alias points now. The revision is that of its last change, so no two states of an alias share one.
CREATE TABLE model_alias (
  model VARCHAR(63) NOT NULL,
  alias VARCHAR(63) NOT NULL,
  number INTEGER NOT NULL,
  revision BIGINT NOT NULL,
  PRIMARY KEY (model, alias),
  FOREIGN KEY (model, number) REFERENCES model_version (model, number)
);

-- Every change of every alias, never deleted; the id rises with time.
CREATE TABLE alias_change (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  model VARCHAR(63) NOT NULL,
  alias VARCHAR(63) NOT NULL,
  action VARCHAR(16) NOT NULL CHECK (action IN ('set', 'delete', 'rollback')),
  from_number INTEGER,
  to_number INTEGER,
  actor VARCHAR(255) NOT NULL,
  request_id VARCHAR(128),
  changed_at TIMESTAMP(6) WITH TIME ZONE NOT NULL
);
CREATE INDEX alias_change_by_model ON alias_change (model, id);

-- Who did what, never changed. Each row holds the hash of the row before it and its own over all that it says.
CREATE TABLE audit_entry (
  seq BIGINT PRIMARY KEY,
  at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  actor VARCHAR(255) NOT NULL,
  role VARCHAR(32),
  action VARCHAR(64) NOT NULL,
  object VARCHAR(255) NOT NULL,
  model VARCHAR(63),
  old_digest VARCHAR(71),
  new_digest VARCHAR(71),
  request_id VARCHAR(128),
  outcome VARCHAR(64) NOT NULL,
  detail VARCHAR(2000),
  previous_hash VARCHAR(64) NOT NULL,
  hash VARCHAR(64) NOT NULL
);
CREATE INDEX audit_entry_by_model ON audit_entry (model, seq);

-- The last entry's number and hash: what the next one is chained to, and what shows that entries were cut off the end.
CREATE TABLE audit_head (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  seq BIGINT NOT NULL,
  hash VARCHAR(64) NOT NULL
);
INSERT INTO audit_head (id, seq, hash)
  VALUES (1, 0, '0000000000000000000000000000000000000000000000000000000000000000');

-- Keys of callers; only the hash of a key is kept. Roles and models are separated by commas, no models means all.
CREATE TABLE api_key (
  id VARCHAR(32) PRIMARY KEY,
  hash VARCHAR(64) NOT NULL UNIQUE,
  label VARCHAR(255) NOT NULL,
  roles VARCHAR(255) NOT NULL,
  models VARCHAR(4000) NOT NULL,
  limit_per_minute INTEGER,
  created_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  created_by VARCHAR(255) NOT NULL,
  revoked_at TIMESTAMP(6) WITH TIME ZONE
);
