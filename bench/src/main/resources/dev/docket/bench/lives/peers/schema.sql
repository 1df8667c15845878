CREATE TABLE execution (
  seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  queue text NOT NULL,
  priority smallint NOT NULL,
  id text NOT NULL,
  user_id text NOT NULL,
  payload text NOT NULL,
  state smallint NOT NULL DEFAULT 0 -- 0 waits, 1 is active; what is over is deleted
) WITH (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.02);
-- The line: what is popped, and all that a position has to count.
CREATE INDEX pending ON execution (queue, priority, seq) WHERE state = 0;
-- Who holds a slot.
CREATE INDEX active ON execution (queue, seq) WHERE state = 1;
