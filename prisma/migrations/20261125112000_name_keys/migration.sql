-- Keys under which a name is found in any spelling and in either script: Homs, Hims and حمص have one. They are those of
-- nameKeys in lib/names/keys.ts, step by step; a test holds the two together.
-- Existing rows: none; nothing calls these yet. Takes for granted: a UTF-8 database.

-- The words of a name in small letters, without marks and articles; capitals stand for sounds.
CREATE FUNCTION name_words(value text) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  line text := translate(lower(normalize(value, NFC)),
    'čšșžǧğġḫẖṯḏđðþłøœæßıəñςşç', 'CCCGGGGXXTDDDTlooesienσŞÇ');
BEGIN
  line := replace(replace(normalize(line, NFKD), U&'S\0327', 'Ş'), U&'C\0327', 'Ç');
  line := regexp_replace(line, '[''`\u00ad\u00b4\u02b0-\u02ff\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u200b-\u200f\u2018\u2019\u201b\u2032\u202a-\u202e\u2060-\u2069\ufeff]+', '', 'g');
  line := btrim(regexp_replace(line, '[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00bf\u00d7\u00f7\u060c\u061b\u061f\u066a-\u066d\u06d4\u2000-\u206f\u3000-\u303f]+', ' ', 'g'), ' ');
  line := ' ' || replace(line, ' ', '  ') || ' ';
  line := regexp_replace(line, ' (?:al|el|ul|il) (?= [^ ])', '', 'g');
  line := regexp_replace(line, ' [aeiou]([snrdztlcŞ]|sh|th|dh|ch)  (\1)', ' \2', 'g');
  line := regexp_replace(line, ' abd[aeiou]l?(?= |[b-df-hj-np-tv-z][a-z]{2})', ' abd', 'g');
  line := regexp_replace(line, ' عبد[اٱ]ل(?=[^ ]{2})', ' عبد', 'g');
  line := regexp_replace(line, ' [اٱ]ل (?= [^ ])', '', 'g');
  line := regexp_replace(line, ' [اٱ]ل(?=[^ ]{2})', ' ', 'g');
  RETURN btrim(replace(line, '  ', ' '), ' ');
END $$;

CREATE FUNCTION name_keys(value text) RETURNS text[] LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
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
  line := lower(translate(line, 'bpfvtdszqkcgjlmnrJ', 'BBFFTDSSKKKGGLMNRH'));
  RETURN coalesce((
    SELECT array_agg(key ORDER BY at) FROM (
      SELECT left(word, 24) AS key, min(nth) AS at
      FROM string_to_table(btrim(line, ' '), ' ') WITH ORDINALITY AS each(word, nth)
      WHERE word <> '' GROUP BY left(word, 24)
    ) AS keys), '{}');
END $$;
