import { expect, it } from 'vitest'
import { EVERYTHING, readSignedPosition, signedPosition } from '@/lib/replica/token'

const SECRET = 'a secret of thirty-two letters and more'

it.each([0n, 0x1b80f20n, EVERYTHING])('is read by whom it was given to: %s', (position) => {
  expect(readSignedPosition(signedPosition(position, 'rana', SECRET), 'rana', SECRET)).toBe(
    position,
  )
})

it.each([
  ['somebody else', signedPosition(7n, 'omar', SECRET)],
  ['another instance', signedPosition(7n, 'rana', `${SECRET} of another`)],
  ['another place', signedPosition(7n, 'rana', SECRET).replace('0/7', '0/8')],
  ['no signature', '0/7'],
  ['an empty one', '0/7.'],
  ['no place', signedPosition(7n, 'rana', SECRET).replace('0/7', 'x')],
  ['nothing', undefined],
])('says nothing with %s', (_, token) => {
  expect(readSignedPosition(token, 'rana', SECRET)).toBeNull()
})
