-- The claims most like a text, by an inverted index kept in the database itself: which term stands in which claim,
-- and how much it weighs there. Triggers keep it, so it is right whoever writes and however many at once.
-- Existing rows: every claim is indexed. Takes for granted: fold_text() and the rules that always hold.

-- A word without what inflection adds. PostgreSQL's own Arabic stemmer keeps the article and the conjunctions, so
-- Arabic is stemmed here: prefixes, one suffix, and in long words the alif that sets a noun of action (انسحاب) apart
-- from its verb (انسحب). Null for words that say nothing by themselves. Takes one word as fold_text() leaves it.
CREATE FUNCTION stem_of(word text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE
    WHEN word ~ '^[0-9]' THEN word
    WHEN word ~ '[\u0621-\u064a]' THEN (
      SELECT CASE WHEN length(bare) >= 5 THEN left(bare, 1) || replace(substr(bare, 2), 'ا', '') ELSE bare END
      FROM regexp_replace(word, '^(?:[وفبكل]?ال|لل|و(?=...))(?=..)', '') AS open,
        regexp_replace(open, '(?<=..)(?:تها|ها|هم|ات|ان|ون|ين|وا|يه|ته|ه|ي|ت)$', '') AS bare
      WHERE word <> ALL ('{في,من,على,علي,الى,الي,عن,مع,ان,انه,انها,هذا,هذه,ذلك,تلك,التي,الذي,الذين,ما,لا,لم,لن,قد,كان,كانت,يكون,و,او,ثم,كل,بعد,قبل,حين,حيث,عند,هو,هي,هم,به,بها,فيه,فيها,له,لها,منها,منه,عليه,عليها,بين,كما,لكن,اي,غير,اذا,حتى,حتي,امس,اليوم,قال,قالت,ليس,ايضا,نحو,خلال,وقد,وقال,واضاف}'::text[])
    )
    WHEN word = ANY ('{one,two,three,four,five,six,seven,eight,nine,ten,eleven,twelve}'::text[])
      THEN array_position('{one,two,three,four,five,six,seven,eight,nine,ten,eleven,twelve}'::text[], word)::text
    -- What an ending doesn't tell: withdrew is of withdraw.
    ELSE (ts_lexize('pg_catalog.english_stem', coalesce('{"ate":"eat","became":"become","began":"begin","begun":"begin","bit":"bite","bitten":"bite","bled":"bleed",
      "blew":"blow","blown":"blow","bore":"bear","born":"bear","borne":"bear","bought":"buy","bound":"bind",
      "bred":"breed","broke":"break","broken":"break","brought":"bring","built":"build","came":"come",
      "caught":"catch","children":"child","chose":"choose","chosen":"choose","dead":"die","death":"die",
      "died":"die","drank":"drink","drawn":"draw","drew":"draw","driven":"drive","drove":"drive","drunk":"drink",
      "dug":"dig","dying":"die","eaten":"eat","fallen":"fall","fed":"feed","feet":"foot","fell":"fall",
      "felt":"feel","fled":"flee","flew":"fly","flown":"fly","forbade":"forbid","forbidden":"forbid",
      "forgot":"forget","forgotten":"forget","fought":"fight","found":"find","froze":"freeze","frozen":"freeze",
      "gave":"give","given":"give","gone":"go","got":"get","gotten":"get","grew":"grow","grown":"grow",
      "halves":"half","heard":"hear","held":"hold","hid":"hide","hidden":"hide","hung":"hang","kept":"keep",
      "knew":"know","knives":"knife","known":"know","laid":"lay","leaves":"leaf","led":"lead","left":"leave",
      "lied":"lie","lit":"light","lives":"life","lost":"lose","made":"make","meant":"mean","men":"man","met":"meet",
      "mice":"mouse","overran":"overrun","overthrew":"overthrow","overthrown":"overthrow","paid":"pay",
      "people":"person","ran":"run","rang":"ring","risen":"rise","rose":"rise","rung":"ring","said":"say",
      "sang":"sing","sank":"sink","sat":"sit","saw":"see","seen":"see","sent":"send","shaken":"shake",
      "shook":"shake","shot":"shoot","shown":"show","slain":"slay","slept":"sleep","slew":"slay","sold":"sell",
      "sought":"seek","spent":"spend","spoke":"speak","spoken":"speak","stole":"steal","stolen":"steal",
      "stood":"stand","stricken":"strike","struck":"strike","stuck":"stick","sung":"sing","sunk":"sink",
      "swam":"swim","swept":"sweep","swore":"swear","sworn":"swear","swum":"swim","swung":"swing","taken":"take",
      "taught":"teach","teeth":"tooth","thieves":"thief","thought":"think","threw":"throw","thrown":"throw",
      "told":"tell","took":"take","tore":"tear","torn":"tear","understood":"understand","underwent":"undergo",
      "went":"go","wept":"weep","withdrawn":"withdraw","withdrew":"withdraw","wives":"wife","woke":"wake",
      "woken":"wake","wolves":"wolf","women":"woman","won":"win","wore":"wear","worn":"wear","written":"write",
      "wrote":"write"}'::jsonb ->> word, word)))[1]
  END
$$;

-- The words of a text in their order, each with its stem. Addresses are left out, #DamascusFalls is two words, 2,000
-- is 2000, and so is ٢٠٠٠, U.S. is US; what separates words is spelt out, since character classes differ with the database's locale.
CREATE FUNCTION words_of(value text) RETURNS TABLE (place int, word text, stem text)
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  WITH plain AS (
    SELECT regexp_replace(regexp_replace(regexp_replace(regexp_replace(translate(
        value, '٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٬٫', '01234567890123456789,.'),
        '(https?://|www\.|pic\.twitter\.com/)[^\s@]*', ' ', 'gi'),
        '([[:alnum:]])[''\u2019]s\M', '\1', 'gi'),
        '(\d),(?=\d{3})', '\1', 'g'),
        '(?<=\m[A-Z])\.(?=[A-Z]\M)', '', 'g') AS text
  ), tagless AS (
    SELECT string_agg(CASE WHEN part ~ '^[#@]' THEN
        regexp_replace(regexp_replace(translate(part, '#@_', '   '),
          '([a-z])([A-Z0-9])', '\1 \2', 'g'), '([A-Z])([A-Z][a-z])', '\1 \2', 'g')
        ELSE replace(part, '_', ' ') END, ' ' ORDER BY at) AS text
    FROM plain, regexp_split_to_table(regexp_replace(plain.text, '([#@])', ' \1', 'g'), '\s+')
      WITH ORDINALITY AS parts(part, at)
  )
  SELECT at::int, word, stem_of(word) FROM (
    SELECT left(replace(piece, '_', '.'), 40) AS word, at FROM tagless,
      regexp_split_to_table(regexp_replace(fold_text(tagless.text), '(\d)\.(?=\d)', '\1_', 'g'),
        '[\u0001- !-/:-@\[-^`{-\u00bf\u060c\u061b\u061f\u066a-\u066d\u06d4\u2000-\u2bff\u2e00-\u2e7f\u3000-\u303f\ufe00-\ufe0f\U0001f000-\U0001faff]+')
      WITH ORDINALITY AS pieces(piece, at)
    WHERE piece <> ''
  ) AS words
$$;

-- What names of three to five words are called for short: "National Rifle Association" is NRA, "Syrian Observatory for
-- Human Rights" SOHR. Where a name stands among other capitals, every run of them is as good a guess.
CREATE FUNCTION initials_of(value text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT string_agg(DISTINCT substr(initials, first, length), ' ')
  FROM (
    SELECT upper(regexp_replace(run[1], '(?:\m(?:of|for|the|and|al)\M|[^A-Z]|(?<=[A-Z])[A-Z])+', '', 'g')) AS initials
    FROM regexp_matches(left(value, 1000),
      '((?:\m[A-Z][A-Za-z''\u2019]*[ -](?:(?:of|for|the|and|al)[ -]){0,2}){2,11}\m[A-Z][A-Za-z]*)', 'g') AS run
  ) AS runs,
    generate_series(1, length(initials) - 2) AS first,
    generate_series(3, least(5, length(initials) - first + 1)) AS length
$$;

-- One row a claim. Its docket is a number that has nothing to do with anything, so the lowest dockets of any set of
-- claims are a fair sample of it: how many claims have a term is told from where its three-hundredth docket lies,
-- without a count that every editor would have to wait to raise.
CREATE TABLE claim_index (
  claim_id uuid PRIMARY KEY REFERENCES claims (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  docket bigint NOT NULL,
  -- Stems in their order: of the proposition; of the claimant's own words and the place; of the titles of the documents
  -- it appears in; of the quotes there, and of what its names are for short.
  said text[] DEFAULT '{}',
  worded text[] DEFAULT '{}',
  titled text[] DEFAULT '{}',
  quoted text[] DEFAULT '{}',
  -- Every term that has a row in claim_terms.
  terms text[] DEFAULT '{}'
);
CREATE UNIQUE INDEX claim_index_docket_key ON claim_index (docket);

CREATE TABLE claim_terms (
  term text COLLATE "C" NOT NULL,
  docket bigint NOT NULL,
  weight real NOT NULL,
  PRIMARY KEY (term, docket) INCLUDE (weight)
);

-- Brings the index of these claims up to what their rows say now. The rows of the index are locked before anything is
-- read, so of two hands on one claim (an edit, a withdrawn appearance) the second reads what the first wrote.
CREATE FUNCTION index_claims(ids uuid[]) RETURNS void LANGUAGE plpgsql AS $$
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
  )
  UPDATE claim_index i SET said = coalesce(f.said, '{}'), worded = coalesce(f.worded, '{}'),
    titled = coalesce(f.titled, '{}'), quoted = coalesce(f.quoted, '{}'), terms = coalesce(f.terms, '{}')
  FROM texts LEFT JOIN fields f USING (docket) WHERE i.claim_id = texts.claim_id;
END $$;

CREATE FUNCTION claims_are_indexed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM index_claims(array_agg(id)) FROM changed HAVING count(*) > 0;
  RETURN NULL;
END $$;
CREATE FUNCTION edited_claims_are_indexed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM index_claims(array_agg(id)) FROM changed JOIN before USING (id)
    WHERE (changed.proposition, changed.wording, changed.place_name)
      IS DISTINCT FROM (before.proposition, before.wording, before.place_name)
    HAVING count(*) > 0;
  RETURN NULL;
END $$;
CREATE FUNCTION claims_of_appearances_are_indexed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM index_claims(array_agg(DISTINCT claim_id)) FROM changed HAVING count(*) > 0;
  RETURN NULL;
END $$;
CREATE FUNCTION claims_in_documents_are_indexed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM index_claims(array_agg(DISTINCT a.claim_id))
    FROM changed JOIN before USING (id) JOIN appearances a ON a.document_id = changed.id
    WHERE changed.title <> before.title HAVING count(*) > 0;
  RETURN NULL;
END $$;
CREATE TRIGGER claims_are_indexed AFTER INSERT ON claims
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION claims_are_indexed();
CREATE TRIGGER edited_claims_are_indexed AFTER UPDATE ON claims
  REFERENCING OLD TABLE AS before NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION edited_claims_are_indexed();
CREATE TRIGGER claims_of_new_appearances_are_indexed AFTER INSERT ON appearances
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION claims_of_appearances_are_indexed();
CREATE TRIGGER claims_of_changed_appearances_are_indexed AFTER UPDATE ON appearances
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION claims_of_appearances_are_indexed();
CREATE TRIGGER claims_in_documents_are_indexed AFTER UPDATE ON documents
  REFERENCING OLD TABLE AS before NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION claims_in_documents_are_indexed();

SELECT index_claims(array_agg(id)) FROM claims HAVING count(*) > 0;
