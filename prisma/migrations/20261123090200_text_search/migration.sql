-- Finding claims, documents, stories and sources by words, in any spelling and in Arabic as in English.
-- Existing rows: none. Takes for granted: pg_trgm, a UTF-8 database.

-- Text as a searcher means it: compatibility forms, case, diacritics, Arabic vowel signs, tatweel, hamza
-- carriers, alif maqsura and ta marbuta, bidi controls and apostrophes make no difference.
-- Marks are named by escape: typed themselves they would attach to their neighbours on the screen.
CREATE FUNCTION fold_text(value text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT btrim(regexp_replace(
    translate(
      lower(regexp_replace(
        normalize(value, NFKD),
        '[\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff''\u2018\u2019\u02bb-\u02bf`]',
        '', 'g')),
      'ىةٱ', 'يها'),
    '[\s\u00a0\u2010-\u2015-]+', ' ', 'g'))
$$;

-- Words as they are and words by their English and Arabic stems: "withdrawals" finds "withdrawal".
CREATE FUNCTION search_vector(value text) RETURNS tsvector LANGUAGE sql STABLE STRICT PARALLEL SAFE AS $$
  SELECT to_tsvector('simple', fold_text(value))
      || to_tsvector('english', fold_text(value))
      || to_tsvector('arabic', fold_text(value))
$$;

-- What somebody typed into a search box: words, "phrases", -exclusions, or.
CREATE FUNCTION search_query(value text) RETURNS tsquery LANGUAGE sql STABLE STRICT PARALLEL SAFE AS $$
  SELECT CASE WHEN value ~ '(^|\s)-\S'
    -- An exclusion must hold for every reading of the words, so only one reading is asked.
    THEN websearch_to_tsquery('english', value)
    ELSE websearch_to_tsquery('simple', fold_text(value))
      || websearch_to_tsquery('english', fold_text(value))
      || websearch_to_tsquery('arabic', fold_text(value))
  END
$$;

CREATE FUNCTION claim_is_searchable() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.folded := fold_text(concat_ws(' ', NEW.proposition, NEW.wording, NEW.place_name));
  NEW.search := setweight(search_vector(NEW.proposition), 'A')
    || setweight(search_vector(concat_ws(' ', NEW.wording, NEW.place_name)), 'B');
  RETURN NEW;
END $$;
CREATE TRIGGER claim_is_searchable BEFORE INSERT OR UPDATE OF proposition, wording, place_name ON claims
  FOR EACH ROW EXECUTE FUNCTION claim_is_searchable();

CREATE FUNCTION document_is_searchable() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- A tsvector holds at most 1 MB; its first hundred thousand characters are more than anybody looks for.
  NEW.search := setweight(search_vector(NEW.title), 'A') || setweight(search_vector(left(coalesce(NEW.text, ''), 100000)), 'C');
  RETURN NEW;
END $$;
CREATE TRIGGER document_is_searchable BEFORE INSERT OR UPDATE OF title, text ON documents
  FOR EACH ROW EXECUTE FUNCTION document_is_searchable();

CREATE FUNCTION story_is_searchable() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.search := setweight(search_vector(NEW.title), 'A') || setweight(search_vector(NEW.summary), 'B');
  RETURN NEW;
END $$;
CREATE TRIGGER story_is_searchable BEFORE INSERT OR UPDATE OF title, summary ON stories
  FOR EACH ROW EXECUTE FUNCTION story_is_searchable();

CREATE FUNCTION source_alias_is_searchable() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.folded := fold_text(NEW.name);
  RETURN NEW;
END $$;
CREATE TRIGGER source_alias_is_searchable BEFORE INSERT OR UPDATE OF name ON source_aliases
  FOR EACH ROW EXECUTE FUNCTION source_alias_is_searchable();
