-- A cache that was fetching a page while it was told to forget it keeps the old one: the answer arrives behind the purge.
-- So it is told again a little later, which has to be known over a crash as well. Whatever still had to be told is told twice.
ALTER TABLE "mirrored_objects" ADD COLUMN "purges_left" SMALLINT NOT NULL DEFAULT 0, ADD COLUMN "purge_at" TIMESTAMPTZ(3);
UPDATE "mirrored_objects" SET "purges_left" = 2, "purge_at" = now() WHERE "is_purge_due";
ALTER TABLE "mirrored_objects" DROP COLUMN "is_purge_due";
CREATE INDEX mirrored_objects_to_be_purged ON mirrored_objects (mirror_id, purge_at) WHERE purges_left > 0;
