-- Versions scored against rows whose answers are known. The report is JSON; the digest is that of the rows.
CREATE TABLE IF NOT EXISTS evaluation (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  model VARCHAR(63) NOT NULL,
  version INTEGER NOT NULL,
  second_version INTEGER,
  state VARCHAR(16) NOT NULL CHECK (state IN ('running', 'done', 'failed', 'cancelled')),
  data_digest VARCHAR(71) NOT NULL,
  data_bytes BIGINT NOT NULL,
  data_rows BIGINT NOT NULL,
  created_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  created_by VARCHAR(255) NOT NULL,
  ended_at TIMESTAMP(6) WITH TIME ZONE,
  failure VARCHAR(2000),
  report TEXT
);
CREATE INDEX IF NOT EXISTS evaluation_by_version ON evaluation (model, version, id);
