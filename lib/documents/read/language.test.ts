import { expect, it } from 'vitest'
import { guessLanguage } from '@/lib/documents/read/language'

it.each([
  ['en', 'The mayor said that the bridge was closed and that it would be for weeks.'],
  ['ar', 'قالت الوزارة إن القوات لم تنسحب من أي موقع من مواقعها.'],
  ['fa', 'وزیر گفت که پل برای چند هفته بسته می‌ماند و کسی نمی‌داند چرا.'],
  ['ur', 'وزیر نے کہا ہے کہ پل کئی ہفتوں تک بند رہے گا اور ٹریفک رکی رہے گی۔'],
  ['he', 'ראש העיר אמר כי הגשר סגור.'],
  ['fr', 'Le maire a dit que le pont est fermé et que la ville ne sait pas pour combien de temps.'],
  [
    'de',
    'Der Bürgermeister sagte, dass die Brücke für Wochen nicht zu benutzen ist und das auch so bleibt.',
  ],
  ['es', 'El alcalde dijo que el puente está cerrado y que la ciudad no sabe por cuánto tiempo.'],
  [
    'tr',
    'Belediye başkanı köprünün haftalar için kapalı olduğunu ve bu kararın çok önemli olduğunu söyledi.',
  ],
  ['ru', 'Мэр сказал, что мост закрыт на несколько недель.'],
  ['uk', 'Мер сказав, що міст закрито на кілька тижнів і їздити ним не можна.'],
  ['zh', '市长说，这座桥将关闭数周。'],
  ['ja', '市長は、橋は数週間閉鎖されると述べた。'],
  ['ko', '시장은 다리가 몇 주 동안 폐쇄된다고 말했다.'],
])('%s is told by its script and its small words', (language, text) => {
  expect(guessLanguage(text)).toBe(language)
})

it.each(['', '1234 — 5678', 'Xyzzy plugh', '\u202e\u200f'])('nothing is made of “%s”', (text) => {
  expect(guessLanguage(text)).toBe('und')
})
