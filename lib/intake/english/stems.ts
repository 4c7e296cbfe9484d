const IRREGULAR = new Map(
  Object.entries({
    say: 'said says saying',
    tell: 'told tells telling',
    think: 'thought thinks thinking',
    write: 'wrote written writes writing',
    know: 'knew known knows knowing',
    find: 'found finds finding',
    see: 'saw seen sees seeing',
    seek: 'sought seeks seeking',
    hold: 'held holds holding',
    make: 'made makes making',
    speak: 'spoke spoken speaks speaking',
    give: 'gave given gives giving',
    take: 'took taken takes taking',
    feel: 'felt feels feeling',
    hear: 'heard hears hearing',
    mean: 'meant means meaning',
    swear: 'swore sworn swears swearing',
    show: 'shown shows showing showed',
    choose: 'chose chosen chooses choosing',
    forget: 'forgot forgotten forgets forgetting',
    foresee: 'foresaw foreseen foresees',
    begin: 'began begun begins beginning',
    go: 'went gone goes going',
    be: 'is are was were been being am',
    have: 'has had having',
    do: 'does did done doing',
    get: 'got gotten gets getting',
    keep: 'kept keeps keeping',
    teach: 'taught teaches',
    bring: 'brought brings',
    send: 'sent sends sending',
    come: 'came comes coming',
    lay: 'laid lays laying',
    pay: 'paid pays paying',
    draw: 'drew drawn draws',
    understand: 'understood understands',
    bet: 'betting bets',
  }).flatMap(([stem, forms]) => forms.split(' ').map((form): [string, string] => [form, stem])),
)

/** A rough stem that the forms of a verb share, and often its noun in -s: `claims`, `claimed` and `claiming` are one. */
export function stemOf(word: string): string {
  const irregular = IRREGULAR.get(word)
  if (irregular) return irregular
  if (word.length < 5) return word
  let stem = word
  if (stem.endsWith('ing')) stem = stem.slice(0, -3)
  else if (stem.endsWith('ied') || stem.endsWith('ies')) return `${stem.slice(0, -3)}y`
  else if (stem.endsWith('ed')) stem = stem.slice(0, -2)
  else if (/(?:ss|sh|ch|x|z)es$/.test(stem)) stem = stem.slice(0, -2)
  else if (/[^su]s$/.test(stem)) stem = stem.slice(0, -1)
  if (/([bdglmnprt])\1$/.test(stem) && stem.length > 4 && stem !== word) stem = stem.slice(0, -1)
  return stem.length > 3 && stem.endsWith('e') ? stem.slice(0, -1) : stem
}
