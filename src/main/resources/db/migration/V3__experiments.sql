-- Experiments: how the requests of a model were split, and what came of it. At most one of a model runs.
CREATE TABLE IF NOT EXISTS experiment (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  model VARCHAR(63) NOT NULL,
  state VARCHAR(16) NOT NULL CHECK (state IN ('running', 'stopped', 'promoted', 'rolled_back', 'completed')),
  definition TEXT NOT NULL,
  salt VARCHAR(64) NOT NULL,
  revision INTEGER NOT NULL,
  created_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  created_by VARCHAR(255) NOT NULL,
  ended_at TIMESTAMP(6) WITH TIME ZONE,
  outcome VARCHAR(2000)
);
CREATE INDEX IF NOT EXISTS experiment_by_model ON experiment (model, id);

-- The model of each running experiment: its key is what keeps a second one out.
CREATE TABLE IF NOT EXISTS experiment_running (
  model VARCHAR(63) PRIMARY KEY,
  experiment_id BIGINT NOT NULL UNIQUE,
  FOREIGN KEY (experiment_id) REFERENCES experiment (id)
);

-- What each arm was asked, added up from time to time by each server.
CREATE TABLE IF NOT EXISTS experiment_exposure (
  experiment_id BIGINT NOT NULL,
  arm VARCHAR(63) NOT NULL,
  requests BIGINT NOT NULL,
  instances BIGINT NOT NULL,
  failures BIGINT NOT NULL,
  fallbacks BIGINT NOT NULL,
  PRIMARY KEY (experiment_id, arm),
  FOREIGN KEY (experiment_id) REFERENCES experiment (id)
);
