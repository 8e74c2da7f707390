-- What was predicted, many predictions to a row: they come by thousands a second and are looked up one by one, later or never.
-- The milliseconds are those in the ids of the first and the last prediction (UUID version 7); both lie in the same ten seconds.
CREATE TABLE IF NOT EXISTS prediction_segment (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  model VARCHAR(63) NOT NULL,
  first_millis BIGINT NOT NULL,
  last_millis BIGINT NOT NULL,
  predictions INTEGER NOT NULL,
  instances INTEGER NOT NULL,
  content BYTEA NOT NULL
);
CREATE INDEX IF NOT EXISTS prediction_segment_by_time ON prediction_segment (last_millis, first_millis);
CREATE INDEX IF NOT EXISTS prediction_segment_by_model ON prediction_segment (model, last_millis, predictions);

-- How many were remembered in each minute since 1970. Outside of experiments the experiment is 0 and the arm is empty.
CREATE TABLE IF NOT EXISTS prediction_count (
  model VARCHAR(63) NOT NULL,
  version INTEGER NOT NULL,
  experiment_id BIGINT NOT NULL,
  arm VARCHAR(63) NOT NULL,
  at_minute BIGINT NOT NULL,
  predictions BIGINT NOT NULL,
  instances BIGINT NOT NULL,
  PRIMARY KEY (model, version, at_minute, experiment_id, arm)
);
CREATE INDEX IF NOT EXISTS prediction_count_by_experiment ON prediction_count (experiment_id, arm);
CREATE INDEX IF NOT EXISTS prediction_count_by_minute ON prediction_count (at_minute);

-- What came true, with what had been predicted: all that a figure needs, so that the segment may go.
-- The output is the probability of each label, or the predicted quantity: float32, little-endian.
CREATE TABLE IF NOT EXISTS feedback (
  prediction_id UUID NOT NULL,
  instance INTEGER NOT NULL,
  model VARCHAR(63) NOT NULL,
  version INTEGER NOT NULL,
  arm VARCHAR(63),
  experiment_id BIGINT NOT NULL,
  unit BIGINT NOT NULL,
  output BYTEA NOT NULL,
  label VARCHAR(255),
  class_index INTEGER,
  quantity DOUBLE PRECISION,
  predicted_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  given_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  given_by VARCHAR(255) NOT NULL,
  PRIMARY KEY (prediction_id, instance)
);
CREATE INDEX IF NOT EXISTS feedback_by_version ON feedback (model, version, predicted_at);
CREATE INDEX IF NOT EXISTS feedback_by_experiment ON feedback (experiment_id, arm);
