// Cuts the fonts in app/_fonts out of the families they come from. Only needed when one of them is to change:
//   npm install --no-save subset-font@2.9.0 @fontsource-variable/noto-sans-arabic@5.3.0 && node scripts/fonts/make.mjs
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'

const require = createRequire(import.meta.url)
const FOLDER = path.join(import.meta.dirname, '../../app/_fonts')

const range = (from, to) =>
  String.fromCodePoint(...Array.from({ length: to - from + 1 }, (_, index) => from + index))

/** English and its neighbours; everything else a name may need is in the files for extended Latin. */
const latin = `${range(0x20, 0x7e)}${range(0xa0, 0xff)}ıŒœˆ˜ʻʼ‐‑–—―‘’‚“”„†•…′″‹›⁄€™←↑→↓−`
/** The block that Arabic, Persian, Urdu and Kurdish are written with; presentation forms are nobody's spelling. */
const arabic = `${range(0x600, 0x6ff)}\u200c\u200d`

const FONTS = [
  ['inter', 'inter-latin-wght-normal', latin],
  ['noto-naskh-arabic', 'noto-naskh-arabic-arabic-wght-normal', arabic],
  ['noto-sans-arabic', 'noto-sans-arabic-arabic-wght-normal', arabic],
]

// By name, since it is no package of ours.
const [cutter] = ['subset-font']
const { default: subset } = await import(cutter)
for (const [family, file, text] of FONTS) {
  const source = require.resolve(`@fontsource-variable/${family}/files/${file}.woff2`)
  const cut = await subset(readFileSync(source), text, {
    targetFormat: 'woff2',
    variationAxes: { wght: { min: 400, max: 700 } },
  })
  writeFileSync(path.join(FOLDER, `${family}.woff2`), cut)
  console.log(family, cut.length)
}
