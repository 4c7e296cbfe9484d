-- A copy of the published files in an object store knows what it has: one row an object, so that only what changed is sent
-- and nothing is forgotten over a crash. What was published and is not there yet are rows of the outbox without
-- `mirrored_at`. Existing rows of the outbox are without it, as they should be: the first pass over a store goes through
-- every file and marks them. Where there is no mirror nobody looks at it, and rows go after a week as before.
CREATE TABLE "mirrors" (
    "id" SERIAL NOT NULL,
    "target" TEXT NOT NULL,
    "passed_at" TIMESTAMPTZ(3),
    "followed_at" TIMESTAMPTZ(3),
    "failing_since" TIMESTAMPTZ(3),
    "last_error" TEXT,
    CONSTRAINT "mirrors_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "mirrors_target_key" ON "mirrors"("target");

-- By bytes, as stores list their keys: the two are compared by walking along both.
CREATE TABLE "mirrored_objects" (
    "mirror_id" INTEGER NOT NULL,
    "key" TEXT COLLATE "C" NOT NULL,
    "stamp" TEXT,
    "fingerprint" TEXT,
    "etag" TEXT,
    "is_purge_due" BOOLEAN NOT NULL DEFAULT false,
    CONSTRAINT "mirrored_objects_pkey" PRIMARY KEY ("mirror_id", "key"),
    CONSTRAINT "mirrored_objects_mirror_id_fkey" FOREIGN KEY ("mirror_id") REFERENCES "mirrors"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX mirrored_objects_purge_due ON mirrored_objects (mirror_id, key) WHERE is_purge_due;

ALTER TABLE "outbox" ADD COLUMN "mirrored_at" TIMESTAMPTZ(3);
CREATE INDEX outbox_not_mirrored ON outbox (id) WHERE mirrored_at IS NULL;
