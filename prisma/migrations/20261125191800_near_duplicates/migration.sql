-- What says nearly the same as a claim is found by bands: of the stems of a claim each of 48 hashes picks one, and three picks
-- are a band. Of two texts that share two stems in three every third band is the same, of texts that merely speak of the
-- same things few are, however frequent their words: by its rarest words alone, which is how a claim alike is found
-- otherwise, one whose words are all frequent would be missed among very many.
-- Existing rows: every claim gets its bands, from the stems that are kept. Takes for granted: claim_index, index_claims().

CREATE FUNCTION band_of(one bigint, two bigint, three bigint) RETURNS int LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT hashint4extended(three::int, one * 2147483648 + two)::bit(32)::int
$$;

-- None for fewer than four stems, which say too little.
CREATE FUNCTION bands_of(stems text[]) RETURNS int[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT CASE WHEN count(*) < 4 THEN '{}' ELSE ARRAY[
    band_of(min(hashint4extended(hash, 0) & 2147483647), min(hashint4extended(hash, 1) & 2147483647), min(hashint4extended(hash, 2) & 2147483647)),
    band_of(min(hashint4extended(hash, 3) & 2147483647), min(hashint4extended(hash, 4) & 2147483647), min(hashint4extended(hash, 5) & 2147483647)),
    band_of(min(hashint4extended(hash, 6) & 2147483647), min(hashint4extended(hash, 7) & 2147483647), min(hashint4extended(hash, 8) & 2147483647)),
    band_of(min(hashint4extended(hash, 9) & 2147483647), min(hashint4extended(hash, 10) & 2147483647), min(hashint4extended(hash, 11) & 2147483647)),
    band_of(min(hashint4extended(hash, 12) & 2147483647), min(hashint4extended(hash, 13) & 2147483647), min(hashint4extended(hash, 14) & 2147483647)),
    band_of(min(hashint4extended(hash, 15) & 2147483647), min(hashint4extended(hash, 16) & 2147483647), min(hashint4extended(hash, 17) & 2147483647)),
    band_of(min(hashint4extended(hash, 18) & 2147483647), min(hashint4extended(hash, 19) & 2147483647), min(hashint4extended(hash, 20) & 2147483647)),
    band_of(min(hashint4extended(hash, 21) & 2147483647), min(hashint4extended(hash, 22) & 2147483647), min(hashint4extended(hash, 23) & 2147483647)),
    band_of(min(hashint4extended(hash, 24) & 2147483647), min(hashint4extended(hash, 25) & 2147483647), min(hashint4extended(hash, 26) & 2147483647)),
    band_of(min(hashint4extended(hash, 27) & 2147483647), min(hashint4extended(hash, 28) & 2147483647), min(hashint4extended(hash, 29) & 2147483647)),
    band_of(min(hashint4extended(hash, 30) & 2147483647), min(hashint4extended(hash, 31) & 2147483647), min(hashint4extended(hash, 32) & 2147483647)),
    band_of(min(hashint4extended(hash, 33) & 2147483647), min(hashint4extended(hash, 34) & 2147483647), min(hashint4extended(hash, 35) & 2147483647)),
    band_of(min(hashint4extended(hash, 36) & 2147483647), min(hashint4extended(hash, 37) & 2147483647), min(hashint4extended(hash, 38) & 2147483647)),
    band_of(min(hashint4extended(hash, 39) & 2147483647), min(hashint4extended(hash, 40) & 2147483647), min(hashint4extended(hash, 41) & 2147483647)),
    band_of(min(hashint4extended(hash, 42) & 2147483647), min(hashint4extended(hash, 43) & 2147483647), min(hashint4extended(hash, 44) & 2147483647)),
    band_of(min(hashint4extended(hash, 45) & 2147483647), min(hashint4extended(hash, 46) & 2147483647), min(hashint4extended(hash, 47) & 2147483647))
  ] END FROM (SELECT DISTINCT hashtext(stem) AS hash FROM unnest(stems) AS stem) AS hashed
$$;

CREATE TABLE claim_bands (
  band int NOT NULL,
  docket bigint NOT NULL,
  PRIMARY KEY (band, docket)
);

INSERT INTO claim_bands (band, docket)
  SELECT DISTINCT unnest(bands_of(said) || bands_of(worded)) AS band, docket FROM claim_index ORDER BY 1, 2;

-- As it was, and the bands with the rest.
CREATE OR REPLACE FUNCTION index_claims(ids uuid[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO claim_index (claim_id, docket)
    SELECT id, ('x' || left(md5(id::text), 16))::bit(64)::bigint & 9223372036854775807
    FROM unnest(ids) AS id ORDER BY id
  ON CONFLICT (claim_id) DO NOTHING;
  PERFORM FROM claim_index WHERE claim_id = ANY (ids) ORDER BY claim_id FOR UPDATE;

  WITH texts AS MATERIALIZED (
    SELECT i.claim_id, i.docket, c.proposition, concat_ws(' . ', left(c.wording, 2000), c.place_name) AS worded, (
        SELECT string_agg(quote, ' . ') FROM (
          SELECT left(a.quote_exact, 600) AS quote FROM appearances a
          WHERE a.claim_id = c.id AND a.withdrawn_at IS NULL
            AND a.quote_exact NOT IN (c.proposition, coalesce(c.wording, ''))
          GROUP BY 1 ORDER BY min(a.created_at), 1 LIMIT 5
        ) AS quotes) AS quotes, (
        SELECT string_agg(title, ' . ') FROM (
          SELECT left(d.title, 300) AS title FROM appearances a JOIN documents d ON d.id = a.document_id
          WHERE a.claim_id = c.id AND a.withdrawn_at IS NULL
          GROUP BY 1 ORDER BY min(a.created_at), 1 LIMIT 10
        ) AS titles) AS titled
    FROM claim_index i JOIN claims c ON c.id = i.claim_id WHERE i.claim_id = ANY (ids)
  ), stems AS MATERIALIZED (
    SELECT docket, field, place, stem FROM texts
    CROSS JOIN LATERAL (VALUES ('said', proposition), ('worded', worded), ('titled', titled), ('quoted', concat_ws(' . ', quotes, initials_of(proposition)))) AS fields(field, body)
    CROSS JOIN LATERAL words_of(body) WHERE stem IS NOT NULL
  ), lengths AS (
    SELECT docket, field, count(*) AS length FROM stems GROUP BY docket, field
  ), postings AS MATERIALIZED (
    -- BM25F with the usual constants; a proposition has about 12 stems, other fields about as many.
    SELECT docket, stem AS term, (tf * 2.2 / (tf + 1.2))::real AS weight FROM (
      SELECT docket, stem, sum(
        CASE field WHEN 'titled' THEN 0.8 WHEN 'quoted' THEN 0.4 ELSE 1.0 END * occurs / (0.25 + 0.75 * length / 12.0)
      ) AS tf
      FROM (SELECT docket, field, stem, count(*) AS occurs FROM stems GROUP BY docket, field, stem) AS counted
      JOIN lengths USING (docket, field) GROUP BY docket, stem
    ) AS merged
  ), gone AS (
    DELETE FROM claim_terms t USING (
      SELECT docket, unnest(terms) AS term FROM claim_index WHERE claim_id = ANY (ids)
      EXCEPT SELECT docket, term FROM postings
    ) AS was WHERE t.term = was.term AND t.docket = was.docket
  ), kept AS (
    INSERT INTO claim_terms AS t (term, docket, weight) SELECT term, docket, weight FROM postings ORDER BY term, docket
    ON CONFLICT (term, docket) DO UPDATE SET weight = excluded.weight WHERE t.weight <> excluded.weight
  ), fields AS (
    SELECT docket,
      array_agg(stem ORDER BY place) FILTER (WHERE field = 'said') AS said,
      array_agg(stem ORDER BY place) FILTER (WHERE field = 'worded') AS worded,
      array_agg(stem ORDER BY place) FILTER (WHERE field = 'titled') AS titled,
      array_agg(stem ORDER BY place) FILTER (WHERE field = 'quoted') AS quoted,
      array_agg(DISTINCT stem) AS terms
    FROM stems GROUP BY docket
  ), bands AS MATERIALIZED (
    SELECT DISTINCT docket, unnest(bands_of(said) || bands_of(worded)) AS band FROM fields
  ), gone_bands AS (
    DELETE FROM claim_bands t USING (
      SELECT docket, unnest(bands_of(said) || bands_of(worded)) AS band FROM claim_index WHERE claim_id = ANY (ids)
      EXCEPT SELECT docket, band FROM bands
    ) AS was WHERE t.band = was.band AND t.docket = was.docket
  ), kept_bands AS (
    INSERT INTO claim_bands (band, docket) SELECT band, docket FROM bands ORDER BY band, docket
    ON CONFLICT (band, docket) DO NOTHING
  )
  UPDATE claim_index i SET said = coalesce(f.said, '{}'), worded = coalesce(f.worded, '{}'),
    titled = coalesce(f.titled, '{}'), quoted = coalesce(f.quoted, '{}'), terms = coalesce(f.terms, '{}')
  FROM texts LEFT JOIN fields f USING (docket) WHERE i.claim_id = texts.claim_id;
END $$;
