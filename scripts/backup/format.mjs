/** What a backup file is called inside, and says of itself. Decision 0024 describes it. */

export const FORMAT = 'counterclaim-backup'
/** Raised when a reader of the version before could not read it rightly. */
export const VERSION = 1
export const MANIFEST = 'manifest.json'

export function partName(table, part) {
  return `tables/${table}/${String(part).padStart(5, '0')}.copy.gz`
}

/** Stands first in every backup, for whoever has the file and nothing else. */
export const HOW_TO_READ = `This is a backup of a Counterclaim database: npm run restore -- FILE puts it back.

It can be read without Counterclaim. manifest.json lists the migrations that make the tables, and each
table with its columns, rows and the SHA-256 of its uncompressed pieces one after another. A table's pieces are
gzipped text of PostgreSQL's COPY:

  zcat tables/claims/*.copy.gz | psql -c 'COPY claims (columns of the manifest, ...) FROM STDIN'
`
