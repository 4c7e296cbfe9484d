-- The keys of names take s and sh for one sound, and a sound that only a vowel parts from itself is there once: languages
-- write Świecie and شفيجي. That is nameKeys in lib/names/keys.ts, as of now.
-- Existing rows: the keys of sources and places are made anew. Takes for granted: name_words(), search_name_keys().

CREATE OR REPLACE FUNCTION name_keys(value text) RETURNS text[] LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  line text := name_words(value);
  words text[];
  size integer;
BEGIN
  IF line = '' THEN RETURN '{}'; END IF;
  size := length(line) - length(replace(line, ' ', '')) + 1;
  IF size BETWEEN 2 AND 6 THEN
    -- Of a name two neighbouring words too, and all as one: New York is نيويورك.
    words := string_to_array(line, ' ');
    FOR at IN 2 .. size LOOP line := line || ' ' || words[at - 1] || words[at]; END LOOP;
    line := line || ' ' || array_to_string(words, '');
  ELSIF size > 6 THEN
    -- Clitics in running text: بدمشق is in Damascus.
    line := regexp_replace(' ' || replace(line, ' ', '  ') || ' ',
      ' (?=[وفبلك])([وف]?[بلك]?(?:[اٱ]?ل)?)(?=[\u0621-\u064a]{3})([^ ]*) ', ' \1\2  \2 ', 'g');
    line := btrim(replace(line, '  ', ' '), ' ');
  END IF;
  line := ' ' || replace(line, ' ', '  ') || ' ';
  IF line ~ '[ŞÇ]' THEN line := translate(line, 'ŞÇ', 'ss') || translate(line, 'ŞÇ', 'CC'); END IF;
  line := translate(line,
    'بپتطثجغگژحهخدذضرزظسصشچفڤقكکگلمنھہڕڵٹڈڑںڭة٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹',
    'BBTTTGGGGHHXDDDRSSSSCCFFKKKGLMNHHRLTDRNNو01234567890123456789');
  line := regexp_replace(line, '([b-df-hj-np-tvxz])\1+', '\1', 'g');
  line := replace(replace(replace(replace(replace(line, 'tsch', 'C'), 'sch', 'C'), 'tch', 'C'), 'sh', 'C'), 'ch', 'C');
  line := replace(replace(replace(replace(line, 'kh', 'X'), 'dj', 'G'), 'gh', 'G'), 'zh', 'G');
  line := replace(replace(replace(line, 'dh', 'D'), 'th', 'T'), 'ph', 'F');
  line := replace(replace(replace(replace(line, 'ce', 'S'), 'ci', 'S'), 'cy', 'S'), 'x', 'KS');
  line := regexp_replace(line, ' (?:ou(?=[aeiouy])|w|و)', ' W', 'g');
  line := replace(replace(replace(line, ' y', ' Y'), ' ي', ' Y'), ' ی', ' Y');
  line := replace(replace(line, ' h', ' J'), ' H', ' J');
  line := translate(line, 'aeiouywhHاٱويىیعءۆۇێەۈۋےئؤأإآ', '');
  line := translate(line, 'bpfvtdszqkcgjlmnrJC', 'BBFFTDSSKKKGGLMNRHS');
  line := lower(regexp_replace(line, '([A-Z])\1+', '\1', 'g'));
  RETURN coalesce((
    SELECT array_agg(key ORDER BY at) FROM (
      SELECT left(word, 24) AS key, min(nth) AS at
      FROM string_to_table(btrim(line, ' '), ' ') WITH ORDINALITY AS each(word, nth)
      WHERE word <> '' GROUP BY left(word, 24)
    ) AS keys), '{}');
END $$;

UPDATE search_entries SET keys = search_name_keys(name) WHERE kind IN ('source', 'place');
