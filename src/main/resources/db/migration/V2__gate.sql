-- What the gate of a version found out, as JSON; null for a version without one. The second column is the digest of the
-- data set that came with the push, which lies in the store as long as the version does.
ALTER TABLE model_version ADD COLUMN IF NOT EXISTS gate TEXT;
ALTER TABLE model_version ADD COLUMN IF NOT EXISTS gate_dataset VARCHAR(71);
