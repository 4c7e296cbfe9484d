import { Prisma } from '@/lib/generated/prisma/client'

/** Another word for one of the text's own, each by its stem, and how much of that one's weight it carries, 0 to 1. */
export type OtherStem = { of: string; is: string; share: number }

/** Distinct words of a text that are looked up; a paragraph has fewer. */
const WORDS = 80
/** How many dockets of a term tell how many claims have it: within a tenth, and exactly where there are fewer. */
const SAMPLE = 128
/** Postings read for one text, those of the rarest terms first: what bounds the time an answer takes. */
const POSTINGS = 4000
/** Claims compared in full. */
const COMPARED = 80
/** Among them so many that share bands with the text, whatever their words; and so many are read of one band. */
const NEAR = 24
const BANDED = 200
/** Among fewer claims than this, how rare a word is there tells little of how rare it is. */
const FEW = 2000
/** Texts in two scripts have no letters to share: they resemble each other by so much of the words they share. */
const FOREIGN = 0.6
const ARABIC = '[\u0621-\u064a]'
/** Dockets are drawn from 0 up to here. */
const DOCKETS = 2 ** 63

/**
 * The claims that share the most telling words with `text`, each with what is known of the likeness: the common
 * table expressions up to `likeness`, which has one row a claim, for a SELECT to follow. `visible` is asked of a
 * claim `c`; what it refuses is made up for from the `spare` times as many claims that are looked at.
 */
export function likenessOf(
  text: string,
  others: OtherStem[],
  { visible, spare }: { visible: Prisma.Sql; spare: number },
): Prisma.Sql {
  const of = others.map((each) => each.of)
  const is = others.map((each) => each.is)
  const shares = others.map((each) => each.share)
  return Prisma.sql`
    WITH folded AS MATERIALIZED (
      SELECT fold_text(${text}) AS text, ${text} ~ ${ARABIC} AS is_arabic
    ), asked AS MATERIALIZED (
      SELECT stem FROM words_of(${text}) WHERE stem IS NOT NULL
      GROUP BY stem ORDER BY min(place) LIMIT ${WORDS}
    ), wider AS MATERIALIZED (
      SELECT stem, term, max(share) AS share
      FROM unnest(${of}::text[], ${is}::text[], ${shares}::float8[]) AS words(stem, term, share)
      GROUP BY 1, 2
    ), counted AS MATERIALIZED (
      SELECT term, df FROM (SELECT stem AS term FROM asked UNION SELECT term FROM wider WHERE term IS NOT NULL) AS terms
      CROSS JOIN LATERAL (
        SELECT CASE WHEN count(*) < ${SAMPLE} THEN count(*) ELSE ${SAMPLE} / (max(docket) / ${DOCKETS}::float8) END AS df
        FROM (SELECT docket FROM claim_terms t WHERE t.term = terms.term ORDER BY docket LIMIT ${SAMPLE}) AS lowest
      ) AS sampled
    ), total AS MATERIALIZED (
      SELECT CASE WHEN count(*) < 1000 THEN count(*) ELSE 1000 / (max(docket) / ${DOCKETS}::float8) END AS claims
      FROM (SELECT docket FROM claim_index ORDER BY docket LIMIT 1000) AS lowest
    ), weighed AS MATERIALIZED (
      SELECT term, df, ln(1 + (greatest(claims, ${FEW}) - df + 0.5) / (df + 0.5)) AS weight FROM counted, total
    ), query AS MATERIALIZED (
      SELECT asked.stem, w.term, w.weight, w.df, TRUE AS is_own FROM asked JOIN weighed w ON w.term = asked.stem
      UNION ALL
      SELECT asked.stem, w.term, wider.share * least(own.weight, w.weight), w.df, FALSE
      FROM wider JOIN asked USING (stem) JOIN weighed w ON w.term = wider.term JOIN weighed own ON own.term = asked.stem
      WHERE w.df > 0 AND wider.term NOT IN (SELECT stem FROM asked)
    ), asking AS MATERIALIZED (
      SELECT greatest(sum(weight), 0.001) AS weight FROM query WHERE is_own
    ), reading AS MATERIALIZED (
      SELECT term, weight FROM (
        SELECT term, weight, df, sum(df) OVER (ORDER BY df, term ROWS UNBOUNDED PRECEDING) AS read
        FROM (SELECT term, max(weight) AS weight, max(df) AS df FROM query WHERE df > 0 GROUP BY term) AS terms
      ) AS rarest WHERE read - df < ${POSTINGS}
    ), met AS MATERIALIZED (
      SELECT docket, sum(reading.weight * posting.weight) AS met
      FROM reading CROSS JOIN LATERAL (
        SELECT docket, weight FROM claim_terms t WHERE t.term = reading.term ORDER BY docket LIMIT ${POSTINGS}
      ) AS posting
      GROUP BY docket ORDER BY met DESC, docket LIMIT ${COMPARED * spare}
    ), banded AS MATERIALIZED (
      SELECT docket, count(*) AS bands FROM unnest(bands_of(ARRAY(SELECT stem FROM asked))) AS its(band)
      CROSS JOIN LATERAL (SELECT docket FROM claim_bands t WHERE t.band = its.band ORDER BY docket LIMIT ${BANDED}) AS found
      GROUP BY docket ORDER BY bands DESC, docket LIMIT ${NEAR}
    ), nearest AS MATERIALIZED (
      SELECT i.docket, c.id AS claim_id FROM (
        SELECT docket, max(met) AS met, max(bands) AS bands FROM (
          SELECT docket, met, 0 AS bands FROM met UNION ALL SELECT docket, 0, bands FROM banded
        ) AS each GROUP BY docket
      ) AS either JOIN claim_index i USING (docket) JOIN claims c ON c.id = i.claim_id
      WHERE ${visible} AND NOT EXISTS (SELECT FROM withdrawals w WHERE w.claim_id = c.id)
      ORDER BY bands DESC, met DESC, docket LIMIT ${COMPARED}
    ), candidates AS MATERIALIZED (
      SELECT i.claim_id, docket, i.said, i.worded, i.titled, i.quoted,
        fold_text(c.proposition) AS proposition, fold_text(c.wording) AS wording
      FROM nearest JOIN claim_index i USING (docket) JOIN claims c ON c.id = i.claim_id
    ), occurrences AS MATERIALIZED (
      SELECT docket, field, stem AS term, count(*) / (0.25::float8 + 0.0625::float8 * length) AS tf FROM (
        SELECT docket, 1 AS field, cardinality(said) AS length, unnest(said) AS stem FROM candidates
        UNION ALL SELECT docket, 2, cardinality(titled), unnest(titled) FROM candidates
        UNION ALL SELECT docket, 3, cardinality(worded), unnest(worded) FROM candidates
        UNION ALL SELECT docket, 4, cardinality(quoted), unnest(quoted) FROM candidates
      ) AS stems GROUP BY docket, field, length, stem
    ), matched AS MATERIALIZED (
      SELECT docket, query.stem,
        max(weight * tf * 2.2::float8 / (tf + 1.2::float8)) AS score,
        max(weight) FILTER (WHERE in_said) AS said, max(weight) FILTER (WHERE in_worded) AS worded, max(weight) FILTER (WHERE in_title) AS titled, max(weight) AS best,
        bool_or(is_own AND in_said) AS own_said, bool_or(is_own AND in_worded) AS own_worded, bool_or(is_own AND in_title) AS own_titled, bool_or(is_own) AS own
      FROM (
        SELECT docket, term, sum(tf * CASE field WHEN 2 THEN 0.8::float8 WHEN 4 THEN 0.4::float8 ELSE 1 END) AS tf,
          bool_or(field = 1) AS in_said, bool_or(field = 2) AS in_title, bool_or(field = 3) AS in_worded
        FROM occurrences GROUP BY docket, term
      ) AS terms JOIN query USING (term)
      GROUP BY docket, query.stem
    ), shared AS MATERIALIZED (
      SELECT docket, sum(score) AS score, greatest(sum(said), sum(worded), 0) AS said, coalesce(sum(titled), 0) AS titled,
        sum(best) AS best, max(best) AS rarest, sum(best * best) AS squares, count(*) FILTER (WHERE own_said) AS own_said, count(*) FILTER (WHERE own_worded) AS own_worded,
        count(*) FILTER (WHERE own_titled) AS own_titled, count(*) FILTER (WHERE own AND stem ~ '^[0-9]') AS figures
      FROM matched GROUP BY docket
    ), fields AS MATERIALIZED (
      SELECT docket, count(*) FILTER (WHERE field = 1) AS said, count(*) FILTER (WHERE field = 3) AS worded, count(*) FILTER (WHERE field = 2) AS titled,
        count(*) FILTER (WHERE field = 1 AND term ~ '^[0-9]' AND term NOT IN (SELECT stem FROM asked)) AS other_figures
      FROM occurrences GROUP BY docket
    ), trigrams AS MATERIALIZED (
      SELECT trigram, max(weight) AS weight FROM asked JOIN weighed ON weighed.term = asked.stem,
        unnest(show_trgm(asked.stem)) AS trigram GROUP BY trigram
    ), letters AS MATERIALIZED (
      SELECT docket, greatest(sum(weight) FILTER (WHERE field = 1), sum(weight) FILTER (WHERE field = 3)) AS said,
        sum(weight) FILTER (WHERE field = 2) AS titled
      FROM candidates CROSS JOIN LATERAL (VALUES (1, said), (2, titled), (3, worded)) AS fields(field, stems)
        CROSS JOIN LATERAL unnest(show_trgm(array_to_string(stems, ' '))) AS trigram JOIN trigrams USING (trigram)
      GROUP BY docket
    ), likeness AS (
      SELECT c.claim_id, c.docket, asking.weight AS asking,
        shared.score / 10 AS score,
        shared.best / asking.weight AS covered,
        shared.said / asking.weight AS covered_said,
        shared.titled / asking.weight AS covered_titled,
        shared.rarest / 10 AS rarest,
        shared.squares / 100 AS squares,
        greatest(shared.own_said::float8 / greatest(fields.said, 1), shared.own_worded::float8 / greatest(fields.worded, 1)) AS covers_said,
        shared.own_titled::float8 / greatest(fields.titled, 1) AS covers_titled,
        shared.figures::float8 AS figures,
        fields.other_figures::float8 AS other_figures,
        ln(1 + fields.said) AS length_said,
        ln(1 + fields.titled) AS length_titled,
        CASE WHEN is_foreign THEN shared.said / asking.weight
          ELSE coalesce(letters.said, 0) / (SELECT sum(weight) FROM trigrams) END AS letters_said,
        coalesce(letters.titled, 0) / (SELECT sum(weight) FROM trigrams) AS letters_titled,
        CASE WHEN is_foreign THEN ${FOREIGN} * shared.said / asking.weight
          ELSE greatest(similarity(folded.text, c.proposition), similarity(folded.text, c.wording))
          END AS resemblance,
        btrim(folded.text, ' .!?') IN (btrim(c.proposition, ' .!?'), btrim(c.wording, ' .!?')) IS TRUE AS is_same
      FROM candidates c JOIN shared USING (docket) JOIN fields USING (docket) LEFT JOIN letters USING (docket), asking, folded,
        LATERAL (SELECT is_arabic <> (c.proposition ~ ${ARABIC}) AND coalesce(is_arabic <> (c.wording ~ ${ARABIC}), TRUE) AS is_foreign) AS scripts
    )`
}
